"""When somebody may be told something that can wait: in their own hours, on working days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from schedules.cadence import is_working_day

_DAY = timedelta(days=1)
_WORKING_WEEK = "12345"


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of a person's day, ``first`` to before ``last``, on some weekdays; local time."""

    first: int = 8
    last: int = 16
    weekdays: str = _WORKING_WEEK

    @property
    def ever_come(self) -> bool:
        """Tell whether any moment lies within these hours."""
        return self.first < self.last and any(day in self.weekdays for day in _WORKING_WEEK)

    def works(self, day: date) -> bool:
        """Tell whether somebody with these hours works on a local day."""
        return is_working_day(day) and str(day.isoweekday()) in self.weekdays


def opening(moment: datetime, hours: Hours, zone: ZoneInfo) -> datetime:
    """Return the first moment from ``moment`` on that lies within the hours, in UTC as given.

    The hours are whole and none is the one in which the clocks change, so each day has them all.
    """
    local = moment.astimezone(zone)
    if hours.works(local.date()) and hours.first <= local.hour < hours.last:
        return moment
    day = local.date() if local.hour < hours.first else local.date() + _DAY
    while not hours.works(day):
        day += _DAY
    return datetime.combine(day, time(hours.first), zone).astimezone(moment.tzinfo)


def first_of_day(day: date, hours: Hours, zone: ZoneInfo) -> datetime:
    """Return the first moment on or after a local day that lies within the hours, as local time."""
    return opening(datetime.combine(day, time(), zone), hours, zone)
