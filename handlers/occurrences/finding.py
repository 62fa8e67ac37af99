"""Finding the occurrence that somebody means, and what they may do about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from handlers.access import Information, may, require
from handlers.answers import Asker
from handlers.contents import Act, Duty
from handlers.errors import Refusal
from handlers.planning import Almanacs, Known, Office, duty, keepers_acts
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import Family, families
from storage.models import Occurrence, Person

_OPEN, _DONE = "open", "done"
# What somebody can do about their own office's part of a duty.
OFFICES_ACTS = (Act.DONE, Act.LATER)


@dataclass(frozen=True, slots=True)
class Opened:
    """An occurrence that somebody looks at or does something about, within a session."""

    session: Session
    services: Services
    asker: Asker
    family: Family
    row: Occurrence
    known: Known
    today: date

    def duty(self) -> Duty:
        """Return it as a duty as the asker sees it, after what they did about it."""
        self.session.flush()
        known = Almanacs(self.session, self.family, self.today).numbered([self.row])
        own = None if self.keeps else self._own()
        return as_seen(known[self.row.id], self.asker, self.today, own)

    @property
    def keeps(self) -> bool:
        """Tell whether the asker keeps the calendar."""
        return may(self.asker, Information.CALENDAR)

    def part(self) -> Office | None:
        """Return the office whose part the asker can settle; None for whoever keeps it all.

        Refuses those who can do neither.
        """
        if self.keeps:
            return None
        own = self._own()
        if own is None:
            require(self.asker, Information.CALENDAR)
        return own

    def _own(self) -> Office | None:
        """Return the asker's own office, where it has a part in this and they speak for it."""
        if self.asker.person_id is None or not may(self.asker, Information.OFFICE_DUTIES):
            return None
        person = self.session.get_one(Person, self.asker.person_id)
        return next((one for one in self.known.offices if one.id == person.office_id), None)


@contextmanager
def changing(services: Services, asker: Asker, number: int) -> Iterator[Opened]:
    """Open an occurrence of the asker's own collaborations to change it, in one transaction.

    Refuses a number that is not there any more.
    """
    with services.database.write() as session:
        yield _opened(session, services, asker, number, lock=True)


@contextmanager
def looking(services: Services, asker: Asker, number: int) -> Iterator[Opened]:
    """Open an occurrence of the asker's own collaborations to look at it."""
    with services.database.session() as session:
        yield _opened(session, services, asker, number, lock=False)


def open_locked(session: Session, services: Services, asker: Asker, number: int) -> Opened:
    """Open an occurrence to change it, in the caller's transaction."""
    return _opened(session, services, asker, number, lock=True)


def require_calendar(asker: Asker) -> None:
    """Refuse unless the asker keeps the calendar."""
    require(asker, Information.CALENDAR)


def as_seen(known: Known, asker: Asker, today: date, office: Office | None = None) -> Duty:
    """Return an occurrence as a duty with what the asker may do about it.

    With ``office`` it is that office's part of it, which may be done before all of it is.
    """
    if may(asker, Information.CALENDAR):
        return duty(known, today, keepers_acts(known))
    if office is None:
        return duty(known, today)
    if office in known.left:
        return duty(known, today, () if known.settled else OFFICES_ACTS, office.name)
    open_ = known.row is not None and known.row.state == _OPEN
    part = duty(known, today, (Act.REOPEN,) if open_ else (), office.name)
    return replace(part, state=_DONE, late=False) if open_ else part


def _opened(
    session: Session, services: Services, asker: Asker, number: int, *, lock: bool
) -> Opened:
    family = home(families(session), asker.collaboration)
    row = session.get(Occurrence, number, with_for_update=lock or None)
    if row is None or row.collaboration_id not in family.ids:
        raise Refusal("duty_gone")
    today = services.today()
    known = Almanacs(session, family, today).numbered([row]).get(row.id)
    if known is None:
        raise Refusal("duty_gone")
    return Opened(session, services, asker, family, row, known, today)
