"""What comes, what is late, and a whole year: the calendar as people ask for it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from handlers import decisions
from handlers.access import Information, may
from handlers.answers import Asker
from handlers.booked import meeting_line
from handlers.contents import Duty, MeetingLine, Year
from handlers.errors import Refusal
from handlers.occurrences import as_seen
from handlers.planning import Almanacs, Known, Office
from handlers.ports import Services
from handlers.scope import Scope, scope
from storage.models import Person, PlanningState

# As far back as anything is called late, as far ahead as anything is called next.
BACK = timedelta(days=400)
AHEAD = timedelta(days=366)
LONGEST_YEARS = 10
SOON = 8
# What is due within these days is to be done now.
TO_DO = timedelta(days=14)
# What begins within these days is to be booked now.
TO_BOOK = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Agenda:
    """What falls due and what is booked between two local days, both included."""

    first: date
    last: date
    today: date
    duties: tuple[Duty, ...]
    meetings: tuple[MeetingLine, ...] = ()


def agenda(services: Services, asker: Asker, first: date, last: date) -> Agenda:
    """Return what falls due and what is booked between two local days."""
    if last < first:
        raise Refusal("period_backwards")
    if last.year - first.year > LONGEST_YEARS:
        raise Refusal("period_too_long", years=LONGEST_YEARS)
    with _desk(services, asker) as desk:
        known = desk.almanacs.between(first, last)
        return Agenda(first, last, desk.today, desk.seen(known), tuple(desk.meetings(first, last)))


def late(services: Services, asker: Asker) -> Agenda:
    """Return what should have been done and is not, the longest overdue first."""
    with _desk(services, asker) as desk:
        first = desk.today - BACK
        known = [one for one in desk.almanacs.between(first, desk.today) if desk.is_late(one)]
        return Agenda(first, desk.today, desk.today, desk.seen(known))


def coming(services: Services, asker: Asker, most: int = SOON) -> Agenda:
    """Return what is next: what is open and due soonest, and the meetings that are booked."""
    with _desk(services, asker) as desk:
        last = desk.today + AHEAD
        open_ = [
            one
            for one in desk.almanacs.between(desk.today, last)
            if desk.waits(one) and not desk.is_late(one)
        ]
        meetings = [one for one in desk.meetings(desk.today, last) if one.state == "booked"]
        return Agenda(desk.today, last, desk.today, desk.seen(open_[:most]), tuple(meetings[:most]))


def to_book(services: Services, asker: Asker) -> Agenda:
    """Return what meetings are to be booked for: what has begun, or begins within some months."""
    with _desk(services, asker) as desk:
        last = desk.today + TO_BOOK
        known = desk.almanacs.between(desk.today, last)
        return Agenda(
            desk.today,
            last,
            desk.today,
            desk.seen(one for one in known if one.bookable and not one.settled),
        )


def to_do(services: Services, asker: Asker) -> Agenda:
    """Return what waits for the asker to do it: what is late, and what is due within two weeks.

    For whoever keeps the calendar that is everything, for others their own office's part, and what
    was decided that they see to.
    """
    with _desk(services, asker) as desk:
        first, last = desk.today - BACK, desk.today + TO_DO
        known = desk.almanacs.between(first, last)
        decided = decisions.to_do(desk.scope.session, desk.scope.family, asker, desk.today, last)
        seen = [*desk.seen(filter(desk.is_to_do, known)), *decided]
        # Where there is room for a few alone, what is due soonest is among them.
        seen.sort(key=lambda one: one.due or one.first)
        return Agenda(first, last, desk.today, tuple(seen))


def whole_year(services: Services, asker: Asker, year: int) -> Year:
    """Return what falls due and is booked in a year, for its wheel."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    with _desk(services, asker) as desk:
        if abs(year - desk.today.year) > LONGEST_YEARS:
            raise Refusal("year_too_far", year=year)
        return Year(
            desk.scope.family.name,
            year,
            desk.today,
            desk.seen(desk.almanacs.between(first, last)),
            tuple(one for one in desk.meetings(first, last) if one.state != "cancelled"),
        )


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the calendar is read from, as one asker sees it."""

    scope: Scope
    almanacs: Almanacs
    office_id: int | None
    since: date

    @property
    def today(self) -> date:
        return self.scope.today

    def waits(self, known: Known) -> bool:
        """Tell whether it is still to be done, for an office's people by their office."""
        own = None if self.keeps else self._office(known)
        return not known.settled and (own is None or own in known.left)

    def is_late(self, known: Known) -> bool:
        """Tell whether it should have been done since the calendar was put to use."""
        late = known.late(self.today) and self.waits(known)
        return late and known.due is not None and known.due >= self.since

    def is_to_do(self, known: Known) -> bool:
        """Tell whether the asker is to do it now, and has not put it off."""
        later = known.row.later_until if known.row else None
        mine = self.keeps or self._office(known) is not None
        if not (mine and self.waits(known)) or (later is not None and later > self.today):
            return False
        if known.due is None:
            return known.occurrence.first <= self.today
        return self.is_late(known) or self.today <= known.due <= self.today + TO_DO

    @property
    def keeps(self) -> bool:
        """Tell whether the asker keeps the calendar."""
        return may(self.scope.asker, Information.CALENDAR)

    def seen(self, several: Iterable[Known]) -> tuple[Duty, ...]:
        return tuple(
            as_seen(one, self.scope.asker, self.today, self._office(one)) for one in several
        )

    def meetings(self, first: date, last: date) -> Iterator[MeetingLine]:
        rows = [
            (meeting, almanac.name)
            for almanac in self.almanacs.every
            for meeting in almanac.meetings
            if meeting.first <= last and meeting.last >= first
        ]
        for meeting, name in sorted(rows, key=lambda row: (row[0].first, row[0].id)):
            yield meeting_line(meeting, name)

    def _office(self, known: Known) -> Office | None:
        return next((one for one in known.offices if one.id == self.office_id), None)


@contextmanager
def _desk(services: Services, asker: Asker) -> Iterator[_Desk]:
    with scope(services, asker) as opened:
        session, family = opened.session, opened.family
        person = session.get(Person, asker.person_id) if asker.person_id else None
        speaks = person is not None and may(asker, Information.OFFICE_DUTIES)
        states: Sequence[PlanningState] = [
            state for number in family.ids if (state := session.get(PlanningState, number))
        ]
        began = [state.since for state in states if state.since]
        yield _Desk(
            opened,
            Almanacs(session, family, opened.today),
            person.office_id if speaks and person else None,
            min(began, default=opened.today),
        )
