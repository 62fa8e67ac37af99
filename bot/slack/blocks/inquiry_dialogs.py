"""The dialogs of an inquiry: what it is to be, one of its questions, an answer, another day."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.slack.blocks.fields import (
    checkboxes,
    day_picker,
    field,
    form,
    option,
    select,
    text_input,
)
from bot.slack.blocks.inquiry_whom import MOST_IN_LIST, whom_fields
from bot.slack.blocks.parts import Block
from bot.texts import text
from bot.texts.cards.shaping import pieces
from bot.texts.dates import short_day
from bot.texts.safe import clean
from bot.texts.wording import word
from handlers.inquiries import OfficeNamed
from handlers.inquiries.planning import (
    LONGEST_ABOUT,
    LONGEST_OPTION,
    LONGEST_QUESTION,
    LONGEST_TITLE,
    LONGEST_UNIT,
    MOST_OPTIONS,
)
from handlers.inquiry_views import (
    InquiryPlan,
    InquiryQuestion,
    Purpose,
    QuestionKind,
    Unit,
)
from handlers.invitations import Circle
from handlers.occurrences import DutyLine

# Names of fields, and of boxes in them.
REQUIRED = "required"
TAKES_LATE, TELLS_RESULT = "takes_late", "tells_result"
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


def office_dialog(offices: Sequence[tuple[int, str]], held: Held) -> Block:
    """Ask for which office an answer is written down."""
    options = [option(str(number), clean(name)) for number, name in offices[:MOST_IN_LIST]]
    picked = field("office", text("inquiry.field_office"), select(options, ""))
    title = text("inquiry.answer_for")
    return form("inquiry_for", title, text("inquiry.pick"), [picked], held.written())


def day_dialog(day: date | None, held: Held) -> Block:
    """Ask for another last day."""
    picked = field("answer_by", text("inquiry.field_answer_by"), day_picker(day))
    return form(
        "inquiry_extend", text("inquiry.extend"), text("inquiry.save"), [picked], held.written()
    )


def _duties(duties: Sequence[DutyLine]) -> Iterator[Block]:
    if duties:
        options = [option(str(one.number), _duty_name(one)) for one in duties[:MOST_IN_LIST]]
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
