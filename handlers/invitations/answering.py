"""Taking down what people answer, whichever way it comes.

A calendar's answer counts for the version that it was asked about (RFC 5546, section 2.1.5): its
SEQUENCE tells which, and its DTSTAMP which of several answers is the last.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.events import record
from handlers.invitations.places import has_place, seat
from handlers.invitations.telling import tell, waits
from handlers.invitations.times import ahead, rows_of, slot_of, times_of
from handlers.invitations.whole import tell_whole, whole_waits
from handlers.people import by_email
from handlers.ports import Services
from handlers.series_views import Moment
from storage.models import Invitee, Meeting, MeetingSeries


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

    ``slot`` is which time of a series is meant, None the whole of it, or what stands alone.
    ``status`` is one of accepted, tentative and declined. ``attendee`` is the address that it is
    the answer of: whether it can be believed is for the caller to know.
    """

    uid: str
    attendee: str
    status: str
    sequence: int = 0
    stamp: datetime | None = None
    comment: str = ""
    slot: Moment | None = None


def record_reply(services: Services, reply: CalendarReply, *, only_look: bool = False) -> ReplyFate:
    """Take down what a calendar has answered, and return what has become of it.

    With ``only_look`` nothing is taken down: only what would become of it is told.
    """
    with services.database.write() as session:
        fates = []
        meetings = meetings_known_as(session, services, reply.uid, reply.slot)
        rows = _rows(session, meetings, reply.attendee)
        for meeting in meetings:
            invitee = rows.get(meeting.id)
            fate = _fate(meeting, invitee, reply, _said_at(services, reply))
            counts = fate in {ReplyFate.TAKEN, ReplyFate.EARLIER} and not only_look
            if invitee is not None and counts:
                _record(session, services, meeting, invitee, reply)
            fates.append(fate)
        # To a series: taken where it is for any of its times.
        return min(fates, key=list(ReplyFate).index, default=ReplyFate.UNKNOWN)


def _record(
    session: Session,
    services: Services,
    meeting: Meeting,
    invitee: Invitee,
    reply: CalendarReply,
) -> None:
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


def titles_of(services: Services, uids: Collection[str]) -> Mapping[str, str]:
    """Return the meetings that are ours of those named by their ids: their titles."""
    with services.database.rows() as database:
        return {
            row.uid: row.title
            for known in (Meeting, MeetingSeries)
            for row in database.execute(select(known.uid, known.title).where(known.uid.in_(uids)))
        }


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
        meetings = meetings_known_as(session, services, uid, None)
        if not meetings:
            return ReplyFate.UNKNOWN
        rows = _rows(session, meetings, attendee)
        there = [one for one in meetings if one.id in rows and rows[one.id].removed_at is None]
        if there:
            _tell_again(session, services, there[0], rows[there[0].id])
        return ReplyFate.TAKEN if rows else ReplyFate.NOT_INVITED


def _tell_again(session: Session, services: Services, meeting: Meeting, invitee: Invitee) -> None:
    # Once a day: a calendar that asks for each that it gets would never stop.
    again, times = f"asked-{services.today().isoformat()}", times_of(session, meeting)
    if waits(session, meeting, invitee) or whole_waits(session, times, invitee.person_id):
        return
    if meeting.series_id is None:
        tell(session, services, meeting, [invitee], again=again)
    else:
        tell_whole(session, services, times, [invitee.person_id], again=again)


def meetings_known_as(
    session: Session, services: Services, uid: str, slot: Moment | None
) -> Sequence[Meeting]:
    """Return what is known by an id, locked: a meeting, one time of a series, or all of them.

    Calendars know the times of a series by the id of the whole: those to come are meant, the last
    one where there are none.
    """
    # Locked, since there may be fewer places than people who come at once.
    alone = session.scalars(select(Meeting).filter_by(uid=uid).with_for_update()).one_or_none()
    if alone is not None:
        return (alone,)
    series = select(MeetingSeries.id).filter_by(uid=uid).scalar_subquery()
    mine = select(Meeting).where(Meeting.series_id == series).order_by(Meeting.slot)
    times = session.scalars(mine.with_for_update()).all()
    if slot is not None:
        return [one for one in times if slot_of(one) == slot]
    return ahead(times, services.clock()) or times[-1:]


def _rows(session: Session, meetings: Sequence[Meeting], attendee: str) -> dict[int, Invitee]:
    person = by_email(session, attendee, guests=True)
    return rows_of(session, meetings, person.id, lock=True) if person else {}


def _fate(
    meeting: Meeting, invitee: Invitee | None, reply: CalendarReply, stamp: datetime | None
) -> ReplyFate:
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
