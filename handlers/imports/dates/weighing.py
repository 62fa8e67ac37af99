"""What becomes of each row of a list of dates: a new meeting, or one that is there already."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from handlers.booked import meeting_line
from handlers.contents import MeetingLine
from handlers.imports.archive import Archive
from handlers.imports.date_row import DateRow
from handlers.imports.dates.checking import report_faults
from handlers.imports.dates.differing import differences
from handlers.imports.dates.known_meetings import KnownMeetings, row_key
from handlers.imports.plan import MeetingChange, Outcome
from handlers.imports.problems import MeetingFault
from handlers.imports.records import Identity
from handlers.meetings.counting import fits
from handlers.meetings.planned import plan_values
from handlers.planning import Almanacs, Known
from handlers.scope import home
from storage.indexes import families
from storage.models import Collaboration, Meeting


@dataclass(frozen=True, slots=True)
class Weighed:
    """A row with what becomes of it; ``known`` is what recurs and a new meeting counts as."""

    row: DateRow
    change: MeetingChange
    known: Known | None = None


class Scales:
    """Weighs the rows of an import against the calendar as it is."""

    def __init__(
        self, session: Session, archive: Archive, rows: tuple[DateRow, ...], today: date
    ) -> None:
        self._owners = {
            row.collaboration: owner
            for row in rows
            if isinstance(owner := _owner(archive, row.collaboration), Collaboration)
        }
        ids = {key: owner.id for key, owner in self._owners.items()}
        self._session = session
        self._rows = rows
        self._meetings = KnownMeetings(session, ids, rows)
        self._families = families(session) if ids else ()
        self._almanacs: dict[str, Almanacs] = {}
        self._today = today

    def check(self) -> None:
        """Report the rows that stand there twice, and those whose meetings cannot be."""
        seen: set[tuple[str, str]] = set()
        for row in self._rows:
            key = (row.collaboration, row_key(row.plan))
            if key in seen:
                row.cells.report_meeting(MeetingFault.TWICE, "title")
            seen.add(key)
            known = self._meetings.find(row) is not None
            report_faults(row, self._today, known=known)

    def weigh(self) -> tuple[Weighed, ...]:
        """Tell what becomes of each row, in the order of their days."""
        ordered = sorted(self._rows, key=lambda row: row.plan.booking.first)
        return tuple(self._weighed(row) for row in ordered)

    def _weighed(self, row: DateRow) -> Weighed:
        stored = self._meetings.find(row)
        if stored is None:
            return self._new(row)
        fields = differences(row, stored)
        outcome = Outcome.KEPT if fields else Outcome.UNCHANGED
        line = meeting_line(stored, self._owners[row.collaboration].name)
        return Weighed(row, MeetingChange(meeting=line, outcome=outcome, fields=fields))

    def _new(self, row: DateRow) -> Weighed:
        fitting = self._fitting(row)
        change = MeetingChange(
            meeting=_line(row),
            outcome=Outcome.ADDED,
            answer_by=row.plan.answer_by,
            places=row.terms.places,
            roles=row.guests.roles,
            groups=row.guests.titles,
            fitting=tuple(_title(one) for one in fitting),
            beside=self._meetings.beside(row),
        )
        return Weighed(row, change, fitting[0] if len(fitting) == 1 else None)

    def _fitting(self, row: DateRow) -> list[Known]:
        """Return what waits to be booked and a new meeting would do for.

        Where it is one alone, whatever comes after finds it booked.
        """
        owner = self._owners.get(row.collaboration)
        if owner is None:
            # It comes with the same import, and its rules do.
            return []
        meeting = Meeting(
            collaboration_id=owner.id, rule_key="", part="", state="booked", revision=0,
            **plan_values(row.plan),
        )  # fmt: skip
        almanacs = self._of(owner.key)
        own = next(one for one in almanacs.every if one.collaboration_id == owner.id)
        known = almanacs.within(own, meeting.first, meeting.first)
        fitting = [one for one in known if fits(one, meeting)]
        if len(fitting) == 1:
            rule = fitting[0].occurrence.rule
            meeting.rule_key, meeting.part = rule.key, rule.part
            almanacs.count(meeting)
        return fitting

    def _of(self, key: str) -> Almanacs:
        family = home(self._families, key)
        if family.key not in self._almanacs:
            self._almanacs[family.key] = Almanacs(self._session, family, self._today)
        return self._almanacs[family.key]


def _owner(archive: Archive, key: str) -> object:
    return archive.get(Identity("collaboration", "", key))


def _title(known: Known) -> str:
    rule = known.occurrence.rule
    return known.almanac.own[rule.key].title


def _line(row: DateRow) -> MeetingLine:
    booking = row.plan.booking
    return MeetingLine(
        number=0,
        rule="",
        part="",
        title=row.plan.title,
        first=booking.first,
        last=booking.end,
        starts=booking.starts,
        ends=booking.ends,
        place=booking.place,
        link=booking.link or "",
        host=booking.host,
    )
