"""The days of each shape, a year at a time."""

from collections.abc import Iterator
from datetime import date

from schedules.cadence.days import last_of, rolled, shifted
from schedules.cadence.facts import Booked
from schedules.cadence.rules import Deadline, Quota

_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
    "oktober", "november", "december",
)  # fmt: skip


def date_of(shape: Deadline, year: int) -> date:
    """Return a deadline's day in ``year``, rolled away from a day off as the rule says."""
    if shape.day == 0:
        return rolled(last_of(year, shape.month), shape.roll)
    return rolled(date(year, shape.month, shape.day), shape.roll)


def excepted(said: str, year: int) -> tuple[date, date]:
    """Return the days of a year's exception: a date, or the month that its words begin with.

    Words that name neither say no more than the year.
    """
    try:
        day = date.fromisoformat(said)
    except ValueError:
        month = next((at for at, name in enumerate(_MONTHS, 1) if said.startswith(name)), None)
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        return date(year, month, 1), last_of(year, month)
    return day, day


def windows(shape: Quota, year: int) -> Iterator[tuple[str, date, date]]:
    """Return the windows of a quota in ``year``: its slot, its first and its last day."""
    if shape.monthly:
        for month in shape.months:
            yield f"{year}-{month:02}", date(year, month, 1), last_of(year, month)
        return
    slot = f"{year}-{shape.season}" if shape.season else str(year)
    yield slot, date(year, shape.months[0], 1), last_of(year, shape.months[-1])


def around(offset: str | int, meeting: Booked, start: date) -> tuple[date, date | None]:
    """Return the days that lie so around ``meeting``; before it they begin with ``start``."""
    if isinstance(offset, int):
        day = shifted(meeting.first if offset < 0 else meeting.last, offset)
        return day, day
    before, after = shifted(meeting.first, -1), shifted(meeting.last, 1)
    return {
        "before": (min(start, before), before),
        "after": (after, None),
        "with": (meeting.first, meeting.last),
        "adjacent": (before, after),
    }[offset]
