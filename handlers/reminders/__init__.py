"""Reminders: who is told of what falls due, on which days, and what it says then."""

from handlers.reminders.ahead import next_event
from handlers.reminders.audiences import contact_persons, keepers
from handlers.reminders.contents import KINDS
from handlers.reminders.planning import plan_due
from handlers.reminders.rounds import OFFICE_REMINDER

__all__ = ["KINDS", "OFFICE_REMINDER", "contact_persons", "keepers", "next_event", "plan_due"]
