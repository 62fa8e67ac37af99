"""Inviting to meetings, telling everybody of what changes, and taking down what they answer."""

from collections.abc import Mapping

from handlers.delivery import Kind
from handlers.invitations import proposals, seats, telling
from handlers.invitations.answering import (
    CalendarReply,
    ReplyFate,
    record_reply,
    share_office,
    tell_once_more,
    titles_of,
)
from handlers.invitations.attendance import attendance
from handlers.invitations.circles import (
    ROLES,
    circles,
    preview,
    send_invitation,
)
from handlers.invitations.inviting import Invited, invite, send_again, uninvite
from handlers.invitations.mine import coming_meetings, my_meetings
from handlers.invitations.naming import Named, named, people_named
from handlers.invitations.nudging import Nudged, remind_silent
from handlers.invitations.responding import respond, standing
from handlers.invitations.telling import tell_of_change
from handlers.meeting_views import Attendance, Attending, Circle, Preview, Response, Standing, Whom

KINDS: Mapping[str, Kind] = {
    **telling.KINDS,
    **seats.KINDS,
    **proposals.KINDS,
}

__all__ = [
    "KINDS",
    "ROLES",
    "Attendance",
    "Attending",
    "CalendarReply",
    "Circle",
    "Invited",
    "Named",
    "Nudged",
    "Preview",
    "ReplyFate",
    "Response",
    "Standing",
    "Whom",
    "attendance",
    "circles",
    "coming_meetings",
    "invite",
    "my_meetings",
    "named",
    "people_named",
    "preview",
    "record_reply",
    "remind_silent",
    "respond",
    "send_again",
    "send_invitation",
    "share_office",
    "standing",
    "tell_of_change",
    "tell_once_more",
    "titles_of",
    "uninvite",
]
