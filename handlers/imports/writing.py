"""Writing a plan: one transaction, in the order in which rows need each other."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.errors import Refusal
from handlers.imports.accounts import unlink_accounts
from handlers.imports.archive import Archive
from handlers.imports.comparing import compare
from handlers.imports.dates.adding import add_meetings
from handlers.imports.dates.weighing import Scales
from handlers.imports.families import Families
from handlers.imports.keeping import is_kept, kept_value, tell_of_differences
from handlers.imports.kinds import DEFAULTS, MODELS, UNOWNED
from handlers.imports.plan import Change, ImportPlan, ImportResult, Outcome
from handlers.imports.planning import families_of, load
from handlers.imports.records import Identity, Record
from handlers.imports.relations import RELATIONS, Context
from handlers.people import hand_over, let_go
from handlers.ports import Services
from storage.models import Base, Collaboration, EventLog, Person

_ORDER = {kind: position for position, kind in enumerate(MODELS)}


def apply_import(services: Services, plan: ImportPlan, door: str) -> ImportResult:
    """Write what the plan's records change in the archive as it is now.

    Everything happens in one transaction, or nothing; a plan with problems is refused.
    """
    if plan.problems:
        raise Refusal("import_has_problems", count=len(plan.problems))
    with services.database.write() as session:
        context = _context(session, plan)
        weighed = Scales(session, context.archive, plan.rows, services.today()).weigh()
        records = _in_order(plan.records)
        changes = tuple(compare(record, context) for record in records)
        writer = _Writer(context)
        guests = let_go(session, writer.addresses(records))
        unlink_accounts(session, services, door, writer.release_addresses(records))
        for record, change in zip(records, changes, strict=True):
            writer.write(record, change)
        session.flush()
        for email, guest in guests.items():
            hand_over(session, guest, session.scalars(select(Person).filter_by(email=email)).one())
        changed = [change for change in changes if change.outcome is not Outcome.UNCHANGED]
        _bump(changed, context)
        session.add_all(_event(change, context, services, door) for change in changed)
        rows = [context.archive.get(record.identity) for record in records]
        tell_of_differences(session, services, zip(changes, rows, strict=True))
        add_meetings(services, session, context.archive, weighed, door)
    return ImportResult(changes, tuple(one.change for one in weighed))


def _context(session: Session, plan: ImportPlan) -> Context:
    archive = Archive(session)
    archive.load_collaborations()
    families = families_of(plan.records, archive)
    touched = _touched((record.identity for record in plan.records), archive, families)
    _lock(session, archive.ids(touched | {row.collaboration for row in plan.rows}))
    return load(archive, plan.records, families)


def _lock(session: Session, numbers: Iterable[int]) -> None:
    """Let imports into the same collaborations wait here for each other, and nowhere later.

    What they read from here on stays true until they have written.
    """
    session.scalars(
        select(Collaboration)
        .where(Collaboration.id.in_(list(numbers)))
        .order_by(Collaboration.id)
        # Rows of other tables may still come to refer to these.
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()


def _in_order(records: Iterable[Record]) -> list[Record]:
    # Parents come before members: a file lists the members first.
    return sorted(
        records,
        key=lambda record: (_ORDER[record.identity.kind], record.values.get("parent") is not None),
    )


class _Writer:
    """Writes record after record into the session."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._archive = context.archive
        self._session = context.archive.session

    def write(self, record: Record, change: Change) -> None:
        """Write what changes in one record."""
        if change.outcome is Outcome.ADDED:
            self._add(record)
        elif change.outcome is Outcome.CHANGED:
            self._fill(self._stored(record.identity), record)

    def addresses(self, records: Iterable[Record]) -> list[str]:
        """Return the addresses that people are to have."""
        people = (one for one in records if one.identity.kind == "person")
        return [str(one.values["email"]) for one in people if one.values.get("email")]

    def release_addresses(self, records: Iterable[Record]) -> list[Person]:
        """Let go of addresses that change hands, before anybody else takes them over.

        Return whose they were.
        """
        released: list[Person] = []
        for record in records:
            row = self._archive.get(record.identity)
            if isinstance(row, Person) and record.values.get("email", row.email) != row.email:
                # What did not arrive at the old address says nothing of the new one.
                row.email = row.mail_paused_at = None
                released.append(row)
        self._session.flush()
        return released

    def _add(self, record: Record) -> None:
        kind = record.identity.kind
        row = MODELS[kind](key=record.identity.key, **DEFAULTS.get(kind, {}))
        if kind not in UNOWNED:
            row.collaboration_id = self._owner_id(record.identity)  # type: ignore[attr-defined]  # every owned kind has it
        if kind == "collaboration":
            row.name = record.values["name"]  # type: ignore[attr-defined]  # Collaboration has it
            self._session.add(row)
            self._session.flush()
        self._archive.add(record.identity, row)
        self._fill(row, record)
        self._session.add(row)

    def _fill(self, row: Base, record: Record) -> None:
        for name, value in record.values.items():
            given = kept_value(row, name, value) if is_kept(row, name) else value
            relation = RELATIONS.get((record.identity.kind, name))
            if is_kept(row, name) and relation is not None:
                continue
            if relation is None:
                # A name without a column would be set all the same, and lost.
                getattr(row, name)
                setattr(row, name, given)
            else:
                merged = relation.merge(relation.read(row, self._context), given)
                relation.write(row, merged, self._context)

    def _stored(self, identity: Identity) -> Base:
        row = self._archive.get(identity)
        if row is None:
            raise LookupError(identity)
        return row

    def _owner_id(self, identity: Identity) -> int:
        owner = self._stored(Identity("collaboration", "", identity.collaboration))
        return owner.id if isinstance(owner, Collaboration) else 0


def _touched(
    identities: Iterable[Identity], archive: Archive, families: Families
) -> frozenset[str]:
    # Names are searched by family; a word explained is common to all.
    touched: set[str] = set()
    for identity in identities:
        if identity.kind == "concept":
            touched |= archive.parents().keys()
        else:
            touched |= families.of(identity.collaboration or identity.key)
    return frozenset(touched)


def _bump(changes: Iterable[Change], context: Context) -> None:
    identities = (Identity(each.kind, each.collaboration, each.key) for each in changes)
    keys = _touched(identities, context.archive, context.families)
    rows = (context.archive.get(Identity("collaboration", "", key)) for key in keys)
    known = [row for row in rows if isinstance(row, Collaboration)]
    for row in sorted(known, key=lambda row: row.id):
        # Counted by the database: another writer may have counted since the row was read.
        row.revision = Collaboration.revision + 1


def _event(change: Change, context: Context, services: Services, door: str) -> EventLog:
    owner_key = change.key if change.kind == "collaboration" else change.collaboration
    owner = context.archive.get(Identity("collaboration", "", owner_key))
    row = context.archive.get(Identity(change.kind, change.collaboration, change.key))
    details: dict[str, object] = {"outcome": change.outcome.value}
    if change.fields:
        details["fields"] = [field.name for field in change.fields]
    return EventLog(
        at=services.clock(),
        collaboration_id=owner.id if isinstance(owner, Collaboration) else None,
        door=door,
        verb="import",
        record_kind=change.kind,
        # A person's key may be made of the name; the number says nothing to others.
        record_key=str(row.id) if isinstance(row, Person) else change.key,
        details=details,
    )
