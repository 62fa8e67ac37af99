"""Swedish working days, days off and the days squeezed between them. Everything is local dates."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays.countries.sweden import Sweden

from schedules.cadence.errors import RuleError

_DAY = timedelta(days=1)
_SATURDAY = 5
# Between these the clocks change: the time may come twice or not at all.
_NIGHT = (time(2), time(3))


@cache
def _holidays() -> Sweden:
    # The library's default leaves out the eves that are days off in all but law: midsommarafton,
    # julafton and nyårsafton.
    return Sweden(categories=("public", "de_facto"), include_sundays=False)


@cache
def is_working_day(day: date) -> bool:
    """Tell whether people work on ``day``; a day squeezed between days off counts as one."""
    return day.weekday() < _SATURDAY and day not in _holidays()


def is_squeezed(day: date) -> bool:
    """Tell whether ``day`` is a klämdag: a working day with a day off on either side."""
    around = (day - _DAY, day + _DAY)
    return is_working_day(day) and not any(is_working_day(one) for one in around)


def suits_a_meeting(day: date) -> bool:
    """Tell whether a meeting may be proposed on ``day``: a working day that is no klämdag."""
    return is_working_day(day) and not is_squeezed(day)


def shifted(day: date, working_days: int) -> date:
    """Return the day that lies so many working days after ``day``, before it when negative."""
    step = _DAY if working_days > 0 else -_DAY
    for _ in range(abs(working_days)):
        day = next(one for one in _walk(day, step) if is_working_day(one))
    return day


def rolled(day: date, roll: str) -> date:
    """Return ``day``, or the working day ``before`` or ``after`` it when it is a day off."""
    if roll == "none" or is_working_day(day):
        return day
    return shifted(day, -1 if roll == "before" else 1)


def last_of(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def safe_clock(clock: time) -> time:
    """Return a local time of day; refuse the hour in which the clocks change."""
    if _NIGHT[0] <= clock < _NIGHT[1]:
        raise RuleError("night_hour")
    return clock


def at_time(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return the aware moment of a local time of day; refuse the hour of the clock changes."""
    return datetime.combine(day, safe_clock(clock), zone)


def _walk(day: date, step: timedelta) -> Iterator[date]:
    while True:
        day += step
        yield day
