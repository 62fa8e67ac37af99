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
from handlers.invitations.clearing import clear_after_meetings
from handlers.invitations.forwarding import join_by_reply
from handlers.invitations.inviting import Invited, Whom, invite, send_again, uninvite
from handlers.invitations.opening import Registering, close_registration, open_registration
from handlers.invitations.registering import (
    LONGEST_EMAIL,
    LONGEST_NAME,
    Registration,
    RegistrationForm,
    register,
    registration_faults,
    registration_form,
)
from handlers.invitations.responding import (
    LONGEST_COMMENT,
    LONGEST_WISHES,
    Response,
    Standing,
    respond,
    standing,
)
from handlers.invitations.telling import tell_of_change

KINDS: Mapping[str, Kind] = {**telling.KINDS, **seats.KINDS}

__all__ = [
    "KINDS",
    "LONGEST_COMMENT",
    "LONGEST_EMAIL",
    "LONGEST_NAME",
    "LONGEST_WISHES",
    "Attendance",
    "Attending",
    "CalendarReply",
    "Invited",
    "Registering",
    "Registration",
    "RegistrationForm",
    "ReplyFate",
    "Response",
    "Standing",
    "Whom",
    "attendance",
    "clear_after_meetings",
    "close_registration",
    "invite",
    "join_by_reply",
    "open_registration",
    "record_reply",
    "register",
    "registration_faults",
    "registration_form",
    "respond",
    "send_again",
    "share_office",
    "standing",
    "tell_of_change",
    "tell_once_more",
    "titles_of",
    "uninvite",
]
