"""What campaigns have found, as the handlers tell of it."""

from dataclasses import replace
from datetime import UTC, date, datetime

from handlers.answers import (
    Answer,
    CampaignResults,
    InquiryPictureAnswer,
    OfficeLine,
    Progress,
    ProjectReportAnswer,
    ResultsAnswer,
)
from handlers.inquiry_views import (
    AnswerRow,
    Asked,
    Given,
    InquiryLine,
    InquiryPicture,
    InquiryPlan,
    InquiryQuestion,
    InquiryState,
    Purpose,
    QuestionKind,
    Unit,
)
from tests.bot.texts.living_samples import PROJECT

TODAY, LAST = date(2026, 11, 20), date(2026, 12, 18)
AT = datetime(2026, 11, 19, 9, tzinfo=UTC)
QUESTIONS = (
    InquiryQuestion(
        text="Finns en plan för släckvatten?",
        kind=QuestionKind.ONE,
        options=("ja", "nej", "ej aktuellt"),
    ),
    InquiryQuestion(
        text="Hur många anställda?", kind=QuestionKind.NUMBER, unit="personer", required=False
    ),
    InquiryQuestion(text="Fanns det brister?", kind=QuestionKind.YES_NO, required=False),
    InquiryQuestion(text="Vad ska åtgärdas?", required=False),
    InquiryQuestion(text="Något mer?", required=False),
)


def _row(number: int, office: str, visit: str, *given: Given, disputed: bool = False) -> AnswerRow:
    return AnswerRow(
        id=number, target=len(office), who=office, visit=visit, by="Kim Kontakt", at=AT,
        late=False, disputed=disputed, given=given,
    )  # fmt: skip


ROWS = (
    _row(1, "Lerum", "Macken", Given(("ja",)), Given(("14.5",)), Given(("nej",)), Given(), Given()),
    _row(
        2, "Lerum", "Kajen", Given(("nej",)), Given(("40",)), Given(("ja",)),
        Given(("=Bygg en invallning\nsnarast",)), Given(),
    ),
    _row(
        3, "Ale", "Bryggan", Given(("nej",), "på gång"), Given(), Given(("ja",)),
        Given(("Öva",)), Given(),
    ),
    _row(
        4, "Ale", "Bryggan", Given(("ja",)), Given(), Given(("ja",)), Given(), Given(),
        disputed=True,
    ),
)  # fmt: skip
PLAN = InquiryPlan(
    title="Resultat från Tillsynsprojekt släckvatten",
    questions=QUESTIONS,
    purpose=Purpose.RESULTS,
    about_kind="project",
    about_key=PROJECT.key,
    unit=Unit.VISIT,
    asked=Asked(everybody=True),
    answer_by=LAST,
)
LINE = InquiryLine(
    number=7, title=PLAN.title, state=InquiryState.OPEN, unit=Unit.VISIT, answer_by=LAST,
    collaboration="Miljösamverkan Väst", asked=3, answered=2,
)  # fmt: skip
PICTURE = InquiryPicture(
    line=LINE, plan=PLAN, rows=ROWS, asked=("Ale", "Borås", "Lerum"), silent=("Borås",), lost=(),
    day=TODAY, reached=3,
)  # fmt: skip
DRAFT = replace(
    PICTURE, line=replace(LINE, state=InquiryState.DRAFT, answered=0), rows=(),
    silent=PICTURE.asked,
)  # fmt: skip
BY_OFFICE = replace(
    DRAFT,
    plan=replace(
        PLAN,
        unit=Unit.OFFICE,
        questions=(
            InquiryQuestion(text="Hur många besök?", kind=QuestionKind.NUMBER, unit="besök"),
            *QUESTIONS[:3],
        ),
    ),
)
LONG = replace(DRAFT, plan=replace(PLAN, questions=QUESTIONS * 8))
RESULTS = CampaignResults(
    picture=PICTURE,
    progress=Progress(offices=3, visits=3, visit_goal=10),
    named=True,
    part=2,
    taking=2,
)
NAMELESS = replace(
    RESULTS,
    named=False,
    picture=replace(
        PICTURE,
        rows=tuple(replace(one, who="", visit="", by="", target=0) for one in ROWS),
        asked=(),
        silent=(),
    ),
)
NOTHING = replace(
    RESULTS,
    picture=replace(PICTURE, line=replace(LINE, answered=0), rows=(), silent=PICTURE.asked),
    progress=Progress(),
    part=0,
    taking=0,
)
CLOSED = replace(
    RESULTS, picture=replace(PICTURE, line=replace(LINE, state=InquiryState.CLOSED), silent=())
)
OFFICES = (OfficeLine("Lerum", 2), OfficeLine("Ale", 1), OfficeLine("Borås", 0))


def shown(results: CampaignResults, *, leads: bool = True, excel: bool = False) -> ResultsAnswer:
    """Return the answer that shows what a campaign has found."""
    return ResultsAnswer(
        ids=(PROJECT.key,), subject="results", key=PROJECT.key, owner=PROJECT.owner,
        title=PROJECT.title, results=results, leads=leads, excel=excel,
    )  # fmt: skip


def drafted(picture: InquiryPicture) -> InquiryPictureAnswer:
    """Return the answer that shows the draft of a form."""
    return InquiryPictureAnswer(ids=("7",), subject="inquiry", picture=picture, change="drafted")


REPORT = ProjectReportAnswer(
    ids=(PROJECT.key,), card=PROJECT, offices=OFFICES, results=RESULTS, day=TODAY
)
BARE_REPORT = replace(REPORT, offices=(), results=None)
RESULT_ANSWERS: tuple[Answer, ...] = (
    shown(RESULTS),
    shown(NAMELESS, leads=False),
    shown(NOTHING),
    replace(shown(replace(RESULTS, new=2)), asked=1),
    shown(CLOSED, excel=True),
    drafted(DRAFT),
    drafted(BY_OFFICE),
    drafted(LONG),
    REPORT,
    BARE_REPORT,
)
