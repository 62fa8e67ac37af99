"""When a meeting is: whole days, or from one moment to another."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from typing import TypeAlias
from zoneinfo import ZoneInfo, available_timezones

from bot.workspace.agenda.lines import Line

STOCKHOLM = ZoneInfo("Europe/Stockholm")
# When something begins: a day, or an aware moment where it has an hour.
Moment: TypeAlias = datetime | date
# At the ends of time, reckoning in another zone fails.
_FIRST_YEAR, _LAST_YEAR = 1970, 2200
_WRITTEN = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?", re.ASCII)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class When:
    """From ``starts`` to ``ends``: both aware moments, or both days, the last one with them."""

    starts: Moment
    ends: Moment

    @property
    def is_whole_days(self) -> bool:
        """Tell whether it has no hours."""
        return not isinstance(self.starts, datetime)

    @property
    def first(self) -> date:
        """Give its first day, where the people are."""
        return day_of(self.starts)

    @property
    def last(self) -> date:
        """Give its last day, where the people are."""
        return day_of(self.ends)

    def is_over(self, now: datetime) -> bool:
        """Tell whether it has been. ``now`` is aware."""
        if isinstance(self.ends, datetime):
            return self.ends <= now
        return self.ends < day_of(now)

    def at(self, starts: Moment) -> "When":
        """Give what is as long and begins at another time, of the same kind."""
        if isinstance(starts, datetime) and isinstance(self.starts, datetime):
            # Reckoned in UTC: in local time an hour would be lost or won when the clocks change.
            begins, ends = self.starts.astimezone(UTC), _aware(self.ends).astimezone(UTC)
            return When(starts, (starts.astimezone(UTC) + (ends - begins)).astimezone(STOCKHOLM))
        return When(starts, starts + (self.last - self.first))


def when_of(starts: Line | None, ends: Line | None) -> When | None:
    """Read when an event is; None where that does not say when it begins."""
    begins = read_moment(starts)
    if begins is None:
        return None
    stops = read_moment(ends)
    if isinstance(begins, datetime):
        return When(begins, stops if isinstance(stops, datetime) and stops > begins else begins)
    # The end is the day after the last one.
    days = not isinstance(stops, datetime) and stops is not None and stops > begins
    return When(begins, stops - _DAY if days and stops is not None else begins)


def read_moment(line: Line | None) -> Moment | None:
    """Read a day, or an aware moment; None for what is neither.

    A zone that nobody knows, and none at all, is Sweden's: that is where the calendar hangs.
    """
    found = _WRITTEN.fullmatch(line.value.strip().upper()) if line else None
    if line is None or found is None or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        return None
    numbers = [int(one) for one in found.groups()[:6] if one]
    try:
        if found[4] is None:
            return date(*numbers)
        zone = UTC if found[7] else _zone(line.param("TZID"))
        return datetime(*numbers, tzinfo=zone).astimezone(STOCKHOLM)  # type: ignore[misc,arg-type]  # six numbers
    except ValueError:
        return None


def stamp_of(line: Line | None) -> datetime | None:
    """Read an aware moment, or None for anything else."""
    found = read_moment(line)
    return found if isinstance(found, datetime) else None


def written_utc(moment: datetime) -> str:
    """Write a moment as calendars do in UTC."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def day_of(moment: Moment) -> date:
    """Give the day that something is on where the people are."""
    return moment.astimezone(STOCKHOLM).date() if isinstance(moment, datetime) else moment


def _aware(moment: Moment) -> datetime:
    if isinstance(moment, datetime):
        return moment
    raise TypeError("a day at the end of what begins at an hour")


def _zone(name: str) -> tzinfo:
    # Asked for by its name alone, the library opens whatever file or folder is called so.
    return ZoneInfo(name) if name in _known_zones() else STOCKHOLM


@cache
def _known_zones() -> frozenset[str]:
    return frozenset(available_timezones())
