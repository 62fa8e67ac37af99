"""What the records of all data files share."""

from collections.abc import Iterable
from dataclasses import dataclass

from handlers.imports.fields import Fields
from handlers.imports.records import Identity, Record, Reference
from handlers.imports.shapes.forms import formed
from storage.sorting import sort_key


@dataclass(frozen=True, slots=True)
class Scope:
    """What a file's records inherit: its collaboration, year and source."""

    collaboration: str
    year: int | None = None
    source: str = ""


def titled(
    kind: str,
    fields: Fields,
    scope: Scope,
    values: dict[str, object],
    *,
    references: Iterable[Reference] = (),
    name: str = "title",
    notes: Iterable[str] = (),
) -> Record:
    """Make a record of the kind that has title, aliases, source, notes and details."""
    title = fields.text(name, required=True)
    common = {"title": title, "sort_key": sort_key(title), "aliases": fields.texts("aliases")}
    return sourced(kind, fields, scope, common | values, references=references, notes=notes)


def sourced(
    kind: str,
    fields: Fields,
    scope: Scope,
    values: dict[str, object],
    *,
    references: Iterable[Reference] = (),
    notes: Iterable[str] = (),
) -> Record:
    """Make a record with source, notes and details; what has no column becomes a detail."""
    key = fields.key()
    owner, owners = owned(fields, scope)
    source, more = fields.source(scope.source)
    noted = [*fields.notes(), *notes]
    details = {**formed(kind, fields), **more, **_details(values)}
    kept = {**values, "source": source, "notes": list(dict.fromkeys(noted)), "details": details}
    return Record(Identity(kind, owner, key), kept, fields.place(), (*owners, *references))


def owned(fields: Fields, scope: Scope) -> tuple[str, tuple[Reference, ...]]:
    """Tell which collaboration a record belongs to: the one it names, or its file's."""
    named = fields.optional_text("org")
    if named is None:
        return scope.collaboration, ()
    return named, (fields.reference("collaboration", named, scope.collaboration, "org"),)


def extras(
    fields: Fields, scope: Scope, names: dict[str, str], more: dict[str, object] | None = None
) -> Iterable[Record]:
    """Keep what a file says beside its records as details of the collaboration."""
    said = {new: fields.raw(old) for old, new in names.items() if old in fields.data}
    details = {**said, **(more or {})}
    if details:
        identity = Identity("collaboration", "", scope.collaboration)
        yield Record(identity, {"details": details}, fields.place(), additive=True)


def _details(values: dict[str, object]) -> dict[str, object]:
    given = values.get("details")
    return given if isinstance(given, dict) else {}
