"""How long texts may be: those of a record, and those of the rows that belong to it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from handlers.imports.kinds import MODELS, limits
from handlers.imports.problems import Code, Problem
from handlers.imports.records import Place, Record
from storage.models import Base, Material, Membership, Milestone, PlanYear

# The values of a row, and what a data file calls the field of each: "{}" is the column's name.
_Row = tuple[type[Base], Mapping[str, object], str]
# Follows from the name, and is sometimes longer.
_NAMED_BY = {"sort_key": ("name", "title")}


def too_long(record: Record) -> Iterator[Problem]:
    """Find the texts of a record that are longer than there is room for."""
    for model, values, field in _rows(record):
        for limit in limits(model):
            value = values.get(limit.column)
            if isinstance(value, str) and len(value) > limit.length:
                column = _shown(limit.column, values)
                place = field_place(record, column, field)
                yield _problem(place, str(values[column]), limit.length)


def field_place(record: Record, column: str, field: str = "{}") -> Place:
    """Return where the field of a record stands."""
    place = record.place
    if record.headings:
        return replace(place, column=record.headings.get(column, column))
    return replace(place, column=f"{place.column}.{field.format(column)}".lstrip("."))


def _shown(column: str, values: Mapping[str, object]) -> str:
    return next((name for name in _NAMED_BY.get(column, ()) if name in values), column)


def _rows(record: Record) -> Iterator[_Row]:
    kind, values = record.identity.kind, record.values
    yield MODELS[kind], {"key": record.identity.key, **values}, "{}"
    for index, milestone in enumerate(_mappings(values.get("milestones"))):
        yield Milestone, milestone, f"milestones[{index}].{{}}"
    for name in ("materials", "material_links"):
        for index, material in enumerate(_mappings(values.get(name))):
            yield Material, material, f"deliverables[{index}]"
    for year in _mappings(values.get("years")):
        yield PlanYear, year, f"years.{year['year']}.{{}}"
    for role in _roles(values.get("memberships")):
        yield Membership, {"role": role}, "groups"


def _mappings(value: object) -> list[dict[str, object]]:
    items = value if isinstance(value, list) else []
    return [item for item in items if isinstance(item, dict)]


def _roles(value: object) -> list[str]:
    words = value if isinstance(value, list) else []
    return [str(word).partition("@")[0] for word in words]


def _problem(place: Place, found: str, room: int) -> Problem:
    return Problem(
        Code.TOO_LONG,
        place.file,
        place.row,
        place.column,
        found=found,
        known=(f"{room}",),
        sheet=place.sheet,
    )
