"""Who is reminded: the coordinators of a collaboration, and the contact persons of its offices."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from handlers.memberships import holding
from storage.indexes import Family
from storage.models import ChannelTie, Membership, Person

COORDINATOR, CONTACT_PERSON = "coordinator", "contact_person"


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a family's reminders go to today; persons and channels by number.

    ``coordinators`` and ``channels`` are by collaboration, ``contact_persons`` by office.
    """

    coordinators: Mapping[int, Sequence[int]]
    contact_persons: Mapping[int, Sequence[int]]
    channels: Mapping[int, Sequence[int]]
    head: int

    def keepers(self, collaboration_id: int) -> Sequence[int]:
        """Return a collaboration's own coordinators, or else those of the family's head."""
        return self.coordinators.get(collaboration_id) or self.coordinators.get(self.head, ())


def audience(session: Session, family: Family, today: date) -> Audience:
    """Return whom the reminders of a family go to on a local day."""
    rows = session.execute(
        select(Membership.role, Membership.collaboration_id, Person.id, Person.office_id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.collaboration_id.in_(family.ids),
            Membership.group_id.is_(None),
            Membership.role.in_((COORDINATOR, CONTACT_PERSON)),
            holding(today),
        )
        .order_by(Person.id)
    ).all()
    return Audience(
        coordinators=_by((row[1], row[2]) for row in rows if row.role == COORDINATOR),
        contact_persons=_by((row[3], row[2]) for row in rows if row.role == CONTACT_PERSON),
        channels=_by((row[0], row[1]) for row in session.execute(_ties(family))),
        head=family.members[0].id,
    )


def _ties(family: Family) -> Select[int, int]:
    return select(ChannelTie.collaboration_id, ChannelTie.id).where(
        ChannelTie.collaboration_id.in_(family.ids)
    )


def _by(pairs: Iterable[tuple[int | None, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for key, person in pairs:
        if key is not None and person not in found.setdefault(key, []):
            found[key].append(person)
    return found


def keepers(session: Session, family: Family, collaboration_id: int, today: date) -> Sequence[int]:
    """Return the coordinators of a collaboration on a local day, by number."""
    return audience(session, family, today).keepers(collaboration_id)


def contact_persons(session: Session, family: Family, today: date) -> Mapping[int, Sequence[int]]:
    """Return the contact persons of each office on a local day; both by number."""
    return audience(session, family, today).contact_persons
