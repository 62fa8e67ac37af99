"""From a row of a list of dates to the meeting that somebody wants."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time

from handlers.imports.cells import Cells
from handlers.imports.date_row import DateRow, Guests
from handlers.imports.dates.moments import (
    Days,
    OtherWeekdayError,
    check_weekday,
    read_days,
    read_hour,
    read_hours,
)
from handlers.imports.dates.whom import read_guests
from handlers.imports.directory import Directory
from handlers.imports.problems import Code, Expected, MeetingFault
from handlers.meeting_kinds import KIND_WORDS, kind_named
from handlers.meetings import LONGEST_HOST, LONGEST_PLACE, Booking, Plan, Terms
from handlers.meetings.planned import LONGEST_ABOUT, LONGEST_TITLE

_LONGEST = {
    "title": LONGEST_TITLE,
    "place": LONGEST_PLACE,
    "host": LONGEST_HOST,
    "about": LONGEST_ABOUT,
}


@dataclass(frozen=True, slots=True)
class DateRows:
    """Reads the rows of a list of dates.

    ``owner`` is the collaboration whose meetings they are where a row does not say it, "" where
    nobody has; ``named`` are those that a row may name, by what they are called in lower case.
    """

    owner: str
    named: Mapping[str, str]
    directory: Callable[[str], Directory]

    def read(self, cells: Cells) -> DateRow | None:
        """Read one row; None where something is wrong with it, which has been reported."""
        before = len(cells.problems)
        _check_lengths(cells)
        owner = self._owner(cells)
        days = _days(cells)
        guests = read_guests(cells, self.directory(owner)) if owner else Guests()
        terms = Terms(places=_places(cells))
        plan = _plan(cells, days or Days(date.max, date.max), guests)
        if len(cells.problems) > before or not owner or days is None:
            return None
        given = frozenset(column for column in cells.kind.columns if cells.text(column))
        return DateRow(
            collaboration=owner, plan=plan, terms=terms, guests=guests, given=given, cells=cells
        )

    def _owner(self, cells: Cells) -> str:
        said = cells.said("collaboration")
        if not said:
            if not self.owner and "collaboration" in cells.at:
                cells.report(Code.MISSING, "collaboration")
            return self.owner
        found = self.named.get(said.casefold(), "")
        if not found:
            known = tuple(sorted(set(self.named.values())))
            cells.report(Code.UNKNOWN_REFERENCE, "collaboration", found=said, known=known)
        return found


def _plan(cells: Cells, days: Days, guests: Guests) -> Plan:
    starts, ends = _hours(cells, days)
    return Plan(
        title=" ".join(cells.said("title").split()),
        kind=_kind(cells),
        about=cells.said("about"),
        answer_by=_answer_by(cells),
        whom=guests.whom,
        booking=Booking(
            first=days.first,
            last=days.last,
            starts=starts,
            ends=ends,
            place=cells.said("place"),
            link=cells.said("link"),
            host=cells.said("host"),
        ),
    )


def _check_lengths(cells: Cells) -> None:
    if not cells.said("title"):
        cells.report(Code.MISSING, "title")
    for column, longest in _LONGEST.items():
        text = cells.said(column)
        if len(text) > longest:
            cells.report(Code.TOO_LONG, column, found=text, known=(str(longest),))


def _days(cells: Cells) -> Days | None:
    """Read the days: of one cell that names them all, or of one for each end."""
    column = "day" if cells.said("day") else "first"
    if not cells.said(column):
        cells.report(Code.MISSING, "first" if "first" in cells.at else "day")
        return None
    days = _read_days(cells, column)
    last = _read_days(cells, "last") if cells.said("last") else days
    if days is None or last is None:
        return None
    _check_weekday(cells, days.first)
    return Days(days.first, last.last, days.starts, days.ends or last.starts)


def _read_days(cells: Cells, column: str) -> Days | None:
    text = cells.said(column)
    try:
        return read_days(text)
    except OtherWeekdayError:
        cells.report_meeting(MeetingFault.OTHER_WEEKDAY, column)
    except ValueError:
        cells.report(Code.WRONG, column, Expected.MEETING_DAY, text)
    return None


def _check_weekday(cells: Cells, day: date) -> None:
    text = cells.said("weekday")
    try:
        if text:
            check_weekday(text, day)
    except OtherWeekdayError:
        cells.report_meeting(MeetingFault.OTHER_WEEKDAY, "weekday")
    except ValueError:
        cells.report(Code.WRONG, "weekday", Expected.WEEKDAY, text)


def _hours(cells: Cells, days: Days) -> tuple[time | None, time | None]:
    both = cells.parsed("time", cells.said("time"), read_hours, Expected.HOURS)
    starts, ends = both or (None, None)
    starts = cells.parsed("starts", cells.said("starts"), read_hour, Expected.HOUR) or starts
    ends = cells.parsed("ends", cells.said("ends"), read_hour, Expected.HOUR) or ends
    return starts or days.starts, ends or days.ends


def _kind(cells: Cells) -> str:
    said = cells.said("kind")
    found = kind_named(said) if said else None
    if said and found is None:
        cells.report(Code.WRONG, "kind", Expected.ONE_OF, said, KIND_WORDS)
    return str(found or "")


def _answer_by(cells: Cells) -> date | None:
    found = _read_days(cells, "answer_by") if cells.said("answer_by") else None
    return found.last if found else None


def _places(cells: Cells) -> int | None:
    return cells.parsed("places", cells.said("places"), _whole, Expected.INTEGER)


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise ValueError(text)
    return int(text)
