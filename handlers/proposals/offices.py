"""The offices that a proposal can be for."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.ports import Services
from handlers.proposals.records import own_family
from storage.indexes import Family
from storage.models import EnvironmentalOffice, Person


@dataclass(frozen=True, slots=True)
class OfficeChoice:
    """An office that a proposal can be for."""

    number: int
    name: str


def offices_to_choose(services: Services, asker: Asker) -> tuple[OfficeChoice, ...]:
    """Return the offices of the asker's collaborations, by name."""
    with services.database.session() as session:
        family = own_family(session, asker)
        rows = session.execute(
            select(EnvironmentalOffice.id, EnvironmentalOffice.name)
            .where(EnvironmentalOffice.collaboration_id.in_(family.ids))
            .order_by(EnvironmentalOffice.sort_key, EnvironmentalOffice.id)
        )
        return tuple(OfficeChoice(row[0], row[1]) for row in rows)


def office_numbers(session: Session, family: Family) -> Collection[int]:
    """Return the offices of a family, by number."""
    mine = EnvironmentalOffice.collaboration_id.in_(family.ids)
    return set(session.scalars(select(EnvironmentalOffice.id).where(mine)))


def own_office(session: Session, person_id: int | None) -> int | None:
    """Return where somebody works, by number."""
    return session.scalar(select(Person.office_id).where(Person.id == person_id))
