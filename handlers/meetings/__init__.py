"""Booked meetings: what a quota asks for, and what steps and turns hang on."""

from handlers.meetings.booking import (
    book,
    cancel_meeting,
    mark_held,
    meetings_of_duty,
    move_meeting,
    show_meeting,
)
from handlers.meetings.wanted import LONGEST_HOST, LONGEST_PLACE, Booking

__all__ = [
    "LONGEST_HOST",
    "LONGEST_PLACE",
    "Booking",
    "book",
    "cancel_meeting",
    "mark_held",
    "meetings_of_duty",
    "move_meeting",
    "show_meeting",
]
