"""From what falls due to a duty as people see it, with what has become of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from handlers.contents import Act, Duty, OfficeCount
from handlers.planning.almanac import Almanac, almanacs
from handlers.planning.ledger import Ledger, Office, ledger
from handlers.planning.steps import steps
from schedules.cadence import Occurrence, State
from schedules.cadence.rules import Every, Quota, Threshold
from storage import models
from storage.indexes import Family

DONE, SKIPPED = "done", "skipped"
_LEEWAY = timedelta(days=62)
# Shapes that are settled by booking what they ask for.
_BOOKABLE = (Quota, Every, Threshold)


@dataclass(frozen=True, slots=True)
class Known:
    """An occurrence of a collaboration with all that is known of it."""

    almanac: Almanac
    occurrence: Occurrence
    row: models.Occurrence | None
    offices: tuple[Office, ...]
    left: tuple[Office, ...]
    host: str = ""

    @property
    def due(self) -> date | None:
        """Return the last local day on which it is in time; None: as soon as possible."""
        moved = self.row.moved_to if self.row else None
        return moved or self.occurrence.last

    @property
    def bookable(self) -> bool:
        """Tell whether it is meetings that are wanted."""
        return isinstance(self.occurrence.rule.shape, _BOOKABLE) and not self.per_office

    @property
    def per_office(self) -> bool:
        """Tell whether each office has a part in it."""
        return self.occurrence.rule.per_office

    @property
    def state(self) -> str:
        """Return open, waits, paused, done or skipped."""
        if self.row is not None and self.row.state != State.OPEN:
            return self.row.state
        if self.per_office and self.offices and not self.left:
            return DONE
        return str(self.occurrence.state)

    @property
    def settled(self) -> bool:
        """Tell whether nobody has anything to do: it is done, booked, left out, or waits."""
        booked = self.bookable and not self.occurrence.missing
        return self.state != State.OPEN or booked

    def late(self, today: date) -> bool:
        """Tell whether it should have been done."""
        return not self.settled and self.due is not None and self.due < today


class Almanacs:
    """The almanacs of a family with what is remembered: from a stretch of days to duties."""

    def __init__(self, session: Session, family: Family, today: date) -> None:
        self._session = session
        self._family = family
        self._today = today
        self.every = almanacs(session, family)
        self._ledger: Ledger = ledger(session, family.ids)

    def count(self, meeting: models.Meeting) -> None:
        """Reckon from now on with a meeting, stored or not, as what it counts as."""
        self.every = tuple(
            one.with_meeting(meeting) if one.collaboration_id == meeting.collaboration_id else one
            for one in self.every
        )

    def between(self, first: date, last: date) -> list[Known]:
        """Return what falls within two local days, both included, in the order it is due."""
        found = [one for almanac in self.every for one in self.within(almanac, first, last)]
        return sorted(found, key=_due)

    def within(self, almanac: Almanac, first: date, last: date) -> Iterator[Known]:
        """Return what falls within two local days in one collaboration."""
        hosts = almanac.hosts(self._today, last)
        for one in (*almanac.between(first, last), *steps(almanac, first, last)):
            yield self._known(almanac, one, hosts.get((one.rule.key, one.slot), ""))

    def anew(self, found: Iterable[Known]) -> list[Known]:
        """Return the same with the rows that they have been given meanwhile."""
        self._ledger = ledger(self._session, self._family.ids)
        return [
            replace(one, row=self._ledger.of(one.almanac.collaboration_id, one.occurrence))
            for one in found
        ]

    def numbered(self, rows: Iterable[models.Occurrence]) -> dict[int, Known]:
        """Return the occurrences of stored rows by number; those no rule brings are left out."""
        wanted = {(row.collaboration_id, row.rule_key, row.part, row.slot): row for row in rows}
        if not wanted:
            return {}
        # A rule or a meeting may have been changed since they were planned.
        first = min(row.first for row in wanted.values()) - _LEEWAY
        last = max(row.last or row.first for row in wanted.values()) + _LEEWAY
        return {
            row.id: one
            for one in self.between(first, last)
            if (row := wanted.get(_slot(one))) is not None
        }

    def _known(self, almanac: Almanac, one: Occurrence, host: str) -> Known:
        row = self._ledger.of(almanac.collaboration_id, one)
        offices = self._offices(almanac) if one.rule.per_office else ()
        return Known(almanac, one, row, offices, self._ledger.left(row, offices), host)

    def _offices(self, almanac: Almanac) -> tuple[Office, ...]:
        """Return the offices that a rule counts: an umbrella's are those of all its members."""
        head = self._family.members[0].id
        return tuple(
            office
            for office in self._ledger.offices
            if almanac.collaboration_id in {head, office.collaboration_id}
        )


def duty(known: Known, today: date, acts: Sequence[Act] = (), office: str = "") -> Duty:
    """Return an occurrence as a duty; ``acts`` are what its reader may do about it."""
    one, row = known.occurrence, known.row
    return Duty(
        number=row.id if row else None,
        rule=one.rule.key,
        part=one.rule.part,
        slot=one.slot,
        title=known.almanac.own[one.rule.key].title,
        kind=type(one.rule.shape).__name__.casefold(),
        state=known.state,
        first=one.first,
        due=known.due,
        said=one.said,
        least=one.least,
        most=one.most,
        booked=len(one.booked),
        missing=one.missing,
        host=known.host or one.rule.rotation,
        convener=one.rule.convener,
        late=known.late(today),
        moved=bool(row and row.moved_to),
        later_until=row.later_until if row else None,
        reason=row.reason if row else "",
        collaboration=known.almanac.name,
        # An office hears of its own part.
        offices=None if office else _counted(known),
        office=office,
        acts=tuple(acts),
    )


def keepers_acts(known: Known) -> tuple[Act, ...]:
    """Return what whoever keeps the calendar can do about an occurrence."""
    if known.row is None:
        return ()
    if known.row.state != State.OPEN:
        return (Act.REOPEN,)
    if known.settled:
        return ()
    if known.per_office:
        return Act.OFFICES, Act.REMIND, Act.DONE, Act.LATER, Act.MOVE, Act.SKIP
    if not known.bookable:
        return Act.DONE, Act.LATER, Act.MOVE, Act.SKIP
    # Of several, one that is done is not all of them.
    done = (Act.DONE,) if known.occurrence.least == 1 else ()
    return Act.BOOK, *done, Act.LATER, Act.SKIP


def _counted(known: Known) -> OfficeCount | None:
    if not known.per_office:
        return None
    left = tuple(office.name for office in known.left)
    return OfficeCount(len(known.offices) - len(left), len(known.offices), left)


def _slot(known: Known) -> tuple[int, str, str, str]:
    one = known.occurrence
    return known.almanac.collaboration_id, one.rule.key, one.rule.part, one.slot


def _due(known: Known) -> tuple[date, date, str, str]:
    one = known.occurrence
    return known.due or one.first, one.first, one.rule.key, one.rule.part
