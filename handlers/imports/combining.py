"""Several descriptions of the same record become one; two full ones are a fault."""

from collections.abc import Iterable
from dataclasses import replace

from handlers.imports.problems import Code, Problem
from handlers.imports.records import Identity, Record
from handlers.imports.relations import added_materials

Values = dict[str, object]


def combine(records: Iterable[Record], problems: list[Problem]) -> tuple[Record, ...]:
    """Return one record per identity; report each that is described twice in full."""
    found: dict[Identity, Record] = {}
    for record in records:
        if not record.identity.key:
            # Its missing key was reported where it was read.
            continue
        earlier = found.get(record.identity)
        if earlier is None:
            found[record.identity] = record
        elif earlier.additive or record.additive:
            found[record.identity] = _joined(earlier, record)
        else:
            problems.append(duplicate(record, record.identity.key))
    return tuple(found.values())


def duplicate(record: Record, what: str) -> Problem:
    """Make the fault of something that is described a second time."""
    place = record.place
    return Problem(
        Code.DUPLICATE, place.file, place.row, place.column, found=what, sheet=place.sheet
    )


def _joined(first: Record, second: Record) -> Record:
    # The full description decides; an additive one fills in beside it.
    full, more = (second, first) if first.additive else (first, second)
    return replace(
        full,
        values=_values(full.values, more.values),
        references=(*first.references, *second.references),
        additive=first.additive and second.additive,
    )


def _values(full: Values, more: Values) -> Values:
    joined = {**more, **full}
    for name, old in full.items():
        new = more.get(name)
        if isinstance(old, dict) and isinstance(new, dict):
            joined[name] = {**old, **new}
        elif name == "material_links" and new:
            joined[name] = added_materials(old, new)
    if "materials" in joined and "material_links" in joined:
        links = joined.pop("material_links")
        joined["materials"] = added_materials(joined["materials"], links)
    return joined
