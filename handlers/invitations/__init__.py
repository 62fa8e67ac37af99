"""Inviting to meetings, telling everybody of what changes, and taking down what they answer."""

from collections.abc import Mapping

from handlers.delivery import Kind
from handlers.invitations import proposals, reminding, seats, shown, telling, whole
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
from handlers.invitations.clearing import clear_after_meetings
from handlers.invitations.forwarding import join_by_reply
from handlers.invitations.inviting import Invited, invite, send_again, uninvite
from handlers.invitations.mine import coming_meetings, my_meetings
from handlers.invitations.naming import Named, named, people_named
from handlers.invitations.nudging import Nudged, remind_silent
from handlers.invitations.offices import EVERYBODY, FILTERS, OfficePeople, by_office
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
    respond,
    standing,
    times_of_mine,
)
from handlers.invitations.shown import Words, show_words
from handlers.invitations.telling import tell_of_change
from handlers.invitations.worded import WordedReply, answer_in_words
from handlers.meeting_views import Attendance, Attending, Circle, Preview, Response, Standing, Whom

KINDS: Mapping[str, Kind] = {
    **telling.KINDS,
    **whole.KINDS,
    **reminding.KINDS,
    **seats.KINDS,
    **proposals.KINDS,
    **shown.KINDS,
}
# Of a meeting, but to those who arrange it: whoever replies to these answers no invitation.
TO_COORDINATORS = (*seats.TO_COORDINATORS, *shown.KINDS)

__all__ = [
    "EVERYBODY",
    "FILTERS",
    "KINDS",
    "LONGEST_COMMENT",
    "LONGEST_EMAIL",
    "LONGEST_NAME",
    "LONGEST_WISHES",
    "ROLES",
    "TO_COORDINATORS",
    "Attendance",
    "Attending",
    "CalendarReply",
    "Circle",
    "Invited",
    "Named",
    "Nudged",
    "OfficePeople",
    "Preview",
    "Registering",
    "Registration",
    "RegistrationForm",
    "ReplyFate",
    "Response",
    "Standing",
    "Whom",
    "WordedReply",
    "Words",
    "answer_in_words",
    "attendance",
    "by_office",
    "circles",
    "clear_after_meetings",
    "close_registration",
    "coming_meetings",
    "invite",
    "join_by_reply",
    "my_meetings",
    "named",
    "open_registration",
    "people_named",
    "preview",
    "record_reply",
    "register",
    "registration_faults",
    "registration_form",
    "remind_silent",
    "respond",
    "send_again",
    "send_invitation",
    "share_office",
    "show_words",
    "standing",
    "tell_of_change",
    "tell_once_more",
    "times_of_mine",
    "titles_of",
    "uninvite",
]
