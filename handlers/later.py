"""When somebody can be reminded instead of now: on working days alone. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from schedules.cadence import rolled

_DAY = timedelta(days=1)
_MONDAY = 7


@dataclass(frozen=True, slots=True)
class LaterChoice:
    """A day to be reminded on: ``asked`` as it is meant, ``day`` the working day that it gives.

    ``code`` is one of tomorrow, next_week, two_weeks and next_month.
    """

    code: str
    asked: date
    day: date

    @property
    def is_moved(self) -> bool:
        """Tell whether the day that is meant is a day off."""
        return self.asked != self.day


def later_choices(today: date) -> tuple[LaterChoice, ...]:
    """Return the days that are offered on a local day; none of them twice."""
    month = (today.replace(day=1) + 31 * _DAY).replace(day=1)
    asked = {
        "tomorrow": today + _DAY,
        "next_week": today + (_MONDAY + 1 - today.isoweekday()) * _DAY,
        "two_weeks": today + 14 * _DAY,
        "next_month": month,
    }
    every = [LaterChoice(code, day, working_day(day)) for code, day in asked.items()]
    # A choice that is moved to another one's day says nothing of its own.
    plain = {one.day for one in every if not one.is_moved}
    kept = [one for one in every if not (one.is_moved and one.day in plain)]
    return tuple({one.day: one for one in reversed(kept)}.values())[::-1]


def working_day(day: date) -> date:
    """Return the day, or the next working day where it is a day off."""
    return rolled(day, "after")
