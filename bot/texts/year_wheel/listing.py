"""A year as a list: what comes often once, then month by month, and last what rests."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.texts.dates import hour_words, short_day
from bot.texts.duties import line_within
from bot.texts.safe import clean, sentence_case
from bot.texts.wording import text, word
from bot.texts.year_wheel.entries import Entry, Kind, entries, is_settled, kind_of, stretch
from bot.texts.year_wheel.notes import count_words, how_often, month_name, months_words, short_date
from handlers.contents import Duty, MeetingLine, Year

BETWEEN = " · "
_MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class YearPart:
    """A part of the year with its heading: a month, or what has no month of its own."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Dated:
    """A line and the day that it stands under."""

    day: date
    line: str


def wheel_lines(year: Year) -> tuple[YearPart, ...]:
    """Say the whole year: a thing stands under the month by whose end it is to be done."""
    found = entries(year)
    parts = (
        YearPart(text("year_wheel.often"), tuple(_often(found))),
        YearPart(text("year_wheel.any_time"), tuple(_any_time(found, year))),
        *_months(found, year),
        YearPart(sentence_case(word("calendar_state", "paused")), tuple(_resting(found))),
    )
    return tuple(part for part in parts if part.lines)


def meeting_line(meeting: MeetingLine, year: Year) -> str:
    """Say a booked meeting: when, what, where, and what has become of it."""
    starts = hour_words(meeting.starts) if meeting.starts else ""
    parts = (
        sentence_case(f"{_days(meeting, year.year)} {starts}".rstrip()),
        clean(meeting.title),
        clean(meeting.place),
        text("calendar.host", host=clean(meeting.host)) if meeting.host else "",
        word("meeting_state", meeting.state, ""),
        clean(meeting.collaboration) if meeting.collaboration != year.collaboration else "",
    )
    return BETWEEN.join(part for part in parts if part)


def _often(found: Iterable[Entry]) -> Iterable[str]:
    for entry in found:
        if entry.kind is Kind.REPEATED:
            said = f"{entry.name}, {how_often(entry.duties)}"
            parts = (said, count_words(entry.duties), _late(entry.duties))
            yield BETWEEN.join(part for part in parts if part)


def _late(duties: Iterable[Duty]) -> str:
    months = [_by(duty).month for duty in duties if duty.late and duty.state == "open"]
    return text("year_wheel.late", months=months_words(dict.fromkeys(months))) if months else ""


def _any_time(found: Iterable[Entry], year: Year) -> Iterable[str]:
    for duty in _single(found):
        if kind_of(duty, year.year) is Kind.ANY_TIME:
            yield _line(duty, year)


def _months(found: Iterable[Entry], year: Year) -> Iterable[YearPart]:
    lines = sorted((*_dated(found, year), *_booked(year)), key=lambda one: one.day)
    for month in _MONTHS:
        said = tuple(one.line for one in lines if one.day.month == month)
        yield YearPart(sentence_case(month_name(month)), said)


def _dated(found: Iterable[Entry], year: Year) -> Iterable[_Dated]:
    for duty in _single(found):
        kind = kind_of(duty, year.year)
        if kind is not Kind.ANY_TIME:
            earliest = _earliest(duty, year) if kind is Kind.PERIOD else ""
            yield _Dated(stretch(duty, year.year)[1], f"{_line(duty, year)}{earliest}")


def _line(duty: Duty, year: Year) -> str:
    line = line_within(duty, year.today, year.collaboration)
    # Of our own meetings, the line itself says whether they are booked.
    booked = duty.convener and duty.most == 1 and duty.state == "open" and is_settled(duty)
    return f"{line}{BETWEEN}{text('year_wheel.is_booked')}" if booked else line


def _earliest(duty: Duty, year: Year) -> str:
    """Say from when, where a whole month or the days that are already here do not say it."""
    first, last = stretch(duty, year.year)
    begun = first <= max(year.today, date(year.year, 1, 1))
    if begun or duty.state != "open" or is_settled(duty):
        return ""
    if (first.month, first.day) == (last.month, 1):
        return ""
    return BETWEEN + text("year_wheel.earliest", date=short_date(first))


def _booked(year: Year) -> Iterable[_Dated]:
    for meeting in year.meetings:
        day = min(max(meeting.first, date(year.year, 1, 1)), date(year.year, 12, 31))
        yield _Dated(day, meeting_line(meeting, year))


def _days(meeting: MeetingLine, year: int) -> str:
    first = short_day(meeting.first, year=meeting.first.year != year)
    if meeting.first == meeting.last:
        return first
    if (meeting.first.year, meeting.first.month) == (meeting.last.year, meeting.last.month):
        first = first.rpartition(" ")[0]
    return f"{first}–{short_day(meeting.last, year=meeting.last.year != year)}"


def _single(found: Iterable[Entry]) -> Iterable[Duty]:
    """Return the duties that are told one by one."""
    for entry in found:
        if entry.kind not in {Kind.REPEATED, Kind.PAUSED}:
            yield from entry.duties


def _resting(found: Iterable[Entry]) -> Iterable[str]:
    return (entry.name for entry in found if entry.kind is Kind.PAUSED)


def _by(duty: Duty) -> date:
    return duty.due or duty.first
