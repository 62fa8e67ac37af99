"""From what stands in the fields of a rule's dialog to what is wanted of the rule."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.slack.rule_values import (
    BUT,
    CHANNEL,
    DAYS_BEFORE,
    LAST_DAY,
    OF_DAYS,
    PREFIX,
    RESTING,
    SEASON_NAMES,
    SOME,
    Fields,
    Values,
    values_of,
)
from handlers.rhythms import Rhythm
from handlers.rules import NewRule, RuleChange, RuleSheet

# Where a field of the rule has none of its own in the dialog: those it may stand in, in order.
_SHOWN_AS: Mapping[str, tuple[str, ...]] = {
    "date": ("day",),
    "season": ("months", "when"),
    "months": ("months", "when"),
    "except_months": ("months", "when"),
    "offset": ("days", "offset"),
    "rrule": ("pace",),
}
_BETWEEN = re.compile(r"(?:[,;\s]|och)+")


class FieldError(ValueError):
    """What stands in a field cannot be read; ``code`` says why, as in ``words.rule_advice``."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(field, code)
        self.field = field
        self.code = code


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was filled in: the change, and why what could not be read could not, by field."""

    change: RuleChange
    faults: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Group:
    """Fields of a dialog that say something together, and what they say."""

    names: tuple[str, ...]
    read: Callable[[Values, Fields], Fields]


def change_of(sheet: RuleSheet, typed: Values) -> Wanted:
    """Return what somebody wants of a rule: what they have changed in its dialog."""
    before = values_of(sheet)
    touched = {name for name, value in typed.items() if value.strip() != before.get(name, "")}
    groups = (*_GROUPS.get(sheet.shape.kind, ()), *_BESIDE, _Group(("title",), _title))
    return _wanted(groups, sheet.shape.fields, {**before, **typed}, touched)


def new_rule_of(typed: Values) -> tuple[NewRule, Mapping[str, str]]:
    """Return the rule that somebody wants to make, and what could not be read, by field."""
    kind = typed.get("shape", "")
    groups = (*_GROUPS.get(kind, ()), *_BESIDE)
    every = {name for group in groups for name in group.names}
    wanted = _wanted(groups, {}, typed, every)
    return NewRule(title=typed.get("title", ""), shape=kind, change=wanted.change), wanted.faults


def field_for(name: str, blocks: Iterable[Mapping[str, Any]]) -> str:
    """Return the id of the field in a dialog where a fault of the rule's field ``name`` stands."""
    inputs = [str(block["block_id"]) for block in blocks if block["type"] == "input"]
    known = [f"{PREFIX}{one}" for one in _SHOWN_AS.get(name, (name,))]
    return next((one for one in known if one in inputs), inputs[0])


def _wanted(groups: Iterable[_Group], now: Fields, values: Values, touched: set[str]) -> Wanted:
    said: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for group in groups:
        if touched.intersection(group.names):
            try:
                said.update(group.read(values, now))
            except FieldError as error:
                faults[error.field] = error.code
    beside = {name: said.pop(name) for name in _NAMED & said.keys()}
    return Wanted(RuleChange(fields=said, **beside), faults)


# What a change names beside the fields of the shape.
_NAMED = frozenset({"paused", "hosts", "remind", "audience", "title"})


def _title(values: Values, _now: Fields) -> Fields:
    return {"title": values["title"]}


def _state(values: Values, _now: Fields) -> Fields:
    return {"paused": values.get("state") == RESTING}


def _remind(values: Values, _now: Fields) -> Fields:
    said = [part for part in _BETWEEN.split(values.get("remind", "")) if part]
    return {"remind": tuple(_whole(part, "remind", "bad_remind") for part in said)}


def _audience(values: Values, _now: Fields) -> Fields:
    return {"audience": CHANNEL if values.get("audience") == CHANNEL else ""}


def _hosts(values: Values, _now: Fields) -> Fields:
    return {"hosts": tuple(values.get("hosts", "").splitlines())}


def _date(values: Values, _now: Fields) -> Fields:
    month, day = (_chosen(values, name) for name in ("month", "day"))
    return {"date": f"{int(month):02}-{day if day == LAST_DAY else day.zfill(2)}"}


def _same(name: str) -> _Group:
    return _Group((name,), lambda values, _now: {name: _chosen(values, name)})


def _amount(values: Values, _now: Fields) -> Fields:
    most = values.get("max", "").strip()
    return {"min": _number(values, "min"), "max": _number(values, "max") if most else None}


def _when(values: Values, _now: Fields) -> Fields:
    when = _chosen(values, "when")
    open_ = {"season": "", "months": (), "except_months": ()}
    if when not in {SOME, BUT}:
        return {**open_, "season": when if when in SEASON_NAMES else ""}
    months = tuple(int(month) for month in values.get("months", "").split(",") if month)
    if not months:
        raise FieldError("months", "bad_month")
    return {**open_, "months" if when == SOME else "except_months": months}


def _offset(values: Values, _now: Fields) -> Fields:
    offset = _chosen(values, "offset")
    if offset not in OF_DAYS:
        return {"offset": offset}
    days = _number(values, "days")
    return {"offset": -days if offset == DAYS_BEFORE else days}


def _held(values: Values, now: Fields) -> Fields:
    year = _number(values, "held", "not_held_then")
    # Those before it stand in the source, and are no less true.
    return {"held": (*(one for one in now.get("held", ()) if one < year), year)}


def _years(values: Values, _now: Fields) -> Fields:
    return {"years": _number(values, "years")}


def _rhythm(values: Values, _now: Fields) -> Fields:
    pace, weekday = (_chosen(values, name) for name in ("pace", "weekday"))
    return {"rrule": Rhythm(pace, weekday).rrule}


def _chosen(values: Values, name: str) -> str:
    chosen = values.get(name, "").strip()
    if not chosen:
        raise FieldError(name, "missing")
    return chosen


def _number(values: Values, name: str, code: str = "not_a_number") -> int:
    return _whole(values.get(name, "").strip(), name, code)


def _whole(said: str, name: str, code: str) -> int:
    # int() would take "1_000" and digits of other scripts too.
    if not (said.isascii() and said.isdecimal()) or len(said) > _LONGEST_NUMBER:
        raise FieldError(name, code)
    return int(said)


_LONGEST_NUMBER = 9
_ONCE = (_same("from"), _same("to"))
_AMOUNT = _Group(("min", "max"), _amount)
_GROUPS: Mapping[str, tuple[_Group, ...]] = {
    "deadline": (_Group(("month", "day"), _date), _same("roll")),
    "quota": (_AMOUNT, _same("per"), _Group(("when", "months"), _when)),
    "relative": (_same("anchor"), _same("selector"), _Group(("offset", "days"), _offset)),
    "every": (_Group(("years",), _years), _Group(("held",), _held)),
    "threshold": (_AMOUNT,),
    "once": _ONCE,
    "rrule": (_Group(("pace", "weekday"), _rhythm), _same("from")),
}
_BESIDE = (
    _Group(("state",), _state),
    _Group(("remind",), _remind),
    _Group(("audience",), _audience),
    _Group(("hosts",), _hosts),
)
