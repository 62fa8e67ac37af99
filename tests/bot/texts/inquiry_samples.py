"""Answers about inquiries as the handlers give them."""

from dataclasses import replace
from datetime import UTC, date, datetime

from handlers.answers import (
    Answer,
    InquiriesAnswer,
    InquiryFormAnswer,
    InquiryGoneAnswer,
    InquiryPictureAnswer,
    RoleContact,
    VoteScaleAnswer,
)
from handlers.contents import InquiryNotice, InquiryResult
from handlers.inquiry_views import (
    AnswerRow,
    Asked,
    Given,
    InquiryForm,
    InquiryLine,
    InquiryPicture,
    InquiryPlan,
    InquiryQuestion,
    InquiryState,
    Purpose,
    QuestionKind,
    Unit,
)

TODAY, LAST = date(2027, 3, 1), date(2027, 3, 15)
AT = datetime(2027, 3, 2, 9, tzinfo=UTC)
JONKOPING = "Miljösamverkan Jönköping"
CONTACT = RoleContact(
    "utvecklingsledare", title="Utvecklingsledare", email="utvecklingsledare@jonkoping.example"
)
QUESTIONS = (
    InquiryQuestion(text="Har ni egna provtagare?", kind=QuestionKind.YES_NO),
    InquiryQuestion(text="Hur många prov?", kind=QuestionKind.NUMBER, unit="st", required=False),
    InquiryQuestion(text="När passar det?", kind=QuestionKind.ONE, options=("Våren", "Hösten")),
    InquiryQuestion(
        text="Vilka ämnen?", kind=QuestionKind.SEVERAL, options=("PFAS", "Metaller", "Annat")
    ),
    InquiryQuestion(text="Varför?", required=False),
)
GIVEN = (
    Given(("ja",), "två stycken"),
    Given(("14.5",)),
    Given(("Våren",)),
    Given(("PFAS", "Metaller")),
    Given(("Därför att vi vill",)),
)
OTHER = (Given(("nej",)), Given(), Given(("Hösten",)), Given(("PFAS",)), Given())
PLAN = InquiryPlan(
    title="Provtagning 2027",
    questions=QUESTIONS,
    about="Vi planerar nästa år.",
    asked=Asked(everybody=True),
    answer_by=LAST,
)
LINE = InquiryLine(
    number=3,
    title="Provtagning 2027",
    state=InquiryState.OPEN,
    unit=Unit.OFFICE,
    answer_by=LAST,
    collaboration=JONKOPING,
    asked=4,
    answered=2,
)
HABO = AnswerRow(
    id=1, target=1, who="Habo", visit="", by="Kim Al", at=AT, late=False, disputed=False,
    given=GIVEN,
)  # fmt: skip
ROWS = (
    replace(HABO, id=2, target=2, who="Aneby", by="", late=True, given=OTHER),
    HABO,
    replace(HABO, id=3, by="Mia Mil", disputed=True, given=OTHER),
)
PICTURE = InquiryPicture(
    line=LINE,
    plan=PLAN,
    rows=ROWS,
    asked=("Aneby", "Habo", "Tranås", "Vaggeryd"),
    silent=("Tranås", "Vaggeryd"),
    lost=("Vaggeryd",),
    day=TODAY,
    reached=3,
)
DRAFT = replace(
    PICTURE,
    line=replace(LINE, state=InquiryState.DRAFT, answered=0),
    rows=(),
    silent=PICTURE.asked,
)
NOTHING_YET = replace(PICTURE, rows=(), silent=PICTURE.asked, line=replace(LINE, answered=0))
CLOSED = replace(
    PICTURE,
    line=replace(LINE, state=InquiryState.CLOSED, answered=4),
    silent=(),
    rows=ROWS[:2],
)
FORM = InquiryForm(
    number=3,
    title="Provtagning 2027",
    about="Vi planerar nästa år.\nTvå rader.",
    unit=Unit.OFFICE,
    questions=QUESTIONS,
    answer_by=LAST,
    collaboration=JONKOPING,
    state=InquiryState.OPEN,
    open=True,
    office="Habo",
    name="Kim Al",
)
ANSWERED = replace(FORM, current=1, by="Kim Al", own=True, given=GIVEN)
BY_OTHER = replace(ANSWERED, own=False, disputed=True)
ONE = replace(FORM, questions=QUESTIONS[:1])
VISIT = replace(ONE, unit=Unit.VISIT, visits=("Macken",))
PERSON = replace(ONE, unit=Unit.PERSON, office="", late=True)
NOTICES = (
    InquiryNotice(form=ONE),
    InquiryNotice(form=FORM, change="reminded"),
    InquiryNotice(form=BY_OTHER, change="extended"),
    InquiryNotice(form=VISIT, change="reworded"),
    InquiryNotice(form=PERSON, change="reopened"),
)
SCALE = ("3 mycket", "2 lite", "1 inte alls", "avstår")
VOTE = replace(
    PICTURE,
    plan=replace(
        PLAN,
        purpose=Purpose.VOTE,
        about_kind="proposals",
        questions=tuple(
            InquiryQuestion(
                text=f"2028-00{at} Förslag {at}",
                kind=QuestionKind.ONE,
                options=SCALE,
                required=False,
                key=str(at),
                about="Alla mäter lika på samma sätt.",
            )
            for at in (1, 2)
        ),
    ),
    line=replace(LINE, purpose=Purpose.VOTE),
    rows=tuple(
        replace(row, given=(Given((first,)), Given((second,) if second else ())))
        for row, first, second in zip(
            ROWS, ("1 inte alls", "2 lite", "avstår"), ("3 mycket", "", "2 lite"), strict=True
        )
    ),
)
COURSES = replace(
    PICTURE,
    plan=replace(
        PLAN,
        purpose=Purpose.COURSES,
        about_kind="education",
        questions=(
            InquiryQuestion(
                text="Provtagning", kind=QuestionKind.NUMBER, unit="personer", required=False,
                key="course/1",
            ),
            InquiryQuestion(
                text="Avlopp", kind=QuestionKind.NUMBER, unit="personer", required=False,
                key="course/2",
            ),
            InquiryQuestion(text="När passar det bäst?", required=False, key="when"),
        ),
    ),
    line=replace(LINE, purpose=Purpose.COURSES),
    rows=(
        replace(ROWS[0], given=(Given(("2",)), Given(), Given(("I höst",)))),
        replace(ROWS[1], given=(Given(("3",)), Given(("0",)), Given())),
    ),
)  # fmt: skip
COMMENTS = replace(
    VOTE,
    plan=replace(
        VOTE.plan,
        purpose=Purpose.COMMENTS,
        questions=tuple(
            replace(one, kind=QuestionKind.WORDS, options=()) for one in VOTE.plan.questions
        ),
    ),
    line=replace(LINE, purpose=Purpose.COMMENTS),
    rows=tuple(
        replace(row, given=(Given((words,) if words else ()), Given()))
        for row, words in zip(ROWS, ("Bra", "", "=Dåligt"), strict=True)
    ),
)
RESULT = InquiryResult(line=CLOSED.line, tallies=CLOSED.tallies)


def _picture(picture: InquiryPicture, change: str = "shown") -> InquiryPictureAnswer:
    return InquiryPictureAnswer(ids=("3",), subject="inquiry", picture=picture, change=change)


def _form(form: InquiryForm, fate: str, unread: tuple[int, ...] = ()) -> InquiryFormAnswer:
    return InquiryFormAnswer(ids=("3",), subject="inquiry", form=form, fate=fate, unread=unread)


INQUIRIES: tuple[Answer, ...] = (
    InquiriesAnswer(subject="inquiries", mine=(), made=None, today=TODAY),
    InquiriesAnswer(subject="inquiries", mine=(), made=(), today=TODAY),
    InquiriesAnswer(
        ids=("3", "4"),
        subject="inquiries",
        mine=(replace(LINE, asked=1, answered=0),),
        made=(LINE, replace(DRAFT.line, number=4), replace(CLOSED.line, number=5)),
        today=TODAY,
    ),
    _picture(DRAFT, "drafted"),
    _picture(replace(DRAFT, plan=replace(PLAN, answer_by=None))),
    _picture(NOTHING_YET, "sent"),
    _picture(PICTURE),
    _picture(CLOSED, "closed"),
    *(
        _picture(PICTURE, one)
        for one in ("silent", "reminded", "reopened", "extended", "reworded", "settled")
    ),
    _picture(VOTE),
    _picture(COMMENTS),
    _picture(COURSES),
    _picture(replace(COMMENTS, rows=(), line=replace(LINE, state=InquiryState.DRAFT))),
    _form(replace(FORM, questions=VOTE.plan.questions, purpose=Purpose.VOTE), "shown"),
    VoteScaleAnswer(subject="vote_scale", steps=SCALE, numeric=True, may_set=True),
    VoteScaleAnswer(subject="vote_scale", steps=("ja", "nej", "avstår"), changed=True),
    VoteScaleAnswer(subject="vote_scale", steps=("ja", "nej"), contact=CONTACT),
    _form(FORM, "shown"),
    _form(BY_OTHER, "shown"),
    _form(VISIT, "shown"),
    _form(PERSON, "shown"),
    _form(ANSWERED, "taken"),
    _form(ANSWERED, "changed"),
    _form(ANSWERED, "same"),
    _form(BY_OTHER, "disputed"),
    _form(FORM, "unread", (0, 1)),
    InquiryGoneAnswer(ids=("4",), subject="inquiries", number=4),
)
