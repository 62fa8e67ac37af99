"""Calendars that live on mail alone, as people's own do, and know nothing of who invites."""

from bot.workspace.agenda.diaries import Agenda, Diaries
from bot.workspace.agenda.diary import Answer, Diary, Entry, Proposal, Status, Taken
from bot.workspace.agenda.messages import BrokenMessageError, Event, Message, read_message
from bot.workspace.agenda.moments import Moment, When
from bot.workspace.agenda.replies import Program, Reply

__all__ = [
    "Agenda",
    "Answer",
    "BrokenMessageError",
    "Diaries",
    "Diary",
    "Entry",
    "Event",
    "Message",
    "Moment",
    "Program",
    "Proposal",
    "Reply",
    "Status",
    "Taken",
    "When",
    "read_message",
]
