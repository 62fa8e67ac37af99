"""The fields that a coordinator can set, by shape, each in one form whoever wrote it.

As in the data files, but for a quota's ``count``, which is a ``min`` and ``max`` that are alike.
What may be several stands in tuples.
"""

from collections.abc import Mapping
from typing import Any

from schedules.cadence import SEASONS

Fields = Mapping[str, Any]

_USUAL: Mapping[str, Fields] = {
    "deadline": {"date": "", "roll": "none"},
    "quota": {
        "min": None,
        "max": None,
        "per": "year",
        "season": "",
        "months": (),
        "except_months": (),
    },
    "relative": {"anchor": "", "selector": "each", "offset": "with"},
    "every": {"years": None, "held": ()},
    "threshold": {"min": None, "max": None},
    "once": {"from": "", "to": ""},
    "ongoing": {},
    "rrule": {"from": "", "rrule": ""},
}
# What belongs together is kept together: half of it may not fit what the source says later on.
_TOGETHER = (
    ("count", "min", "max"),
    ("season", "months", "except_months"),
    ("from", "to", "rrule"),
)


def form_of(rule: Fields) -> dict[str, Any]:
    """Return the fields of a rule's shape in their one form."""
    usual = _USUAL.get(str(rule.get("shape", "")), {})
    form = {name: _alike(rule.get(name, value)) for name, value in usual.items()}
    if "max" in form and rule.get("count") is not None:
        form |= dict.fromkeys(("min", "max"), rule["count"])
    return form


def settable(rule: Fields) -> frozenset[str]:
    """Return the names of the fields that can be set in a rule of this shape."""
    shape = str(rule.get("shape", ""))
    usual = _USUAL.get(shape, {})
    # What comes all the time comes at no time of the day.
    return frozenset(usual) | ({"time"} if usual else set())


def differing(source: Fields, wanted: Fields) -> dict[str, Any]:
    """Return what must be kept of ``wanted`` beside the source, and nothing that it says itself.

    None stands where the source's field does not hold.
    """
    said = form_of(source) | {"time": str(source.get("time") or "")}
    changed = {name for name, value in wanted.items() if _alike(value) != said.get(name, "")}
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


def _alike(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return tuple(value)
    return value


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
