"""Truly regular days: each week, each other week, or the same weekday of each month."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from dateutil.rrule import rrulestr

from schedules.cadence import is_working_day

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEK = 7
# A month has four of each weekday; what is the fifth of one is the last of every month.
_LAST = 5


class Every(StrEnum):
    """How often."""

    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """From a local day on, until another one and with it, but not in the months ``without``.

    Months are numbers from 1.
    """

    every: Every
    first: date
    until: date
    without: tuple[int, ...] = ()

    @property
    def rule(self) -> str:
        """Return the rule as RFC 5545, section 3.3.10, writes it, without its end."""
        weekday = _WEEKDAYS[self.first.weekday()]
        if self.every is Every.MONTH:
            return f"FREQ=MONTHLY;BYDAY={self.turn}{weekday}"
        return f"FREQ=WEEKLY;INTERVAL={2 if self.every is Every.TWO_WEEKS else 1};BYDAY={weekday}"

    @property
    def turn(self) -> int:
        """Return which of its weekdays in the month the first day is: 1 to 4, or -1, the last."""
        turn = (self.first.day - 1) // _WEEK + 1
        return -1 if turn == _LAST else turn

    @property
    def given(self) -> tuple[date, ...]:
        """Return every day that the rule gives, in order."""
        begins = datetime.combine(self.first, time(0))
        ends = datetime.combine(self.until, time(0))
        return tuple(
            day.date()
            for day in rrulestr(self.rule, dtstart=begins).between(begins, ends, inc=True)
        )

    @property
    def days(self) -> tuple[date, ...]:
        """Return the days that are meant: neither in a month that is left out, nor a day off."""
        return tuple(
            day for day in self.given if day.month not in self.without and is_working_day(day)
        )
