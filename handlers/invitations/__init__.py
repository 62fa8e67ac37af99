"""Inviting to meetings, telling everybody of what changes, and taking down what they answer."""

from handlers.invitations.answering import (
    CalendarReply,
    ReplyFate,
    record_reply,
    share_office,
    tell_once_more,
    titles_of,
)
from handlers.invitations.attendance import Attendance, Attending, attendance
from handlers.invitations.inviting import Invited, Whom, invite, send_again, uninvite
from handlers.invitations.telling import KINDS, tell_of_change

__all__ = [
    "KINDS",
    "Attendance",
    "Attending",
    "CalendarReply",
    "Invited",
    "ReplyFate",
    "Whom",
    "attendance",
    "invite",
    "record_reply",
    "send_again",
    "share_office",
    "tell_of_change",
    "tell_once_more",
    "titles_of",
    "uninvite",
]
