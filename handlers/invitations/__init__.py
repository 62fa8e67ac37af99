"""Inviting to meetings, telling everybody of what changes, and taking down what they answer."""

from collections.abc import Mapping

from handlers.delivery import Kind
from handlers.invitations import seats, telling
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
from handlers.invitations.responding import Response, Standing, respond, standing
from handlers.invitations.telling import tell_of_change

KINDS: Mapping[str, Kind] = {**telling.KINDS, **seats.KINDS}

__all__ = [
    "KINDS",
    "Attendance",
    "Attending",
    "CalendarReply",
    "Invited",
    "ReplyFate",
    "Response",
    "Standing",
    "Whom",
    "attendance",
    "invite",
    "record_reply",
    "respond",
    "send_again",
    "share_office",
    "standing",
    "tell_of_change",
    "tell_once_more",
    "titles_of",
    "uninvite",
]
