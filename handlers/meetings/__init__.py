"""Booked meetings: what a quota asks for, and what steps and turns hang on."""

from handlers.meeting_views import Planned, Terms
from handlers.meetings.booking import (
    book,
    cancel_meeting,
    mark_held,
    meetings_of_duty,
    move_meeting,
    show_meeting,
)
from handlers.meetings.counting import count_as, may_count_as
from handlers.meetings.planned import MOST_PLACES, Plan, next_time, plan_of
from handlers.meetings.planning import change_meeting, plan_meeting, set_terms, show_planned
from handlers.meetings.repeat import MOST_TIMES, Repeat
from handlers.meetings.repeating import cancel_series
from handlers.meetings.turns import host_in_turn, last_writer
from handlers.meetings.wanted import LONGEST_HOST, LONGEST_LINK, LONGEST_PLACE, Booking

__all__ = [
    "LONGEST_HOST",
    "LONGEST_LINK",
    "LONGEST_PLACE",
    "MOST_PLACES",
    "MOST_TIMES",
    "Booking",
    "Plan",
    "Planned",
    "Repeat",
    "Terms",
    "book",
    "cancel_meeting",
    "cancel_series",
    "change_meeting",
    "count_as",
    "host_in_turn",
    "last_writer",
    "mark_held",
    "may_count_as",
    "meetings_of_duty",
    "move_meeting",
    "next_time",
    "plan_meeting",
    "plan_of",
    "set_terms",
    "show_meeting",
    "show_planned",
]
