"""Taking down what people answer, whichever way it comes.

A calendar's answer counts for the version that it was asked about (RFC 5546, section 2.1.5): its
SEQUENCE tells which, and its DTSTAMP which of several answers is the last.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.events import record
from handlers.invitations.places import has_place, seat
from handlers.invitations.telling import tell, waits
from handlers.people import by_email
from handlers.ports import Services
from storage.models import Invitee, Meeting


class ReplyFate(StrEnum):
    """What has become of an answer."""

    TAKEN = "taken"
    EARLIER = "earlier"  # kept: it was to an earlier version of the meeting
    OLD = "old"  # they have answered since; this one came late, or twice
    NOT_INVITED = "not_invited"
    REMOVED = "removed"
    OVER = "over"  # the meeting is cancelled or has been held
    UNKNOWN = "unknown"  # there is no such meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarReply:
    """What somebody's calendar has answered. ``stamp`` is aware; None where it does not tell.

    ``status`` is one of accepted, tentative and declined. ``attendee`` is the address that it is
    the answer of: whether it can be believed is for the caller to know.
    """

    uid: str
    attendee: str
    status: str
    sequence: int = 0
    stamp: datetime | None = None
    comment: str = ""


def record_reply(services: Services, reply: CalendarReply, *, only_look: bool = False) -> ReplyFate:
    """Take down what a calendar has answered, and return what has become of it.

    With ``only_look`` nothing is taken down: only what would become of it is told.
    """
    with services.database.write() as session:
        meeting, invitee = _found(session, reply.uid, reply.attendee)
        fate = _fate(meeting, invitee, reply, _said_at(services, reply))
        counts = fate in {ReplyFate.TAKEN, ReplyFate.EARLIER} and not only_look
        if meeting is not None and invitee is not None and counts:
            had_place = has_place(meeting, invitee)
            take_down(services, invitee, reply)
            seat(session, services, meeting, invitee, had_place=had_place)
            record(
                session,
                services.clock(),
                Asker("", invitee.person_id, door="mail"),
                "meeting_answered",
                about=("meeting", str(meeting.id)),
                collaboration_id=meeting.collaboration_id,
                status=reply.status,
                sequence=invitee.answered_sequence,
            )
        return fate


def titles_of(services: Services, uids: Collection[str]) -> Mapping[str, str]:
    """Return the meetings that are ours of those named by their ids: their titles."""
    found = select(Meeting.uid, Meeting.title).where(Meeting.uid.in_(uids))
    with services.database.rows() as database:
        return {row.uid: row.title for row in database.execute(found)}


def share_office(services: Services, one: str, other: str) -> bool:
    """Tell whether two addresses are of people at the same office, by the register.

    What a guest has said of themselves proves nothing.
    """
    with services.database.session() as session:
        first, second = by_email(session, one), by_email(session, other)
        if first is None or second is None or first.office_id is None:
            return False
        return first.office_id == second.office_id


def tell_once_more(services: Services, uid: str, attendee: str) -> ReplyFate:
    """Send the invitation again to whose calendar has lost it (REFRESH, RFC 5546, 3.2.6)."""
    with services.database.write() as session:
        meeting, invitee = _found(session, uid, attendee)
        if meeting is None:
            return ReplyFate.UNKNOWN
        if invitee is None:
            return ReplyFate.NOT_INVITED
        if invitee.removed_at is None and not waits(session, meeting, invitee):
            # Once a day: a calendar that asks for each that it gets would never stop.
            today = services.today().isoformat()
            tell(session, services, meeting, [invitee], again=f"asked-{today}")
        return ReplyFate.TAKEN


def _found(session: Session, uid: str, attendee: str) -> tuple[Meeting | None, Invitee | None]:
    # Locked, since there may be fewer places than people who come at once.
    found = select(Meeting).filter_by(uid=uid).with_for_update()
    meeting = session.scalars(found).one_or_none()
    person = by_email(session, attendee, guests=True)
    if meeting is None or person is None:
        return meeting, None
    mine = select(Invitee).filter_by(meeting_id=meeting.id, person_id=person.id)
    return meeting, session.scalars(mine.with_for_update()).one_or_none()


def _fate(
    meeting: Meeting | None, invitee: Invitee | None, reply: CalendarReply, stamp: datetime | None
) -> ReplyFate:
    if meeting is None:
        return ReplyFate.UNKNOWN
    if invitee is None:
        return ReplyFate.NOT_INVITED
    if invitee.removed_at is not None:
        return ReplyFate.REMOVED
    if meeting.state != "booked":
        return ReplyFate.OVER
    if _is_old(invitee, reply, stamp):
        return ReplyFate.OLD
    return ReplyFate.TAKEN if reply.sequence >= invitee.sequence else ReplyFate.EARLIER


def _is_old(invitee: Invitee, reply: CalendarReply, stamp: datetime | None) -> bool:
    answered = invitee.answered_sequence
    if answered is None:
        return False
    asked = min(reply.sequence, invitee.sequence)
    if asked != answered:
        return asked < answered
    return stamp is not None and invitee.stamp is not None and stamp <= invitee.stamp


def _said_at(services: Services, reply: CalendarReply) -> datetime | None:
    """Return when it was said: a clock that is ahead must not outdo every later answer."""
    return min(reply.stamp, services.clock()) if reply.stamp else None


def take_down(services: Services, invitee: Invitee, reply: CalendarReply) -> None:
    """Write an answer into the row of whose it is, in the caller's transaction."""
    invitee.status = reply.status
    if reply.status != "accepted":
        # Calendars do not tell a room from a link: whoever comes, comes as they said before.
        invitee.attends = ""
    # Some calendars count on by themselves: nobody can have answered what was never asked.
    invitee.answered_sequence = min(reply.sequence, invitee.sequence)
    invitee.answered_at = services.clock()
    invitee.answered_by = "mail"
    invitee.stamp = _said_at(services, reply) or services.clock()
    invitee.comment = reply.comment[:1000]
