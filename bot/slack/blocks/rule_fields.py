"""The fields in which somebody says when a rule falls due, by its shape."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from bot.slack.blocks.fields import day_picker, field, option, select, text_input
from bot.slack.blocks.parts import Block, small
from bot.slack.rule_values import (
    ALL,
    BUT,
    DAYS_AFTER,
    DAYS_BEFORE,
    LAST_DAY,
    OF_DAYS,
    PREFIX,
    SEASON_NAMES,
    SOME,
    Values,
)
from bot.texts import text
from bot.texts.safe import clean, sentence_case
from bot.texts.wording import phrases, word
from handlers.rhythms import PACES, WEEKDAYS
from handlers.rules import Choice

_LONGEST_NUMBER = 4
_DAYS = range(1, 32)
# Tells of each letter, so that the preview follows what is typed.
_AT_ONCE = {"trigger_actions_on": ["on_character_entered"]}


def shape_fields(kind: str, values: Values, anchors: Sequence[Choice] = ()) -> list[Block]:
    """Return the fields of a shape with what stands in them; none where nothing can be chosen."""
    build = _FIELDS.get(kind)
    return build(values, anchors) if build else []


def live(name: str, label: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    """Return a field whose every change is heard of at once."""
    if element["type"] in {"plain_text_input", "number_input"}:
        element = {**element, "dispatch_action_config": _AT_ONCE}
    made = field(PREFIX + name, label, element, hint=hint, optional=optional)
    return {**made, "dispatch_action": True}


def chosen(
    name: str, label: str, options: Iterable[Block], values: Values, *, hint: str = ""
) -> Block:
    """Return a field in which one of several is chosen."""
    return live(name, label, select(list(options), values.get(name, "")), hint=hint)


def _deadline(values: Values, _anchors: Sequence[Choice]) -> list[Block]:
    months = [option(str(number), name) for number, name in _months()]
    days = [option(str(day), str(day)) for day in _DAYS]
    last = option(LAST_DAY, text("rule_form.last_day"))
    rolls = [option(roll, word("rule_roll", roll)) for roll in ("before", "after", "none")]
    return [
        chosen("month", text("rule_form.month"), months, values),
        chosen("day", text("rule_form.day"), [last, *days], values),
        chosen("roll", text("rule_form.roll"), rolls, values),
    ]


def _quota(values: Values, _anchors: Sequence[Choice]) -> list[Block]:
    pers = [option(per, word("rule_per", per)) for per in ("year", "month")]
    whens = [option(when, word("rule_when", when)) for when in (ALL, *SEASON_NAMES, SOME, BUT)]
    named = [_month_picker(values)] if values.get("when") in {SOME, BUT} else []
    return [
        _number("min", text("rule_form.min"), values),
        _most(text("rule_form.max"), values),
        chosen("per", text("rule_form.per"), pers, values),
        chosen("when", text("rule_form.when"), whens, values),
        *named,
    ]


def _month_picker(values: Values) -> Block:
    options = [option(str(number), name) for number, name in _months()]
    ticked = values.get("months", "").split(",")
    initial = [one for one in options if one["value"] in ticked]
    picker: Block = {"type": "multi_static_select", "options": options}
    if initial:
        picker["initial_options"] = initial
    return live("months", text("rule_form.months"), picker)


def _relative(values: Values, anchors: Sequence[Choice]) -> list[Block]:
    offsets = ("before", "after", "with", "adjacent", DAYS_BEFORE, DAYS_AFTER)
    selectors = ("each", "first_of_year", *SEASON_NAMES)
    days = [_number("days", text("rule_form.days"), values)]
    return [
        chosen(
            "anchor",
            text("rule_form.anchor"),
            (option(one.key, clean(one.title)) for one in anchors),
            values,
        ),
        chosen(
            "selector",
            text("rule_form.selector"),
            (option(one, sentence_case(word("rule_selected", one))) for one in selectors),
            values,
        ),
        chosen(
            "offset",
            text("rule_form.offset"),
            (option(one, sentence_case(word("rule_offset", one))) for one in offsets),
            values,
        ),
        *(days if values.get("offset") in OF_DAYS else []),
    ]


def _every(values: Values, _anchors: Sequence[Choice]) -> list[Block]:
    return [
        _number("years", text("rule_form.years"), values),
        _number("held", text("rule_form.held"), values),
    ]


def _threshold(values: Values, _anchors: Sequence[Choice]) -> list[Block]:
    return [
        _number("min", text("rule_form.least_waiting"), values),
        _most(text("rule_form.most_waiting"), values),
    ]


def _once(values: Values, _anchors: Sequence[Choice]) -> list[Block]:
    return [
        live("from", text("rule_form.first_day"), day_picker(_day(values, "from"))),
        live("to", text("rule_form.final_day"), day_picker(_day(values, "to"))),
    ]


def _recurring(values: Values, _anchors: Sequence[Choice]) -> list[Block]:
    if "pace" not in values:
        return [small(text("rule_form.own_rhythm"))]
    paces = [option(pace, word("rule_pace_choice", pace)) for pace in PACES]
    days = [option(day, sentence_case(word("rule_weekday", day))) for day in WEEKDAYS]
    return [
        chosen("pace", text("rule_form.pace"), paces, values),
        chosen("weekday", text("rule_form.weekday"), days, values),
        live("from", text("rule_form.from_day"), day_picker(_day(values, "from"))),
    ]


def _number(name: str, label: str, values: Values) -> Block:
    return live(name, label, _digits(name, values))


def _most(label: str, values: Values) -> Block:
    hint = text("rule_form.no_limit")
    return live("max", label, _digits("max", values), hint=hint, optional=True)


def _digits(name: str, values: Values) -> Block:
    # Not Slack's own field for numbers: what is wrong is said as all else is, beside the field
    # and in the preview.
    return text_input(values.get(name, ""), longest=_LONGEST_NUMBER)


def _months() -> list[tuple[int, str]]:
    return list(enumerate(phrases("dates.months"), 1))


def _day(values: Values, name: str) -> date | None:
    said = values.get(name, "")
    return date.fromisoformat(said) if said else None


_FIELDS: Mapping[str, Callable[[Values, Sequence[Choice]], list[Block]]] = {
    "deadline": _deadline,
    "quota": _quota,
    "relative": _relative,
    "every": _every,
    "threshold": _threshold,
    "once": _once,
    "rrule": _recurring,
}
