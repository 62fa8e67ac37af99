"""When a meeting begins and when it is over, whole days among them."""

from datetime import date, datetime, time, timedelta

from handlers.ports import SWEDEN
from storage.models import Meeting

_DAY = timedelta(days=1)


def begins(meeting: Meeting) -> datetime:
    """Return when a meeting begins, aware: at its hour, or with its first day."""
    return meeting.starts_at or _midnight(meeting.first)


def over(meeting: Meeting) -> datetime:
    """Return when a meeting is over, aware: at its hour, or with its last day."""
    return meeting.ends_at or _midnight(meeting.last + _DAY)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0, 0), SWEDEN)
