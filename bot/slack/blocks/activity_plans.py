"""A plan's buttons, and the dialogs in which it is worked on."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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
from bot.slack.blocks.parts import Block, button, buttons, plain, small
from bot.slack.origin import Origin
from bot.texts import text
from bot.texts.cards.plans import can_start
from bot.texts.plan_lines import column_label, title_words
from bot.texts.safe import clean
from bot.texts.wording import word
from handlers.answers import PlanAnswer, PlanLine, PlanYearLine
from handlers.plans import (
    ACTIVITY,
    BECOMES,
    COLUMNS,
    COOPERATION,
    LONGEST,
    LONGEST_MINUTES,
    LONGEST_NOTE,
    LONGEST_REASON,
    POSITIONS,
    PROGRESS,
    Which,
)

STANDING, REMOVE = "standing", "remove"
_MOST_OPTIONS = 100
_MANY = frozenset({"goal", "doing", "effects", "follow_up"})
_LONGEST_NAME = 300
_LONGEST_BOARDS = 1000
_MOST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Carried:
    """What a dialog carries along: which plan year, which line as it was seen, what lies below."""

    year: int = 0
    sort: str = ACTIVITY
    number: int = 0
    seen: int = 0
    view: str = ""

    @property
    def which(self) -> Which:
        """Return the plan year that it is about."""
        return Which(self.year, self.sort)

    def written(self) -> str:
        """Write it down for a dialog, or a button."""
        parts = [self.year, self.sort, self.number, self.seen, self.view]
        return json.dumps(parts, separators=(",", ":"))

    @classmethod
    def read(cls, written: str) -> "Carried":
        """Read what was written; raise ``ValueError`` for what is none of ours."""
        try:
            year, sort, number, seen, view = json.loads(written)
            return cls(int(year), str(sort), int(number), int(seen), str(view))
        except TypeError as error:
            raise ValueError(written) from error


def plan_words(which: Which) -> str:
    """Return what is typed to see a plan."""
    return f"{'samverkansplan' if which.sort == COOPERATION else 'plan'} {which.year}"


def plan_blocks(answer: PlanAnswer) -> list[Block]:
    """Return what can be done about a plan: files for everybody, the rest for who works on it."""
    if answer.line is not None:
        return _line_steps(answer, answer.line)
    if not answer.years:
        return []
    first, last = answer.years[0].year, answer.years[-1].year
    named = plan_words(Which(first, answer.sort)) + (f"–{last}" if last != first else "")
    steps = [
        button(text("plans.as_word"), "plan_file_word", f"{named} som word", about=answer.title),
        button(text("plans.as_excel"), "plan_file_excel", f"{named} som excel", about=answer.title),
    ]
    if len(answer.years) > 1:
        return buttons(steps)
    (year,) = answer.years
    if year.version > 1:
        asked = Origin(f"ändringar i {named}").value()
        steps.append(button(text("plans.see_changes"), "choose_90", asked))
    if not answer.keeps:
        return buttons(steps)
    return [*buttons(steps), *_work(answer, year)]


def _line_steps(answer: PlanAnswer, line: PlanLine) -> list[Block]:
    if not can_start(answer):
        return []
    carried = Carried(answer.years[0].year, answer.sort, line.number, line.revision).written()
    return buttons([button(text("starting.button"), "plan_start", carried, about=line.title)])


def _work(answer: PlanAnswer, year: PlanYearLine) -> list[Block]:
    carried = Carried(year.year, answer.sort).written()
    steps = [
        button(text("plans.add_line"), "plan_add", carried),
        button(text("plans.adopt"), "plan_adopt", carried),
        button(text("plans.set_terms"), "plan_terms", carried),
    ]
    options = [
        option(
            Carried(year.year, answer.sort, line.number, line.revision).written(),
            text("plans.numbered", number=line.number, title=title_words(line)),
        )
        for line in year.own[:_MOST_OPTIONS]
    ]
    if not options:
        return buttons(steps)
    picker: Block = {
        "type": "static_select",
        "action_id": "plan_change",
        "options": options,
        "placeholder": plain(text("plans.pick_line"), 150),
    }
    return buttons([*steps, picker])


def new_plan_dialog(year: int) -> Block:
    """Ask what a new plan is to be; ``year`` is the one to begin with."""
    sorts = [option(one, word("plan_sort", one)) for one in (ACTIVITY, COOPERATION)]
    lengths = [option(str(count), str(count)) for count in (1, 2, 3)]
    standing = [option(STANDING, text("plans.bring_standing"))]
    blocks = [
        field("sort", text("plans.which_sort"), radio(sorts, ACTIVITY)),
        field("first", text("plans.first_year"), text_input(str(year), longest=4)),
        field("years", text("plans.how_many_years"), select(lengths, "1")),
        field(
            "noun",
            text("plans.noun"),
            text_input(text("plans.usual_noun"), longest=60),
            hint=text("plans.noun_hint"),
        ),
        field(STANDING, text("plans.bring"), checkboxes(standing, [STANDING]), optional=True),
    ]
    return form("plan_new", text("plans.new_title"), text("planned.save"), blocks)


def line_dialog(
    carried: Carried,
    answer: PlanAnswer,
    line: PlanLine | None,
    typed: Mapping[str, str] | None = None,
    notice: str = "",
) -> Block:
    """Ask what a line is to say; ``typed`` is what was written in its place, to be kept."""
    values = {name: getattr(line, name) for name in COLUMNS} if line else {}
    values |= typed or {}
    blocks = [small(notice)] if notice else []
    blocks += [] if line else [_record(values.get("record", ""))]
    blocks += [_column(name, values.get(name, ""), answer.noun, line) for name in _order()]
    ticked = [STANDING] if line and line.standing else []
    box = checkboxes([option(STANDING, text("plans.standing"))], ticked)
    blocks.append(field(STANDING, word("plan_column", "standing"), box, optional=True))
    if line:
        blocks += _about_line(answer, line)
    frozen = answer.years[0].frozen
    if frozen or (line and line.record_kind == "proposal"):
        reason = text_input(values.get("reason", ""), longest=LONGEST_REASON, many=True)
        hint = text("plans.reason_hint") if frozen else text("plans.becomes_reason")
        blocks.append(field("reason", text("plans.reason"), reason, hint=hint, optional=not frozen))
    title = text("plans.change_title") if line else text("plans.add_line")
    return form("plan_line", title, text("planned.save"), blocks, carried.written())


def _record(written: str) -> Block:
    return field(
        "record",
        text("plans.record"),
        text_input(written, longest=_LONGEST_NAME, placeholder=text("plans.record_example")),
        hint=text("plans.record_hint"),
        optional=True,
    )


def _column(name: str, value: str, noun: str, line: PlanLine | None) -> Block:
    element = text_input(value, longest=LONGEST[name], many=name in _MANY)
    # A line that is about a record is called what that is called.
    needed = name == "title" and line is not None
    return field(name, column_label(name, noun), element, optional=not needed)


def _about_line(answer: PlanAnswer, line: PlanLine) -> list[Block]:
    blocks = []
    if answer.sort == COOPERATION:
        states = [option(one, word("plan_progress", one)) for one in PROGRESS]
        chosen = select(states, line.progress or PROGRESS[0])
        note = text_input(line.progress_note, longest=LONGEST_NOTE, many=True)
        blocks += [
            field("progress", word("plan_column", "progress"), chosen),
            field("progress_note", text("plans.progress_note"), note, optional=True),
        ]
    own = [one.id for one in answer.years[0].own]
    place = text_input(str(own.index(line.id) + 1), longest=_MOST_DIGITS)
    out = checkboxes([option(REMOVE, text("plans.remove"))], [])
    blocks.append(field("place", text("plans.place"), place, hint=text("plans.place_hint")))
    blocks.append(field(REMOVE, text("plans.take_out"), out, optional=True))
    if line.record_kind == "proposal":
        states = [option(one, word("plan_becomes", one)) for one in BECOMES]
        kept = select(states, "")
        hint = text("plans.becomes_hint")
        blocks.append(field("becomes", text("plans.becomes"), kept, hint=hint, optional=True))
    return blocks


def adopt_dialog(carried: Carried, answer: PlanAnswer) -> Block:
    """Ask which board has adopted a plan, on which day, and where that is written."""
    boards = [one for one in answer.years[0].boards if one.day is None]
    options = [option(str(one.id), clean(one.title)) for one in boards]
    blocks = [
        field("board", text("label.board"), radio(options, options[0]["value"])),
        field("day", text("plans.adopted_on"), day_picker(answer.today)),
        field(
            "minutes",
            text("plans.minutes"),
            text_input(longest=LONGEST_MINUTES, placeholder=text("plans.minutes_example")),
            optional=True,
        ),
    ]
    return form(
        "plan_adopt", text("plans.adopt_title"), text("planned.save"), blocks, carried.written()
    )


def terms_dialog(carried: Carried, answer: PlanAnswer) -> Block:
    """Ask until when a plan is commented on and decided, by whom, and what it is."""
    year = answer.years[0]
    positions = [option(one, one) for one in POSITIONS]
    boards = "\n".join(clean(one.title) for one in year.boards)
    chosen = year.position if year.position in POSITIONS else ""
    blocks = [
        field("comments_by", text("plans.comments"), day_picker(year.comments_by), optional=True),
        field("decide_by", text("plans.decided"), day_picker(year.decide_by), optional=True),
        field(
            "boards",
            text("label.board"),
            text_input(boards, longest=_LONGEST_BOARDS, many=True),
            hint=text("plans.boards_hint"),
        ),
        field("noun", text("plans.noun"), text_input(answer.noun, longest=60)),
        field("position", text("plans.position"), select(positions, chosen), optional=True),
    ]
    return form(
        "plan_terms", text("plans.terms_title"), text("planned.save"), blocks, carried.written()
    )


def typed_in(values: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return what is written in the fields of a line's dialog, to show it again."""
    found = {name: next(iter(held.values())) for name, held in values.items()}
    return {name: str(one.get("value") or "") for name, one in found.items() if "value" in one}


def _order() -> Sequence[str]:
    return ("title", *(name for name in COLUMNS if name != "title"))
