"""Offices and who speaks for each: its contact persons, or else its managers, as of today."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.memberships import holding
from storage.models import Authority, EnvironmentalOffice, Group, Membership, Person

CONTACT_PERSON, MANAGER = "contact_person", "manager"
# In the order in which they are asked.
SPEAKERS = (CONTACT_PERSON, MANAGER)
_MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class OfficeNamed:
    """An office, called by its municipalities, or by its own name where it has none."""

    id: int
    name: str
    municipal: bool = True


def offices_in(session: Session, collaborations: Sequence[int]) -> tuple[OfficeNamed, ...]:
    """Return the offices of some collaborations, by name."""
    served = select(Authority.key, Authority.name).where(
        Authority.collaboration_id.in_(collaborations), Authority.kind == _MUNICIPALITY
    )
    names: dict[str, str] = {row.key: row.name for row in session.execute(served)}
    rows = session.execute(
        select(EnvironmentalOffice.id, EnvironmentalOffice.name, EnvironmentalOffice.authority_keys)
        .where(EnvironmentalOffice.collaboration_id.in_(collaborations))
        .order_by(EnvironmentalOffice.sort_key, EnvironmentalOffice.id)
    )
    return tuple(_named(number, name, keys, names) for number, name, keys in rows)


def _named(number: int, name: str, keys: Sequence[str], names: Mapping[str, str]) -> OfficeNamed:
    served = [names[key] for key in keys if key in names]
    return OfficeNamed(number, ", ".join(served) or name, bool(served))


def speakers(
    session: Session, collaborations: Sequence[int], offices: Collection[int], today: date
) -> Mapping[int, Sequence[int]]:
    """Return whom each office is asked through: its contact persons, or else its managers."""
    rows = session.execute(
        select(Person.office_id, Membership.role, Person.id)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Person.office_id.in_(offices),
            Person.collaboration_id.in_(collaborations),
            Person.email.is_not(None),
            Membership.collaboration_id.in_(collaborations),
            Membership.group_id.is_(None),
            Membership.role.in_(SPEAKERS),
            holding(today),
        )
        .order_by(Person.sort_key, Person.id)
    )
    found: dict[int, dict[str, list[int]]] = {}
    for office, role, person in rows:
        if office is not None:
            found.setdefault(office, {}).setdefault(role, []).append(person)
    return {
        office: next(roles[role] for role in SPEAKERS if role in roles)
        for office, roles in found.items()
    }


def offices_of_groups(
    session: Session, collaborations: Sequence[int], groups: Collection[str], today: date
) -> set[int]:
    """Return the offices that somebody in one of these groups is from."""
    rows = session.scalars(
        select(Person.office_id)
        .join(Membership, Membership.person_id == Person.id)
        .join(Group, Group.id == Membership.group_id)
        .where(
            Group.key.in_(groups),
            Group.collaboration_id.in_(collaborations),
            Person.office_id.is_not(None),
            holding(today),
        )
        .distinct()
    )
    return {number for number in rows if number is not None}


def people_of(
    session: Session,
    collaborations: Sequence[int],
    groups: Collection[str],
    roles: Collection[str],
    today: date,
) -> list[int]:
    """Return those in a group or with a role who can be reached, by number."""
    held = (
        select(Membership.person_id)
        .outerjoin(Group, Group.id == Membership.group_id)
        .where(
            Membership.collaboration_id.in_(collaborations),
            holding(today),
            Membership.role.in_(roles) | Group.key.in_(groups),
        )
    )
    found = (
        select(Person.id)
        .where(
            Person.id.in_(held),
            Person.collaboration_id.in_(collaborations),
            Person.email.is_not(None),
        )
        .order_by(Person.sort_key, Person.id)
    )
    return list(session.scalars(found))
