"""When and where somebody wants to meet, and whether that can be."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from handlers.errors import Refusal
from handlers.ports import SWEDEN
from schedules.cadence import RuleError, at_time, is_working_day

LONGEST_PLACE, LONGEST_LINK, LONGEST_HOST = 300, 500, 200
LONGEST_DAYS = 14
_WEB = re.compile(rf"https?://[!-~]{{1,{LONGEST_LINK - 8}}}")
# Whoever names a day further away has mistyped the year.
FURTHEST = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """When and where somebody wants to meet: local days, and local times where they are known.

    ``ends`` is a time of the last day. ``link`` is where one takes part at a distance; None keeps
    what a meeting has.
    """

    first: date
    last: date | None = None
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    link: str | None = None
    host: str = ""

    @property
    def end(self) -> date:
        """Return the last day."""
        return self.last or self.first


def check(booking: Booking, today: date) -> None:
    """Refuse days that are off, past or too far, and hours that may not be."""
    if booking.end < booking.first:
        raise Refusal("period_backwards")
    if (booking.end - booking.first).days >= LONGEST_DAYS:
        raise Refusal("meeting_too_long", days=LONGEST_DAYS)
    if booking.first < today - timedelta(days=366) or booking.first > today + FURTHEST:
        raise Refusal("day_too_far", date=booking.first)
    if not is_working_day(booking.first):
        raise Refusal("day_off", date=booking.first)
    _check_times(booking)
    if booking.link and not _WEB.fullmatch(booking.link.strip()):
        raise Refusal("link_not_web")


def _check_times(booking: Booking) -> None:
    for day, at in ((booking.first, booking.starts), (booking.end, booking.ends)):
        if at is not None:
            try:
                at_time(day, at, SWEDEN)
            except RuleError as error:
                raise Refusal("night_hour") from error
    if booking.ends is None:
        return
    if booking.starts is None:
        raise Refusal("end_without_start")
    if booking.end == booking.first and booking.ends <= booking.starts:
        raise Refusal("ends_before_start")


def values(booking: Booking) -> dict[str, object]:
    """Return a booking as the columns of a meeting."""
    link = {} if booking.link is None else {"link": booking.link.strip()}
    return {
        **link,
        "first": booking.first,
        "last": booking.end,
        "starts_at": _moment(booking.first, booking.starts),
        "ends_at": _moment(booking.end, booking.ends),
        "place": " ".join(booking.place.split())[:LONGEST_PLACE],
        "host": " ".join(booking.host.split())[:LONGEST_HOST],
    }


def _moment(day: date, at: time | None) -> datetime | None:
    return None if at is None else datetime.combine(day, at, SWEDEN).astimezone(UTC)
