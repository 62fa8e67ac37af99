"""What a person may write about a project; pure, so that a dialog can point at the field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from handlers.answers import Values
from handlers.errors import Refusal
from storage.partial_dates import PartialDate

STATUSES = ("planerat", "pågående", "avslutat", "framskjutet", "ej fastställt")
LONGEST: Mapping[str, int] = {
    "title": 200,
    "goal": 3000,
    "kind": 120,
    "kind_of_project": 60,
    "form": 120,
    "place": 300,
    "responsible": 300,
    "material_title": 300,
    "url": 2000,
    "about": 3000,
    "words": 3000,
}
MOST = 100_000
_WEB = re.compile(r"https://[^\s<>\"]+\.[^\s<>\"]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One field with what is wanted of it; ``at`` is the number of the one that is changed.

    Without ``values`` that one is removed. In words it is ``named``: with ``adding`` it is one more
    where none fits.
    """

    field: str
    values: Values | None
    at: int | None = None
    named: str = ""
    adding: bool = False


def checked(wanted: Wanted) -> Wanted:
    """Return what is wanted with its words tidied; refuse what cannot be."""
    if wanted.values is None:
        return wanted
    values = {name: _tidy(value) for name, value in wanted.values.items()}
    if wanted.field == "material":
        _check_material(values)
    else:
        _check_lengths(wanted.field, values)
        _check_meaning(wanted.field, values)
    return replace(wanted, values=values)


def _tidy(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


def too_long(name: str, value: object) -> None:
    """Refuse a text that is longer than there is room for."""
    most = LONGEST.get(name)
    if most is not None and isinstance(value, str) and len(value) > most:
        raise Refusal("words_too_long", field=name, most=most, count=len(value))


def _check_lengths(_field: str, values: Values) -> None:
    for name, value in values.items():
        too_long(name, value)


def _check_material(values: Values) -> None:
    if not values["title"]:
        raise Refusal("material_title_missing")
    too_long("material_title", values["title"])
    too_long("url", values["url"])
    if values["url"] and not _WEB.fullmatch(str(values["url"])):
        raise Refusal("material_link")


def _check_meaning(field: str, values: Values) -> None:
    if field == "title" and not values["title"]:
        raise Refusal("project_title_missing")
    if field == "milestone" and not values["kind"]:
        raise Refusal("milestone_kind_missing")
    if field == "status" and values["status"] not in STATUSES:
        raise Refusal("unknown_status", known=STATUSES)
    for first, last in (("start", "end"), ("campaign_start", "campaign_end")):
        _in_order(values.get(first), values.get(last))
    for value in values.values():
        if isinstance(value, int) and not 0 <= value <= MOST:
            raise Refusal("bad_count", most=MOST)


def _in_order(start: object, end: object) -> None:
    if not start or not end:
        return
    if PartialDate.parse(str(end)).last < PartialDate.parse(str(start)).first:
        raise Refusal("time_backwards")
