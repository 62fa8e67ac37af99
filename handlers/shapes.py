"""When a rule falls due, as people see it: its fields, each in one form whoever wrote it.

The form is that of the data files, but for a quota's ``count``, which is a ``min`` and ``max`` that
are alike. What may be several stands in tuples. Nothing here needs the days off, which are slow to
load.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Fields = Mapping[str, Any]
# From the key of a rule to its title.
Titles = Callable[[str], str]

# What stands where a rule says nothing, by shape.
USUAL: Mapping[str, Fields] = {
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


@dataclass(frozen=True, slots=True)
class Shape:
    """When a rule falls due: its kind, and its fields in their one form.

    ``exceptions`` are years of a deadline with the source's words for them. ``before`` and
    ``beside`` are the titles of what a quota should lie before or next to. ``also`` is what
    the rule brings beside its main thing.
    """

    kind: str
    fields: Fields
    exceptions: Mapping[str, str] = field(default_factory=dict)
    anchor: str = ""
    before: str = ""
    beside: str = ""
    per_office: bool = False
    what: str = ""
    also: tuple["Part", ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What a rule brings beside its main thing: as a shape, or in the source's words."""

    said: str = ""
    shape: Shape | None = None
    # It comes after the main thing, and not beside it.
    after: bool = False


def shape_of(rule: Fields, titles: Titles) -> Shape:
    """Return the shape of a rule, with the titles of the rules that it leans on."""
    return Shape(
        kind=str(rule.get("shape", "")),
        fields=form_of(rule),
        exceptions=_exceptions(rule),
        anchor=_title(rule, "anchor", titles),
        before=_title(rule, "before", titles),
        beside=_title(rule, "adjacent_to", titles),
        per_office=bool(rule.get("per_office")),
        what=str(rule.get("what", "")),
        also=tuple(_parts(rule, titles)),
    )


def form_of(rule: Fields) -> dict[str, Any]:
    """Return the fields of a rule's shape in their one form."""
    usual = USUAL.get(str(rule.get("shape", "")), {})
    form = {name: alike(rule.get(name, value)) for name, value in usual.items()}
    if "max" in form and rule.get("count") is not None:
        form |= dict.fromkeys(("min", "max"), rule["count"])
    return form


def alike(value: Any) -> Any:
    """Return a value in its one form."""
    if isinstance(value, list | tuple):
        return tuple(value)
    return value


def _exceptions(rule: Fields) -> dict[str, str]:
    said = rule.get("exceptions")
    if not isinstance(said, Mapping):
        return {}
    return {str(year): str(words) for year, words in sorted(said.items())}


def _title(rule: Fields, name: str, titles: Titles) -> str:
    key = rule.get(name)
    return titles(str(key)) if key else ""


def _parts(rule: Fields, titles: Titles) -> Iterator[Part]:
    for name, after in (("also", False), ("then", True)):
        given = rule.get(name)
        if isinstance(given, Mapping):
            yield Part(shape=shape_of(given, titles), after=after)
        elif given:
            several = given if isinstance(given, list) else [given]
            yield from (Part(said=str(one), after=after) for one in several)
