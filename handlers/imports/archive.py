"""What the archive already holds of the records that an import names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from handlers.imports.families import Families
from handlers.imports.kinds import MODELS, UNOWNED
from handlers.imports.records import Identity, Record, Reference
from handlers.people import GUEST
from storage.models import (
    ActivityPlan,
    Base,
    Collaboration,
    Membership,
    Person,
    PlanYear,
    Project,
)

T = TypeVar("T")
# Keys per query: few round trips, and far below both databases' limit of parameters.
CHUNK = 1000

_WITH: dict[str, tuple[ORMOption, ...]] = {
    "project": (selectinload(Project.milestones), selectinload(Project.materials)),
    "plan": (selectinload(ActivityPlan.years).selectinload(PlanYear.entries),),
    "person": (
        joinedload(Person.office),
        selectinload(Person.memberships).joinedload(Membership.group),
    ),
}


@dataclass(slots=True)
class Archive:
    """The rows that records and references name, fetched a thousand at a time."""

    session: Session
    rows: dict[Identity, Base] = field(default_factory=dict)
    by_email: dict[str, Person] = field(default_factory=dict)
    _names: dict[int, str] = field(default_factory=dict)

    def load_collaborations(self) -> None:
        """Fetch the collaborations; there are never many."""
        for row in self.session.scalars(select(Collaboration)):
            self.rows[Identity("collaboration", "", row.key)] = row
            self._names[row.id] = row.key

    def load(self, records: Iterable[Record]) -> None:
        """Fetch the rows of the records, and whoever has their e-mail addresses."""
        keys: defaultdict[str, set[str]] = defaultdict(set)
        emails: set[str] = set()
        for record in records:
            if record.identity not in self.rows:
                keys[record.identity.kind].add(record.identity.key)
            if record.identity.kind == "person" and isinstance(
                email := record.values.get("email"), str
            ):
                emails.add(email)
        self.load_people(emails)
        for kind, wanted in keys.items():
            self._fetch(kind, wanted)

    def load_references(self, references: Iterable[Reference]) -> None:
        """Fetch the rows that are referred to."""
        keys: defaultdict[str, set[str]] = defaultdict(set)
        for reference in references:
            keys[reference.kind].add(reference.key)
        for kind, wanted in keys.items():
            self._fetch(kind, wanted)

    def load_people(self, emails: Iterable[str]) -> None:
        """Fetch the people with these addresses, wherever they belong.

        A guest is in no register: whoever is brought with that address is new there.
        """
        for chunk in chunks(email for email in emails if email not in self.by_email):
            mine = Person.email.in_(chunk), Person.kind != GUEST
            statement = select(Person).where(*mine).options(*_WITH["person"])
            for person in self.session.scalars(statement):
                self._remember("person", person)

    def parents(self) -> dict[str, str | None]:
        """Return the stored collaborations, each with its parent's key."""
        rows = [row for row in self.rows.values() if isinstance(row, Collaboration)]
        return {row.key: self._names.get(row.parent_id or 0) for row in rows}

    def collaboration_key(self, row_id: int) -> str:
        """Return the key of a stored collaboration."""
        return self._names[row_id]

    def collaboration_id(self, key: str) -> int:
        """Return the row number of a stored collaboration."""
        return next(row_id for row_id, known in self._names.items() if known == key)

    def ids(self, keys: Iterable[str]) -> list[int]:
        """Return the row numbers of the stored ones among these collaborations."""
        wanted = set(keys)
        return [row_id for row_id, key in self._names.items() if key in wanted]

    def get(self, identity: Identity) -> Base | None:
        """Return the row of a record, if there is one."""
        return self.rows.get(identity)

    def find(self, kind: str, key: str, near: str, families: Families) -> Base | None:
        """Return the row with this key in the family, nearest first."""
        if kind in UNOWNED:
            return self.rows.get(Identity(kind, "", key))
        for owner in (near, *sorted(families.of(near))):
            if row := self.rows.get(Identity(kind, owner, key)):
                return row
        return None

    def add(self, identity: Identity, row: Base) -> None:
        """Remember a new row; a collaboration must have its id by now."""
        self.rows[identity] = row
        if isinstance(row, Collaboration):
            self._names[row.id] = row.key

    def _fetch(self, kind: str, keys: Iterable[str]) -> None:
        for chunk in chunks(keys):
            for row in self.session.scalars(_statement(kind, chunk)).unique():
                self._remember(kind, row)

    def _remember(self, kind: str, row: Base) -> None:
        owner = "" if kind in UNOWNED else self._names[getattr(row, "collaboration_id")]  # noqa: B009 - the kinds share no typed base
        self.rows[Identity(kind, owner, getattr(row, "key"))] = row  # noqa: B009 - the same
        if isinstance(row, Person) and row.email:
            self.by_email[row.email] = row


def _statement(kind: str, keys: list[str]) -> Select[Base]:
    model = MODELS[kind]
    key = model.__table__.columns["key"]
    return select(model).where(key.in_(keys)).options(*_WITH.get(kind, ()))


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """Cut the distinct items into lists that fit into one query, in their own order."""
    rest = list(dict.fromkeys(items))
    for start in range(0, len(rest), CHUNK):
        yield rest[start : start + CHUNK]
