"""Answers as the handlers give them, at least one of each kind."""

from dataclasses import replace
from datetime import UTC, date, datetime

from handlers.answers import (
    AmbiguousActionAnswer,
    AmbiguousAnswer,
    Answer,
    BudgetAnswer,
    BudgetSheet,
    CadenceAnswer,
    ChannelAnswer,
    ConceptAnswer,
    ContactAnswer,
    ContactCard,
    CorrectionAnswer,
    CostSplit,
    Course,
    DidYouMeanAnswer,
    EducationAnswer,
    FeedAnswer,
    Figure,
    GroupAnswer,
    HelpAnswer,
    IgnoreAnswer,
    Item,
    Labelled,
    ListAnswer,
    MaterialLine,
    MeetingAnswer,
    MilestoneLine,
    Money,
    NotFoundAnswer,
    OutOfScopeAnswer,
    PartialDate,
    Period,
    PlanAnswer,
    PlanYearLine,
    PrivacyExportAnswer,
    ProjectAnswer,
    ProjectCard,
    ProjectState,
    ProposalDialogAnswer,
    RefuseAnswer,
    RoleContact,
    SettingsAnswer,
    StatisticAnswer,
    SubscribeAnswer,
    TaskLine,
    TasksAnswer,
    UnknownFactAnswer,
    UnsubscribeAnswer,
)
from tests.bot.texts.agenda_samples import AGENDAS
from tests.bot.texts.budget_samples import BUDGET_ANSWERS
from tests.bot.texts.case_samples import CASE_ANSWERS
from tests.bot.texts.draft_samples import DRAFTS
from tests.bot.texts.gathering_samples import GATHERINGS
from tests.bot.texts.living_samples import LIVING
from tests.bot.texts.newsletter_samples import NEWSLETTER_CHOICES, NEWSLETTER_REPORTS
from tests.bot.texts.paper_samples import PAPER_ANSWERS
from tests.bot.texts.plan_samples import PLAN_ANSWERS
from tests.bot.texts.proposal_samples import BIOCIDES, PROPOSALS
from tests.bot.texts.quarantine_samples import QUARANTINES
from tests.bot.texts.results_samples import RESULT_ANSWERS
from tests.bot.texts.rule_samples import RULE_ANSWERS
from tests.bot.texts.weighing_samples import WEIGHING_ANSWERS

LEADERS = RoleContact("projektledare", "projektledarna", "projektledare@vast.example")
COORDINATOR = RoleContact("samordnare", "utvecklingsledare", "utvecklingsledare@jonkoping.example")
REPORT = "vast-verksamhetsberattelse-2024.txt"
NEW_PLAN = "jonkoping-verksamhetsplan-2026-2028.txt"
ASKED_AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
NONE = Period(None, None)


def known(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.parse(text)


def period(start: str | None, end: str | None) -> Period:
    return Period(known(start), known(end))


FIRE_WATER = ProjectCard(
    key="vast-2024-slackvatten",
    title="Tillsynsprojekt släckvatten",
    collaboration="Miljösamverkan Väst",
    kind="tillsynsprojekt",
    year=2024,
    state=ProjectState.FINISHED,
    source_status="avslutat",
    period=period(None, "2024-11"),
    period_text="tillsynskampanj april – oktober; avslutat november 2024",
    campaign=period("2024-04", "2024-10"),
    milestones=(
        MilestoneLine("kickoff", period("2024-04", "2024-04"), form="digital"),
        MilestoneLine("tillsynskampanj", period("2024-04", "2024-10")),
        MilestoneLine("erfarenhetsutbyte", NONE, count=2),
        MilestoneLine("avslut", period("2024-11", "2024-11")),
    ),
    materials=(
        MaterialLine("1 checklista", None),
        MaterialLine("2 lathundar", None),
        MaterialLine("1 informationsblad", None),
    ),
    contact=LEADERS,
    goal="Stödja miljökontorens tillsyn av hur förorenat släckvatten tas om hand.",
    responsible="projektledare",
    parties=("miljökontor i Västra Götaland och Halland", "länsstyrelserna"),
    source=REPORT,
    status_asof=known("2024-12-31"),
    notes=(
        "målet står inte i källan, härlett ur resultatet",
        "kickoff: dag och månad saknas; kampanjen började i april",
    ),
)

FOOD_WASTE = replace(
    FIRE_WATER,
    key="vast-2024-avfall-livsmedel",
    title="Avfallshantering hos livsmedelsanläggningar",
    state=ProjectState.OVERDUE,
    source_status="pågående",
    period=period("2024-12", None),
    period_text="startade december 2024; kampanj 2 april till och med september 2025",
    campaign=period("2025-04-02", "2025-09"),
    milestones=(
        MilestoneLine("start", period("2024-12", "2024-12")),
        MilestoneLine("kickoff", period("2025-04-02", "2025-04-02")),
        MilestoneLine("tillsynskampanj", period("2025-04-02", "2025-09")),
    ),
    materials=(MaterialLine("checklistor (påbörjade)", None),),
    notes=("källan anger kampanjens slut, inte projektets",),
    overdue=known("2025-09"),
)

ILLEGAL_WASTE = replace(
    FIRE_WATER,
    key="jkp-2026-illegal-avfall",
    title="Upptäcka illegal avfallshantering",
    collaboration="Miljösamverkan Jönköpings län",
    year=2026,
    state=ProjectState.RUNNING,
    source_status="planerat",
    period=period("2026-09", "2027-05"),
    period_text="Sep 2026–maj 2027",
    campaign=NONE,
    milestones=(),
    materials=(),
    contact=COORDINATOR,
    source=NEW_PLAN,
    status_asof=None,
    notes=(),
)

RUNNING = (
    Item(
        "jkp-2026-illegal-avfall",
        "Upptäcka illegal avfallshantering",
        "project",
        "running",
        "Sep 2026–maj 2027",
        year=2026,
    ),
    Item("jkp-2026-kemi", "Återförsäljare av kemikalier", "project", "running", "hösten 2026"),
    Item("jkp-2026-massor", "Masshantering", "project", "running"),
    Item("jkp-2026-it-1", "IT-stöd, steg 1", "project", "running", "Aug 2025–dec 2025"),
)

SMALL_SEWERS = tuple(
    Item(
        f"jkp-{year}-traff-avlopp",
        "Handläggarträff: små avlopp",
        "project",
        "overdue",
        f"våren {year}",
        year=year,
    )
    for year in (2026, 2024, 2022, 2021)
)

INSPECTOR = ContactCard(
    key="jkp-inspektor-avlopp-vetlanda",
    name="Inspektör små avlopp",
    title="Inspektör små avlopp",
    organisation="Vetlanda kommun",
    email="miljokontoret.vetlanda@jonkoping.example",
    phone="0383-00 00 00",
    subject_areas=("små avlopp", "lantbruk"),
    roles=("inspector",),
    confirmed_on=date(2026, 11, 2),
)

HIDDEN = replace(INSPECTOR, email=None, phone=None, withheld=True)

BUDGET_2024 = BudgetSheet(
    key="jkp-2024",
    organisation="Miljösamverkan Jönköpings län",
    year=2024,
    unit="tkr",
    income=(Money("överskott från föregående år", 0), Money("utbildningar", 70)),
    income_total=1266,
    costs=(Money("länssamordnare, lön och ersättning", 985),),
    costs_total=1206,
    surplus=55,
    notes=("kostnadsraderna summerar till 1 211 tkr, källan anger 1 206",),
    source="jonkoping-verksamhetsplan-2024.txt",
)

BUDGET_VG = BudgetSheet(
    key="vast-vg-2024",
    organisation="Miljösamverkan Västra Götaland",
    year=2024,
    unit="tkr",
    frame=2025,
    shares=(Money("kommunalförbund och kommuner", 1350, "2/3"), Money("Länsstyrelsen", 675, "1/3")),
    source=REPORT,
)

SPLIT = CostSplit(
    amount=18_400,
    parts=(
        Money("Miljösamverkan Västra Götaland", 15_640.0, "85 %"),
        Money("Miljösamverkan Halland", 2_760.0, "15 %"),
    ),
    threshold=5_000,
    obligatory=True,
    note="37/44 är 84,1 procent och 7/44 är 15,9 procent; 85-15 är alltså avrundat",
    source="vast-avsiktsforklaring-2023.txt",
)

HALLAND = GroupAnswer(
    ids=("styrgrupp-halland",),
    title="Styrgrupp Halland",
    size=7,
    composition=(Labelled("Länsstyrelsen", "2"), Labelled("miljöchef per kommun", "")),
    decides=("verksamhetsplan", "budget", "principbeslut"),
    meetings="3",
    meetings_least=True,
    members=(INSPECTOR,),
    notes=("Två från Länsstyrelsen och sex chefer ger åtta, men tabellen anger sju personer.",),
    source=REPORT,
)

KEY_FIGURES = CadenceAnswer(
    ids=("jkp-nyckeltal",),
    title="Jämförelse av länsgemensamma nyckeltal",
    wording="senast 1 april",
    deadline=date(2027, 4, 1),
    paused=True,
    per_office=True,
    contact=COORDINATOR,
)

PLAN_2024 = PlanAnswer(
    ids=("jkp-vp-2024",),
    title="Verksamhetsplan 2024",
    period="2024",
    decided=None,
    years=(
        PlanYearLine(
            year=2024,
            position="fastställd",
            counts=(Labelled("tillsynsprojekt", "2"), Labelled("handläggarträff", "1")),
            items=(*SMALL_SEWERS[:1], *RUNNING[:2]),
        ),
    ),
    bank=12,
    notes=("anpassas till nationell tillsynsstrategi",),
    source="jonkoping-verksamhetsplan-2024.txt",
)

OFFICES = StatisticAnswer(
    lines=(
        Figure(label="miljökontor som deltagit i någon grupp", value=24.0, of=42, percent=57.1),
    ),
    year=2024,
    notes=("42 är miljökontor, inte kommuner",),
    source=REPORT,
)

TASKS = [
    TaskLine(number, "correction", "Fel år.", "project", "ett", "taken", ASKED_AT, taken_by="Bo Al")
    for number in range(1, 8)
]
NAMESAKES = tuple(
    Item(f"vast-{year}-avlopp", "Små avlopp", "project", "finished", f"{year}", year=year)
    for year in range(2026, 2018, -1)
)
EVERY: tuple[Answer, ...] = (
    *AGENDAS,
    *BUDGET_ANSWERS,
    *CASE_ANSWERS,
    *PLAN_ANSWERS,
    *RULE_ANSWERS,
    *WEIGHING_ANSWERS,
    ProjectAnswer(ids=(FIRE_WATER.key,), card=FIRE_WATER),
    ProjectAnswer(ids=(FIRE_WATER.key,), card=FIRE_WATER, asked="kickoff"),
    ProjectAnswer(ids=(FOOD_WASTE.key,), card=FOOD_WASTE),
    ProjectAnswer(ids=(ILLEGAL_WASTE.key,), card=ILLEGAL_WASTE),
    ListAnswer(subject="projects", filters=("running",), items=RUNNING, contact=COORDINATOR),
    ListAnswer(subject="proposals", filters=("bank",), contact=LEADERS),
    AmbiguousAnswer(query="små avlopp", items=SMALL_SEWERS),
    DidYouMeanAnswer(
        query="släckvaten",
        items=(Item(FIRE_WATER.key, FIRE_WATER.title, "project", "finished"),),
    ),
    NotFoundAnswer(query="skateparker", running=RUNNING, contact=COORDINATOR),
    UnknownFactAnswer(
        ids=("vast-kb-forts",),
        title="Kommunikation & bemötande, fortsättningsutbildning",
        fact="price",
        notes=("pris ska kompletteras enligt källan",),
        contact=LEADERS,
    ),
    ContactAnswer(cards=(INSPECTOR,)),
    ContactAnswer(cards=(HIDDEN,), contact=COORDINATOR),
    ContactAnswer(heading="Vetlanda", cards=(INSPECTOR, HIDDEN), contact=COORDINATOR),
    ContactAnswer(contact=COORDINATOR),
    MeetingAnswer(
        ids=("jkp-styrgrupp",),
        title="Styrgruppsmöten",
        usual_time="3 gånger per år",
        contact=COORDINATOR,
    ),
    KEY_FIGURES,
    OFFICES,
    BudgetAnswer(ids=("jkp-2024",), sheets=(BUDGET_2024,), year=2024),
    BudgetAnswer(ids=("jkp-2024", "vast-vg-2024"), sheets=(BUDGET_2024, BUDGET_VG), year=2024),
    BudgetAnswer(split=SPLIT, contact=LEADERS),
    BudgetAnswer(year=2023, contact=LEADERS),
    HALLAND,
    EducationAnswer(
        ids=("vast-kb-grund",),
        heading="Kommunikation & bemötande, grundutbildning",
        lines=(
            Labelled("days", "3"),
            Labelled("price_sek_ex_vat", "drygt 7000 per deltagare (2022)"),
            Labelled("group_min", "18"),
            Labelled("group_max", "20"),
        ),
        contact=LEADERS,
    ),
    EducationAnswer(courses=(Course("K&B grund", 3), Course("K&B chef")), contact=LEADERS),
    ConceptAnswer(
        term="BAT",
        explanation="Bästa tillgängliga teknik. Det som är bäst för miljön och går att använda.",
        source="jonkoping-verksamhetsplan-2024.txt, jonkoping-verksamhetsplan-2021-2023.txt",
    ),
    ChannelAnswer(
        ids=("ping-pong",),
        places=(Labelled("Ping Pong", "inloggad plattform: material och forum"),),
        contact=COORDINATOR,
    ),
    PLAN_2024,
    *PROPOSALS,
    ProposalDialogAnswer(
        topic="biocidprodukter", similar=(BIOCIDES,), contact=COORDINATOR, task_id=14
    ),
    SubscribeAnswer(topic="skateparker", task_id=15),
    *NEWSLETTER_CHOICES,
    *NEWSLETTER_REPORTS,
    SubscribeAnswer(topic="Tillsynsprojekt släckvatten", done=True),
    SubscribeAnswer(topic="Släckvatten", done=True, key="vast-2024-slackvatten"),
    SubscribeAnswer(topic="avlopp", items=NAMESAKES),
    UnsubscribeAnswer(topic="skateparker", task_id=16),
    UnsubscribeAnswer(topic="Tillsynsprojekt släckvatten", done=True),
    UnsubscribeAnswer(topic="Släckvatten", done=True, key="vast-2024-slackvatten"),
    UnsubscribeAnswer(topic="avlopp", items=NAMESAKES),
    SettingsAnswer(door="slack", uses="mail", first_hour=9, last_hour=15, weekdays="13"),
    FeedAnswer(
        scope="group",
        group="Styrgruppen",
        collaboration="Miljösamverkan Väst",
        address="https://bot.example/kalender/1-1.xyz",
    ),
    TasksAnswer(subject="tasks"),
    TasksAnswer(subject="tasks", tasks=tuple(TASKS)),
    TasksAnswer(subject="tasks", tasks=(TASKS[0],), change="taken"),
    CorrectionAnswer(ids=("ett",), title="Dagvatten", said="Fel år.", task_id=18),
    CorrectionAnswer(title="avlopp", said="Fel år.", items=NAMESAKES),
    PrivacyExportAnswer(known=False, contact=COORDINATOR, task_id=17),
    AmbiguousActionAnswer(choices=("unsubscribe", "leave_group", "leave_register")),
    IgnoreAnswer(),
    HelpAnswer(greeting=True),
    HelpAnswer(known=True, keeps=True),
    HelpAnswer(known=True, by_mail=True),
    RefuseAnswer(reason="secrets", contact=COORDINATOR),
    *GATHERINGS,
    *PAPER_ANSWERS,
    *LIVING,
    *RESULT_ANSWERS,
    *QUARANTINES,
    *DRAFTS,
    OutOfScopeAnswer(),
    OutOfScopeAnswer(reason="legal"),
)
