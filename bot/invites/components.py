"""What every calendar of ours begins with, and when its events are, whatever it is for."""

from datetime import timedelta

from icalendar import Calendar, Event

from bot.invites.happening import Begun, Timed, When

_PRODUCT = "-//Samverkansboten//Kalender//SV"
DAY = timedelta(days=1)


def empty_calendar() -> Calendar:
    """Return a calendar without a method and without events (RFC 5545, section 3.7)."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    return calendar


def set_when(event: Event, when: When) -> None:
    """Set when an event begins and ends: at its hours in Swedish time, or on its whole days."""
    if isinstance(when, Timed):
        starts, ends = when.local
        event.add("dtstart", starts)
        event.add("dtend", ends)
        return
    if isinstance(when, Begun):
        event.add("dtstart", when.local)
        return
    event.add("dtstart", when.first)
    # The end is the first day that does not belong to it (RFC 5545, section 3.6.1).
    event.add("dtend", when.last + DAY)
    # Otherwise Outlook makes it an appointment from midnight to midnight.
    event.add("x-microsoft-cdo-alldayevent", "TRUE")
