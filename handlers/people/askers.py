"""From a person in the register to an asker, with the roles that count today."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session, aliased

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import Collaboration, Membership, Person

# The kind of a person who is there for a meeting's sake alone.
GUEST = "guest"
# What speaks for an office, and for nothing more than that.
SPEAKS_FOR_OFFICE = frozenset({"contact_person", "manager"})


def asker_by_email(services: Services, email: str, door: str) -> Asker | None:
    """Return the asker with a VERIFIED address, or None for a stranger."""
    wanted = _written(email)
    if wanted is None:
        return None
    with services.database.session() as session:
        rows = session.execute(PEOPLE.where(Person.email == wanted)).all()
    return asker_of(rows, door, "", services.today()) if rows else None


def guest_by_email(services: Services, email: str, door: str) -> Asker | None:
    """Return who is there for a meeting's sake alone, with a VERIFIED address, or None.

    They may answer for themselves to what was sent to them; everywhere else they are strangers.
    """
    with services.database.session() as session:
        person = by_email(session, email, guests=True)
        if person is None or person.kind != GUEST:
            return None
        return Asker("", person.id, door=door, guest=True)


def asker_by_id(services: Services, person_id: int, door: str) -> Asker | None:
    """Return the asker to whose address something was sent; None once they have none any more."""
    wanted = PEOPLE.where(Person.id == person_id, Person.email.is_not(None))
    with services.database.rows() as database:
        rows = database.execute(wanted).all()
    return asker_of(rows, door, "", services.today()) if rows else None


def name_of(services: Services, asker: Asker) -> str:
    """Return what the register calls an asker, for the asker alone to see; "" for a stranger."""
    with services.database.rows() as database:
        found = select(Person.name).where(Person.id == asker.person_id)
        return database.execute(found).scalar() or ""


def for_office(asker: Asker) -> Asker:
    """Return the asker with no more rights than to speak for their own office.

    Who also keeps the calendar does not settle everybody's part when they mean their own.
    """
    return replace(asker, roles=asker.roles & SPEAKS_FOR_OFFICE)


def stranger(collaboration: str | None, door: str) -> Asker:
    """Return an asker of whom nothing is known but, perhaps, which collaboration is meant."""
    return Asker(collaboration or "", door=door)


def asking_in(services: Services, asker: Asker, collaboration: str) -> Asker:
    """Return the asker turned to ``collaboration``; roles stay at home."""
    with services.database.session() as session:
        known = families(session)
    if not any(collaboration in family.keys for family in known):
        raise Refusal("unknown_collaboration", collaboration=collaboration)
    if home(known, collaboration) == home(known, asker.collaboration):
        return replace(asker, collaboration=collaboration)
    return asker.turned_to(collaboration)


def has_address(services: Services, person_id: int) -> bool:
    """Tell whether what was sent to somebody's address still counts: guests' too."""
    found = select(Person.id).where(Person.id == person_id, Person.email.is_not(None))
    with services.database.rows() as database:
        return database.execute(found).first() is not None


def by_email(
    session: Session, email: str | None, *, lock: bool = False, guests: bool = False
) -> Person | None:
    """Return the person with an address, or None; ``lock`` keeps it theirs until the commit.

    With ``guests`` also who is there for a meeting's sake alone.
    """
    wanted = _written(email)
    if wanted is None:
        return None
    found = select(Person).where(Person.email == wanted)
    if not guests:
        found = found.where(Person.kind != GUEST)
    return session.scalars(found.with_for_update() if lock else found).one_or_none()


def _written(email: str | None) -> str | None:
    """Return an address as the register holds it.

    None when it cannot stand there: letters outside ASCII may look, or fold, like another's.
    """
    return email.strip().lower() if email and email.isascii() else None


def about(person: Person) -> tuple[str, str]:
    """Return the person as the event log names one."""
    # By number: a key may be made of a name or an address.
    return "person", str(person.id)


_Home = aliased(Collaboration)
_Owner = aliased(Collaboration)
# person, home collaboration, its root, role, the role's root, from, to; built once, since every
# request begins with it.
PEOPLE: Select[int, str, int, str, int, date | None, date | None] = (
    select(
        Person.id,
        _Home.key,
        func.coalesce(_Home.parent_id, _Home.id),
        Membership.role,
        func.coalesce(_Owner.parent_id, _Owner.id),
        Membership.valid_from,
        Membership.valid_to,
    )
    .join(_Home, _Home.id == Person.collaboration_id)
    .outerjoin(Membership, (Membership.person_id == Person.id) & Membership.group_id.is_(None))
    .outerjoin(_Owner, _Owner.id == Membership.collaboration_id)
    # Whoever has registered for a meeting is in no register, and is a stranger elsewhere.
    .where(Person.kind != GUEST)
)


def asker_of(rows: Sequence[Row[*tuple[Any, ...]]], door: str, account: str, today: date) -> Asker:
    """Build the asker; a role counts only in the family of collaborations it was given in.

    The rows are those of ``PEOPLE``; what else has been selected stands after them.
    """
    person_id, collaboration, home = rows[0][:3]
    own = [row for row in rows if row.role and row[4] == home]
    roles = frozenset(row.role for row in own if holds(row.valid_from, row.valid_to, today))
    # Who had roles and has none left is here no more; who never had one works at an office.
    return Asker(collaboration, person_id, roles, door, account, guest=bool(own) and not roles)


def holds(since: date | None, until: date | None, today: date) -> bool:
    """Tell whether a role with these first and last days counts today."""
    return (since is None or since <= today) and (until is None or today <= until)
