"""The cadence: what recurs and when. Pure: rules and facts in, dates and windows out."""

from schedules.cadence.days import (
    at_time,
    is_squeezed,
    is_working_day,
    rolled,
    shifted,
    suits_a_meeting,
)
from schedules.cadence.errors import RuleError
from schedules.cadence.facts import Booked, Facts, Waiting
from schedules.cadence.hosts import turns
from schedules.cadence.occurrences import Occurrence, State, occurrences
from schedules.cadence.reading import leans_on, read_rules
from schedules.cadence.reminding import reminder_days
from schedules.cadence.rules import SEASONS, Rule, Rules, Seasons, Written

__all__ = [
    "SEASONS",
    "Booked",
    "Facts",
    "Occurrence",
    "Rule",
    "RuleError",
    "Rules",
    "Seasons",
    "State",
    "Waiting",
    "Written",
    "at_time",
    "is_squeezed",
    "is_working_day",
    "leans_on",
    "occurrences",
    "read_rules",
    "reminder_days",
    "rolled",
    "shifted",
    "suits_a_meeting",
    "turns",
]
