"""The dialogs of an inquiry: what it is to be, one of its questions, an answer, another day."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.slack.blocks.fields import (
    checkboxes,
    day_picker,
    field,
    form,
    option,
    radio,
    select,
    text_input,
)
from bot.slack.blocks.parts import Block, plain, said, small
from bot.texts import text
from bot.texts.cards.shaping import pieces
from bot.texts.dates import short_day
from bot.texts.inquiries import answered_words, hint_words, inquiry_name
from bot.texts.planned import circle_words
from bot.texts.safe import clean
from bot.texts.wording import word
from handlers.inquiries import LONGEST_ANSWER, LONGEST_VISIT, OfficeNamed
from handlers.inquiries.planning import (
    LONGEST_ABOUT,
    LONGEST_OPTION,
    LONGEST_QUESTION,
    LONGEST_TITLE,
    LONGEST_UNIT,
    MOST_OPTIONS,
)
from handlers.inquiry_views import (
    Asked,
    Given,
    InquiryForm,
    InquiryPlan,
    InquiryQuestion,
    Purpose,
    QuestionKind,
    Unit,
)
from handlers.invitations import Circle
from handlers.occurrences import DutyLine

# Names of fields, and of boxes in them.
EVERYBODY, REQUIRED = "everybody", "required"
TAKES_LATE, TELLS_RESULT = "takes_late", "tells_result"
_MOST_IN_LIST = 100
# With three thousand letters in each, so many fields are as much as Slack takes at once.
MOST_IN_DIALOG = 20
# The others are made from what they are about.
_BY_HAND = (Purpose.QUESTION, Purpose.PARTICIPATION)
_LONGEST_FIELD = 3000


@dataclass(frozen=True, slots=True)
class Held:
    """What a dialog of an inquiry carries along.

    ``at`` is which question, ``seen`` the answer that is shown, ``office`` whose answer it is where
    that is not the asker's own, ``view`` the dialog that lies below, and ``visit`` the one that was
    named on an earlier page.
    """

    number: int = 0
    at: int = 0
    seen: int = 0
    office: int = 0
    where: str = ""
    view: str = ""
    visit: str = ""

    def written(self) -> str:
        """Write it down for a dialog."""
        parts = [self.number, self.at, self.seen, self.office, self.where, self.view, self.visit]
        return json.dumps(parts, separators=(",", ":"))

    @classmethod
    def read(cls, written: str) -> "Held":
        """Read what a dialog carries; raise ``ValueError`` for what no dialog of ours does."""
        try:
            number, at, seen, office, *words = json.loads(written)
            where, view, visit = map(str, words)
            return cls(int(number), int(at), int(seen), int(office), where, view, visit)
        except TypeError as error:
            raise ValueError(written) from error


def plan_dialog(
    plan: InquiryPlan,
    circles: Iterable[Circle],
    offices: Sequence[OfficeNamed],
    held: Held,
    duties: Sequence[DutyLine] = (),
) -> Block:
    """Ask what an inquiry is to be; of a new one also its first question.

    ``duties`` are those that an office can have done its part of by answering.
    """
    blocks = [
        field("title", text("inquiry.field_title"), text_input(plan.title, longest=LONGEST_TITLE)),
        *(() if held.number else question_fields(None)),
        *whom_fields(plan.asked, circles, offices),
        field("unit", text("inquiry.field_unit"), select(_units(), plan.unit)),
        field("answer_by", text("inquiry.field_answer_by"), day_picker(plan.answer_by)),
        field(
            "about",
            text("inquiry.field_about"),
            text_input(plan.about, longest=min(LONGEST_ABOUT, _LONGEST_FIELD), many=True),
            optional=True,
        ),
        field("purpose", text("inquiry.field_purpose"), select(_purposes(plan), plan.purpose)),
        *_duties(duties),
        *_reminders(plan),
        _options(plan),
    ]
    title = text("inquiry.change") if held.number else text("inquiry.new")
    return form("inquiry_plan", title, text("inquiry.save_send"), blocks, held.written())


def question_dialog(question: InquiryQuestion | None, held: Held) -> Block:
    """Ask what one of the questions is to be."""
    blocks = question_fields(question)
    return form(
        "inquiry_question", text("inquiry.question_title"), text("inquiry.save"), blocks,
        held.written(),
    )  # fmt: skip


def question_fields(question: InquiryQuestion | None) -> list[Block]:
    """Return the fields of one question."""
    kind = question.kind if question else QuestionKind.YES_NO
    needed = (REQUIRED,) if question is None or question.required else ()
    return [
        field(
            "question",
            text("inquiry.field_question"),
            text_input(question.text if question else "", longest=LONGEST_QUESTION, many=True),
        ),
        field("kind", text("inquiry.field_kind"), select(_kinds(), kind)),
        field(
            "choices",
            text("inquiry.field_choices"),
            text_input(
                "\n".join(question.options) if question else "",
                longest=MOST_OPTIONS * (LONGEST_OPTION + 1),
                many=True,
            ),
            hint=text("inquiry.field_choices_hint", most=MOST_OPTIONS),
            optional=True,
        ),
        field(
            "number_unit",
            text("inquiry.field_number_unit"),
            text_input(question.unit if question else "", longest=LONGEST_UNIT),
            hint=text("inquiry.field_number_unit_hint"),
            optional=True,
        ),
        field(
            "required",
            text("inquiry.field_options"),
            checkboxes([option(REQUIRED, text("inquiry.field_required"))], needed),
            optional=True,
        ),
    ]


def page_of(asked: InquiryForm, start: int) -> range:
    """Return which questions, from 0, a dialog has room for that begins with one of them."""
    count = len(asked.questions)
    first = start if 0 <= start < count else 0
    return range(first, min(first + MOST_IN_DIALOG, count))


def answer_dialog_of(
    asked: InquiryForm, held: Held, typed: tuple[Given, ...] | None = None
) -> Block:
    """Ask for an answer, with what has been answered already; ``typed`` stands in the fields.

    Where there are more questions than a dialog has room for it goes on with the others.
    """
    replaces = bool(asked.current) and not asked.own
    told = answered_words(asked)
    filled = replace(asked, given=asked.filled if typed is None else typed)
    title = text("inquiry.answer_replace") if replaces else text("inquiry.answer_now")
    page, count = page_of(asked, held.at), len(asked.questions)
    part = text("inquiry.page", first=page.start + 1, last=page.stop, count=count)
    return form(
        "inquiry_answer",
        title,
        text("inquiry.page_on") if page.stop < count else title,
        [
            said(inquiry_name(asked)),
            *([small(part)] if len(page) < count else []),
            *([small(text("inquiry.begun"))] if asked.begun else []),
            *([said(told)] if told else []),
            *([small(text("inquiry.replaces"))] if replaces else []),
            *(() if page.start else _visit(asked)),
            *(block for at in page for block in _answer(filled, at, asked.questions[at])),
        ],
        held.written(),
    )


def office_dialog(offices: Sequence[tuple[int, str]], held: Held) -> Block:
    """Ask for which office an answer is written down."""
    options = [option(str(number), clean(name)) for number, name in offices[:_MOST_IN_LIST]]
    picked = field("office", text("inquiry.field_office"), select(options, ""))
    title = text("inquiry.answer_for")
    return form("inquiry_for", title, text("inquiry.pick"), [picked], held.written())


def day_dialog(day: date | None, held: Held) -> Block:
    """Ask for another last day."""
    picked = field("answer_by", text("inquiry.field_answer_by"), day_picker(day))
    return form(
        "inquiry_extend", text("inquiry.extend"), text("inquiry.save"), [picked], held.written()
    )


def _visit(asked: InquiryForm) -> Iterator[Block]:
    if asked.unit is not Unit.VISIT:
        return
    hint = text("inquiry.field_visit_hint")
    written = text_input(asked.visit, longest=LONGEST_VISIT)
    yield field("visit", text("inquiry.field_visit"), written, hint=hint)
    if asked.visits:
        visits = ", ".join(map(clean, asked.visits))
        yield small(text("inquiry.visits", visits=visits))


def _answer(asked: InquiryForm, at: int, question: InquiryQuestion) -> Iterator[Block]:
    given = asked.given[at] if at < len(asked.given) else Given()
    optional = not question.required
    yield field(
        f"q{at}",
        clean(question.text),
        _element(question, given),
        hint=_hint(question),
        optional=optional,
    )
    if question.kind is QuestionKind.WORDS or not (len(asked.questions) == 1 or given.comment):
        return
    yield field(
        f"c{at}",
        text("inquiry.field_comment"),
        text_input(given.comment, longest=LONGEST_ANSWER, many=True),
        optional=True,
    )


def _hint(question: InquiryQuestion) -> str:
    """Return what stands under a field: a little of what it is about, or else how to answer."""
    if question.about:
        return clean(question.about)
    return "" if question.choices else hint_words(question)


def _element(question: InquiryQuestion, given: Given) -> Block:
    first = given.values[0] if given.values else ""
    options = [option(str(at), clean(one)) for at, one in enumerate(question.choices)]
    chosen = [str(question.choices.index(one)) for one in given.values if one in question.choices]
    match question.kind:
        case QuestionKind.WORDS:
            return text_input(first, longest=LONGEST_ANSWER, many=True)
        case QuestionKind.NUMBER:
            return text_input(first.replace(".", ","), longest=LONGEST_UNIT)
        case QuestionKind.SEVERAL:
            return checkboxes(options, chosen)
        case _:
            return radio(options, chosen[0] if chosen else "")


def whom_fields(
    asked: Asked, circles: Iterable[Circle], offices: Sequence[OfficeNamed]
) -> Iterator[Block]:
    """Yield the fields for whom an inquiry is for."""
    options = [
        option(EVERYBODY, text("inquiry.field_everybody")),
        *(option(f"{one.sort}/{one.key}", circle_words(one)) for one in circles),
    ][:_MOST_IN_LIST]
    chosen = {
        *((EVERYBODY,) if asked.everybody else ()),
        *(f"group/{one}" for one in asked.groups),
        *(f"role/{one}" for one in asked.roles),
    }
    yield field(
        "circles",
        text("inquiry.field_circles"),
        several_of(options, chosen, text("inquiry.field_circles_pick")),
        hint=text("inquiry.field_circles_hint"),
        optional=True,
    )
    several = [option(str(one.id), clean(one.name)) for one in offices][:_MOST_IN_LIST]
    if several:
        picked = set(map(str, asked.offices))
        listed = several_of(several, picked, text("inquiry.field_offices_pick"))
        yield field("offices", text("inquiry.field_offices"), listed, optional=True)


def several_of(options: Sequence[Block], chosen: set[str], pick: str) -> Block:
    """Return a list of which several are chosen."""
    made: Block = {
        "type": "multi_static_select",
        "options": list(options),
        "placeholder": plain(pick, 150),
    }
    first = [one for one in options if one["value"] in chosen]
    return {**made, "initial_options": first} if first else made


def _duties(duties: Sequence[DutyLine]) -> Iterator[Block]:
    if duties:
        options = [option(str(one.number), _duty_name(one)) for one in duties[:_MOST_IN_LIST]]
        yield field(
            "duty",
            text("known.duty"),
            select(options, ""),
            hint=text("known.duty_hint"),
            optional=True,
        )


def _duty_name(one: DutyLine) -> str:
    title = clean(one.title)
    return pieces(title, short_day(one.due, year=True)) if one.due else title


def _reminders(plan: InquiryPlan) -> Iterator[Block]:
    hint = text("inquiry.field_reminder_hint")
    for name, label, days in (
        ("remind_first", text("inquiry.field_first"), plan.remind_first),
        ("remind_second", text("inquiry.field_second"), plan.remind_second),
    ):
        yield field(name, label, text_input(str(days), longest=2), hint=hint)


def _options(plan: InquiryPlan) -> Block:
    options = [
        option(TAKES_LATE, text("inquiry.field_takes_late")),
        option(TELLS_RESULT, text("inquiry.field_tells_result")),
    ]
    chosen = [
        name
        for name, on in ((TAKES_LATE, plan.takes_late), (TELLS_RESULT, plan.tells_result))
        if on
    ]
    return field(
        "options", text("inquiry.field_options"), checkboxes(options, chosen), optional=True
    )


def _units() -> list[Block]:
    return [option(one, word("inquiry_unit_choice", one)) for one in Unit]


def _purposes(plan: InquiryPlan) -> list[Block]:
    """Return what can be chosen by hand; what was made of a record stays what it is."""
    offered = [plan.purpose] if plan.about_kind else sorted({*_BY_HAND, plan.purpose})
    return [option(one, word("inquiry_purpose", one)) for one in offered]


def _kinds() -> list[Block]:
    return [option(one, word("inquiry_kind", one)) for one in QuestionKind]
