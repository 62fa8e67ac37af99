"""Dates and times as calendars write them (RFC 5545, sections 3.3.4 and 3.3.5)."""

import re
from datetime import UTC, date, datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from bot.invites.happening import Moment
from bot.invites.zones import STOCKHOLM

# No meeting is in another: at the ends of time, reckoning in another zone fails.
_FIRST_YEAR, _LAST_YEAR = 1970, 2200
_WRITTEN = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?", re.ASCII)


def read_moment(written: str, zone: str = "") -> Moment | None:
    """Return a day, or an aware moment; None for what is neither.

    A zone that nobody knows is Sweden's: we have sent it in that one, and calendars repeat it.
    """
    found = _WRITTEN.fullmatch(written.strip().upper())
    if found is None:
        return None
    year, month, day, hour, minute, second, utc = found.groups()
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        return None
    try:
        if hour is None:
            return date(int(year), int(month), int(day))
        numbers = (int(one) for one in (year, month, day, hour, minute, second))
        return datetime(*numbers, tzinfo=UTC if utc else _zone(zone))  # type: ignore[misc,arg-type]
    except ValueError:
        return None


def read_stamp(written: str) -> datetime | None:
    """Return an aware moment, or None for anything else."""
    found = read_moment(written)
    return found if isinstance(found, datetime) else None


def _zone(name: str) -> tzinfo:
    known = WINDOWS_TO_OLSON.get(name.strip('"'), name.strip('"'))
    # Asked for by its name alone, the library opens whatever file or folder is called so.
    return ZoneInfo(known) if known in _known_zones() else STOCKHOLM


@cache
def _known_zones() -> frozenset[str]:
    return frozenset(available_timezones())
