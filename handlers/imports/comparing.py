"""The difference between a record and the row it has in the archive."""

from handlers.imports.keeping import NAMES, is_kept, kept_value
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
        () if row is None else tuple(_kept(record, row, context)),
    )


def _kept(record: Record, row: Base, context: Context) -> list[FieldChange]:
    """Return what a person has set by hand, where the record says something else."""
    every = _compared(record, row, context)
    shown = [one for name, one in every if is_kept(row, name) and one.name not in DERIVED]
    return [one for one in shown if one.name != NAMES]


def _differences(record: Record, row: Base, context: Context) -> list[FieldChange]:
    found = []
    for name, one in _compared(record, row, context):
        new = one.new
        if is_kept(row, name):
            new = kept_value(row, name, one.new) if name == NAMES else one.old
        if one.old != new:
            found.append(FieldChange(one.name, one.old, new))
    return found


def _compared(record: Record, row: Base, context: Context) -> list[tuple[str, FieldChange]]:
    """Return each field that differs, by the name that the record gives it."""
    found: list[tuple[str, FieldChange]] = []
    for name, given in record.values.items():
        relation = RELATIONS.get((record.identity.kind, name))
        if relation is None:
            old, new, shown = getattr(row, name), given, name
        else:
            old = relation.read(row, context)
            new, shown = relation.merge(old, given), relation.shown or name
        if old != new:
            found.append((name, FieldChange(shown, old, new)))
    return found


def _title(record: Record, row: Base | None) -> str:
    for name in _CALLED.get(record.identity.kind, _ELSE_CALLED):
        found = record.values.get(name) or getattr(row, name, None)
        if found and isinstance(found, str):
            return found
    return record.identity.key
