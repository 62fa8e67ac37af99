"""The difference between a record and the row it has in the archive."""

from handlers.imports.kinds import DERIVED
from handlers.imports.plan import Change, FieldChange, Outcome
from handlers.imports.records import Record
from handlers.imports.relations import RELATIONS, Context
from storage.models import Base

# A person has a title too: the one at work, which many share.
_CALLED: dict[str, tuple[str, ...]] = {"person": ("name", "title")}
_ELSE_CALLED = ("title", "name", "term")


def compare(record: Record, context: Context) -> Change:
    """Tell what the record would change."""
    identity = record.identity
    row = context.archive.get(identity)
    fields = () if row is None else tuple(_differences(record, row, context))
    shown = tuple(field for field in fields if field.name not in DERIVED)
    outcome = Outcome.CHANGED if fields else Outcome.UNCHANGED
    return Change(
        identity.kind,
        identity.collaboration,
        identity.key,
        _title(record, row),
        Outcome.ADDED if row is None else outcome,
        shown,
    )


def _differences(record: Record, row: Base, context: Context) -> list[FieldChange]:
    found: list[FieldChange] = []
    for name, given in record.values.items():
        relation = RELATIONS.get((record.identity.kind, name))
        if relation is None:
            old, new, shown = getattr(row, name), given, name
        else:
            old = relation.read(row, context)
            new, shown = relation.merge(old, given), relation.shown or name
        if old != new:
            found.append(FieldChange(shown, old, new))
    return found


def _title(record: Record, row: Base | None) -> str:
    for name in _CALLED.get(record.identity.kind, _ELSE_CALLED):
        found = record.values.get(name) or getattr(row, name, None)
        if found and isinstance(found, str):
            return found
    return record.identity.key
