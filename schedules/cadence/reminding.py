"""On which days somebody is reminded of what falls due. Pure: local days in, local days out."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice, takewhile

from schedules.cadence.days import rolled, shifted

# So many working days before a date and on it; and before a window closes.
DATE = (20, 5, 0)
LONG, SHORT = (20, 5), (5,)
# So many working days after the last day, when nothing has happened.
AFTER = (5, 10, 20, 40, 60)
# A window of up to two months is brought up before it opens, a longer one once a month.
_SHORT_DAYS = 62
_AHEAD = 10
# What is to be done as soon as possible is brought up so many times.
_MONTHS = 12
_JULY = 7
_A_MONTH_ON = timedelta(days=31)


# Asked for the same days every morning.
@lru_cache(maxsize=4096)
def reminder_days(first: date, last: date | None, before: tuple[int, ...] = ()) -> tuple[date, ...]:
    """Return the working days on which somebody is reminded of what falls between two days.

    ``last`` None: as soon as possible. ``before`` counts working days before ``last`` where
    somebody has set others than the usual ones.
    """
    if last is None:
        return tuple(islice(_monthly(first), _MONTHS))
    # Of what is due on a day off one is reminded while it can still be done.
    end = rolled(last, "before")
    days = {shifted(end, -count) for count in before or _usual(first, last)}
    days |= {shifted(end, count) for count in AFTER}
    return tuple(sorted(days.union(_opening(first, last))))


def _usual(first: date, last: date) -> tuple[int, ...]:
    if first == last:
        return DATE
    return SHORT if (last - first).days <= _SHORT_DAYS else LONG


def _opening(first: date, last: date) -> list[date]:
    """Return the days that go with a window; a date has none."""
    if first == last:
        return []
    start = rolled(first, "after")
    if (last - first).days <= _SHORT_DAYS:
        return [shifted(start, -_AHEAD), start]
    return list(takewhile(lambda day: day <= last, _monthly(first)))


def _monthly(first: date) -> Iterator[date]:
    """Return a first day and the first working day of each month after it, but for July."""
    day = first
    while True:
        if day.month != _JULY:
            yield rolled(day, "after")
        day = (day.replace(day=1) + _A_MONTH_ON).replace(day=1)
