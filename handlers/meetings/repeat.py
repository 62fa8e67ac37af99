"""How often a meeting is to be held, and whether that can be."""

from dataclasses import dataclass
from datetime import date, timedelta

from handlers.errors import Refusal
from handlers.meetings.wanted import Booking
from schedules.recurrence import Every, Recurrence

MOST_TIMES = 60
_LONGEST = timedelta(days=2 * 366)
_MONTHS = range(1, 13)
_FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """How often a meeting is held: ``every`` week, two_weeks or month, the same weekday.

    Until a local day and with it, but not in the months ``without``, by their numbers.
    """

    every: str
    until: date
    without: tuple[int, ...] = ()


def check_repeat(repeat: Repeat, booking: Booking) -> None:
    """Refuse what is no series: one time alone, too many, too long, or one that begins off."""
    if repeat.every not in set(Every) or not set(repeat.without) <= set(_MONTHS):
        raise Refusal("form_unreadable")
    if repeat.until > booking.first + _LONGEST:
        raise Refusal("series_too_long")
    days = recurrence_of(repeat, booking).days
    if booking.first not in days:
        raise Refusal("series_first_left_out")
    if len(days) < _FEWEST:
        raise Refusal("series_of_one")
    if len(days) > MOST_TIMES:
        raise Refusal("series_too_many", most=MOST_TIMES)


def recurrence_of(repeat: Repeat, booking: Booking) -> Recurrence:
    """Return the days of a series that begins with a booking."""
    return Recurrence(
        every=Every(repeat.every), first=booking.first, until=repeat.until, without=repeat.without
    )
