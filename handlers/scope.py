"""What one question may see: the session, the family of collaborations, its indexes, the day."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.ports import Services
from storage.indexes import Family, Indexes
from storage.models import Person


@dataclass(frozen=True, slots=True)
class Scope:
    """Everything a question needs; ``today`` is in the collaboration's time zone."""

    session: Session
    services: Services
    asker: Asker
    family: Family
    others: tuple[Family, ...]
    today: date

    @property
    def homeless(self) -> bool:
        """Tell whether nobody knows which collaboration the asker belongs to."""
        return not self.asker.collaboration

    @property
    def indexes(self) -> Indexes:
        """Return the search indexes of the family."""
        return self.services.indexes.of(self.session, self.family)

    def elsewhere(self, family: Family) -> "Scope":
        """Return the same scope in another family, the one the asker named: a guest's."""
        others = tuple(one for one in (self.family, *self.others) if one is not family)
        guest = self.asker.turned_to(family.key)
        return Scope(self.session, self.services, guest, family, others, self.today)

    def let_go(self) -> tuple[Services, Asker]:
        """Return who acts on which services, once nothing is held that a writer would wait for."""
        # SQLite without WAL: our own open read would keep the writer from committing.
        self.session.commit()
        return self.services, self.asker

    def where_registered(self) -> "Scope":
        """Return the scope of the family that keeps the asker's data; a stranger's as it is."""
        owner = self.session.scalar(
            select(Person.collaboration_id).where(Person.id == self.asker.person_id)
        )
        there = next((one for one in self.others if owner in one.ids), None)
        return self.elsewhere(there) if there else self


@contextmanager
def scope(services: Services, asker: Asker, at: date | None = None) -> Iterator[Scope]:
    """Open the scope of ``asker`` as of the day ``at`` (default: today)."""
    with services.database.session() as session:
        everyone = services.indexes.families(session)
        family = home(everyone, asker.collaboration)
        zone = ZoneInfo(family.time_zone)
        today = at or services.clock().astimezone(zone).date()
        others = tuple(one for one in everyone if one is not family)
        yield Scope(session, services, asker, family, others, today)


def home(everyone: Sequence[Family], key: str) -> Family:
    """Return the family that ``key`` belongs to; the first one when nothing is known."""
    if not everyone:
        raise Refusal("nothing_imported")
    return next((one for one in everyone if key in one.keys), everyone[0])
