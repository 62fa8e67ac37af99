"""What people call the offices that a proposal can be for: by their own names, or their towns'."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from handlers.answers import Asker
from handlers.ports import Services
from handlers.proposals.records import own_family
from storage.models import Authority, EnvironmentalOffice


@dataclass(frozen=True, slots=True)
class Place:
    """A name of an office: ``label`` is its own, ``name`` that or its municipalities'."""

    number: int
    name: str
    label: str


def places_to_name(services: Services, asker: Asker) -> tuple[Place, ...]:
    """Return the names of the offices of the asker's collaborations, the towns' first."""
    with services.database.session() as session:
        mine = own_family(session, asker).ids
        towns = select(Authority.key, Authority.name).where(Authority.collaboration_id.in_(mine))
        names = {row[0]: row[1] for row in session.execute(towns)}
        rows = session.scalars(
            select(EnvironmentalOffice)
            .where(EnvironmentalOffice.collaboration_id.in_(mine))
            .order_by(EnvironmentalOffice.sort_key, EnvironmentalOffice.id)
        ).all()
        return (*_by_town(rows, names), *(Place(one.id, one.name, one.name) for one in rows))


def _by_town(rows: Iterable[EnvironmentalOffice], names: Mapping[str, str]) -> Iterator[Place]:
    for row in rows:
        served = [names[key] for key in row.authority_keys if key in names]
        if served:
            yield Place(row.id, ", ".join(served), row.name)
