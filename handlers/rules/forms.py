"""The fields that a coordinator can set, and what of them is kept beside the source."""

from typing import Any

from handlers.shapes import USUAL, Fields, alike, form_of
from schedules.cadence import SEASONS

# What belongs together is kept together: half of it may not fit what the source says later on.
_TOGETHER = (
    ("count", "min", "max"),
    ("season", "months", "except_months"),
    ("from", "to", "rrule"),
)


def settable(rule: Fields) -> frozenset[str]:
    """Return the names of the fields that can be set in a rule of this shape."""
    shape = str(rule.get("shape", ""))
    usual = USUAL.get(shape, {})
    # What comes all the time comes at no time of the day.
    return frozenset(usual) | ({"time"} if usual else set())


def differing(source: Fields, wanted: Fields) -> dict[str, Any]:
    """Return what must be kept of ``wanted`` beside the source, and nothing that it says itself.

    None stands where the source's field does not hold.
    """
    said = form_of(source) | {"time": str(source.get("time") or "")}
    changed = {name for name, value in wanted.items() if alike(value) != said.get(name, "")}
    names = [name for name in _with_their_kind(changed) if name in said or name == "count"]
    form = said | dict(wanted)
    return {
        name: _kept(None if name == "count" else form[name])
        for name in names
        if name in source or name != "count"
    }


def _with_their_kind(changed: set[str]) -> list[str]:
    groups = [group for group in _TOGETHER if changed.intersection(group)]
    return sorted(changed.union(*groups))


def _kept(value: Any) -> Any:
    if value in ("", ()):
        return None
    return list(value) if isinstance(value, tuple) else value


def months_kept(form: Fields) -> tuple[int, ...]:
    """Return the months in which a quota falls."""
    first, last = SEASONS.get(form["season"], (1, 12))
    wanted = form["months"] or range(first, last + 1)
    without = set(form["except_months"])
    return tuple(month for month in wanted if first <= month <= last and month not in without)
