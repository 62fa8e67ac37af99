"""Faults that show only when all records are known: what is too long, missing or taken."""

from collections.abc import Iterable, Iterator

from handlers.imports.archive import Archive
from handlers.imports.circles import find_circles
from handlers.imports.combining import duplicate
from handlers.imports.kinds import REQUIRED, UNOWNED
from handlers.imports.lengths import field_place, too_long
from handlers.imports.problems import Code, Problem
from handlers.imports.records import Identity, Place, Record, Reference
from handlers.imports.relations import Context


def check(records: Iterable[Record], context: Context) -> Iterator[Problem]:
    """Find every fault of the records together with what is stored."""
    known = tuple(records)
    identities = {record.identity for record in known}
    for record in known:
        yield from too_long(record)
        yield from _missing(record, context.archive)
        for reference in record.references:
            if not _exists(reference, identities, context):
                yield _problem(Code.UNKNOWN_REFERENCE, reference.place, reference.key)
    yield from _emails(known, context.archive)
    yield from find_circles(known, context)


def _problem(code: Code, place: Place, found: str = "") -> Problem:
    return Problem(code, place.file, place.row, place.column, found=found, sheet=place.sheet)


def _missing(record: Record, archive: Archive) -> Iterator[Problem]:
    if archive.get(record.identity) is None:
        for name in REQUIRED.get(record.identity.kind, ()):
            if not record.values.get(name):
                yield _problem(Code.MISSING, field_place(record, name))


def _exists(reference: Reference, identities: set[Identity], context: Context) -> bool:
    family = context.families.of(reference.family)
    if reference.kind == "collaboration":
        return reference.key in family
    owners = ("",) if reference.kind in UNOWNED else family
    if any(Identity(reference.kind, owner, reference.key) in identities for owner in owners):
        return True
    return (
        context.archive.find(reference.kind, reference.key, reference.family, context.families)
        is not None
    )


def _emails(records: Iterable[Record], archive: Archive) -> Iterator[Problem]:
    given: dict[Identity, object] = {
        record.identity: record.values["email"]
        for record in records
        if record.identity.kind == "person" and "email" in record.values
    }
    holders = {id(row): identity for identity, row in archive.rows.items()}
    seen: set[str] = set()
    for record in records:
        email = given.get(record.identity)
        if not isinstance(email, str):
            continue
        if email in seen:
            yield duplicate(record, email)
        seen.add(email)
        holder = archive.by_email.get(email)
        owner = holders.get(id(holder)) if holder else None
        # Whoever has the address may be giving it up in the same import.
        if owner and owner != record.identity and given.get(owner, email) == email:
            yield _problem(Code.EMAIL_TAKEN, record.place, email)
