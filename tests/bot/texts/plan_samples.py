"""Plans of every sort, to be shown by every door."""

from dataclasses import replace
from datetime import date

from handlers.answers import (
    BoardLine,
    FieldDifference,
    Item,
    Labelled,
    LineDifference,
    PlanAnswer,
    PlanLine,
    PlanVersionsAnswer,
    PlanYearLine,
    VersionLine,
)

LINES = (
    PlanLine(
        id=1,
        number=1,
        heading="Tillsynsprojekt",
        title="Släckvatten",
        goal="Renare vatten",
        doing="projektplan, checklista",
        time="Våren 2028",
        responsible="utvecklingsledaren",
        parties="länets kommuner, Länsstyrelsen",
        effects="Giftfri miljö",
        follow_up="slutrapport",
        focus_area="Kemikalier",
        national="Naturvårdsverket",
        told=(
            Labelled("visits", "5"),
            Labelled("inspectors", "5"),
            Labelled("participation", "alla kommuner"),
            Labelled("national_start", "2028-09"),
            Labelled("campaign_start", "2028-04"),
            Labelled("campaign_end", "2028-10"),
            Labelled("strategy", "True"),
            Labelled("host", "Vetlanda"),
        ),
        record_kind="project",
        record_key="slackvatten",
        kind="tillsynsprojekt",
    ),
    PlanLine(id=2, number=3, title="=1+1 och @alla", heading="", standing=True),
    PlanLine(
        id=3,
        number=4,
        heading="Styrning",
        title="Styrgruppsmöten",
        withheld=("responsible",),
        notes=("ansvaret saknas i källan",),
    ),
)
BANK = (
    PlanLine(
        number=1,
        title="Biocidprodukter",
        heading="Tillsyn miljöskydd",
        section="bank",
        record_kind="proposal",
        record_key="biocid",
        received=2022,
        status="i förslagsbanken",
    ),
    PlanLine(
        number=2,
        title="Digital tillsyn",
        section="bank",
        record_kind="proposal",
        record_key="digital",
        status="okänd",
        notes=("finns inte i banken i planen 2024",),
    ),
)
YEAR = PlanYearLine(
    id=8,
    year=2028,
    position="utkast",
    counts=(Labelled("tillsynsprojekt", "1"), Labelled("plan_line", "2")),
    items=tuple(
        Item(line.record_key, line.title, line.record_kind or "plan_line", time=line.time)
        for line in LINES
    ),
    lines=(*LINES, *BANK),
    boards=(
        BoardLine(4, "Styrgrupp Västra Götaland", date(2027, 6, 10), "§ 12"),
        BoardLine(5, "Styrgrupp Halland"),
    ),
    comments_by=date(2027, 4, 15),
    decide_by=date(2027, 6, 18),
)
DRAFT = PlanAnswer(
    ids=("activity-plan-2028",),
    number=3,
    title="Verksamhetsplan 2028",
    period="2028",
    noun="aktivitet",
    owner="Miljösamverkan Väst",
    vision="Det önskade läget",
    decided=None,
    years=(YEAR,),
    bank=2,
    national=(Labelled("Seminarieserie om bassängbad", "Folkhälsomyndigheten"),),
    today=date(2027, 6, 20),
    keeps=True,
)
FROZEN = replace(
    DRAFT,
    years=(replace(YEAR, frozen=True, version=2),),
    address="https://bot.example/plan/vast-2028",
    keeps=False,
)
COOPERATION = replace(
    DRAFT,
    title="Samverkansplan 2028",
    sort="cooperation_plan",
    noun="insats",
    bank=0,
    years=(
        replace(
            YEAR,
            lines=(replace(LINES[0], progress="going_on", progress_note="Ett av två"), LINES[1]),
        ),
    ),
)
VERSIONS = PlanVersionsAnswer(
    ids=("activity-plan-2028",),
    title="Verksamhetsplan 2028",
    year=2028,
    owner="Miljösamverkan Väst",
    versions=(
        VersionLine(1, date(2027, 6, 12), ""),
        VersionLine(2, date(2027, 9, 1), "Nytt direktiv"),
    ),
    older=1,
    newer=2,
    differences=(
        LineDifference("removed", 2, "Solarier"),
        LineDifference(
            "changed",
            1,
            "Släckvatten",
            (
                FieldDifference("goal", "", "Renare vatten"),
                FieldDifference("standing", "", "yes"),
                FieldDifference("time", "våren", "hösten"),
            ),
        ),
        LineDifference("added", 5, "Nagelsalonger"),
    ),
)
PLAN_ANSWERS = (
    DRAFT,
    FROZEN,
    COOPERATION,
    VERSIONS,
    replace(VERSIONS, older=0, newer=1, differences=(), file="word", withheld=True),
    replace(DRAFT, line=LINES[0]),
    replace(DRAFT, line=BANK[1]),
    replace(DRAFT, line=LINES[1], keeps=True),
    replace(DRAFT, line=LINES[1], project=Item("vatten", "Vatten", "project", year=2028)),
    replace(DRAFT, change="added", about="Släckvatten", undo="ta bort rad 1 ur plan 2028"),
    replace(FROZEN, change="frozen", about="Styrgrupp Halland", told=42),
    replace(FROZEN, file="word"),
    replace(FROZEN, file="excel"),
)
