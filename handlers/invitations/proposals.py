"""Another time that somebody has asked for: what the coordinator does not grant is declined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.delivery import Kind, Loaded
from handlers.invitations.answering import meetings_known_as
from handlers.invitations.span import begins
from handlers.invitations.telling import invitation_of
from handlers.invitations.times import times_of
from handlers.invitations.whole import whole_invitation
from handlers.notices import Draft, Urgency, put
from handlers.people import by_email
from handlers.ports import Services
from handlers.series_views import Moment
from storage.models import Invitee, Meeting, Notice

# Why a mail with such a wish is set aside.
PROPOSAL = "calendar_proposal"
DECLINED = "declined_proposal"


@dataclass(frozen=True, slots=True)
class Asked:
    """Who has asked for another time of which meeting, and of which version of it.

    ``slot`` is which time of a series is meant.
    """

    uid: str
    attendee: str
    sequence: int
    slot: Moment | None = None


def decline_proposal(session: Session, services: Services, asked: Asked, mail: int) -> None:
    """Tell an attendee that a meeting keeps its time (DECLINECOUNTER, RFC 5546, 3.2.8).

    ``mail`` is the number of the mail that has asked. Nobody is told who is not invited, or of
    what is over; a meeting that has moved since is told as it is now, and nothing is declined.
    """
    # Of a series another time may be asked for as a whole: the next one stands for it.
    meeting = next(iter(meetings_known_as(session, services, asked.uid, asked.slot)), None)
    person = by_email(session, asked.attendee, guests=True)
    if meeting is None or person is None or meeting.state != "booked":
        return
    invitee = _invitee(session, meeting.id, person.id)
    if invitee is None or invitee.sequence > asked.sequence:
        return
    if begins(meeting) <= services.clock():
        return
    draft = Draft(
        key=f"{DECLINED}/{meeting.id}/p{person.id}/{mail}",
        kind=DECLINED,
        collaboration_id=meeting.collaboration_id,
        person_id=person.id,
        meeting_id=meeting.id,
        due_at=services.clock(),
        urgency=Urgency.WORKING_HOURS,
        details={
            "revision": meeting.revision,
            "whole": meeting.series_id is not None and asked.slot is None,
        },
        expires_at=begins(meeting),
    )
    put(session, services, [draft])


def _invitee(session: Session, meeting_id: int, person_id: int | None) -> Invitee | None:
    one = select(Invitee).filter_by(meeting_id=meeting_id, person_id=person_id)
    return session.scalars(one.where(Invitee.removed_at.is_(None))).one_or_none()


def _load(session: Session, services: Services, notices: Sequence[Notice]) -> Loaded:
    (notice,) = notices
    meeting = session.get_one(Meeting, notice.meeting_id)
    invitee = _invitee(session, meeting.id, notice.person_id)
    same = meeting.state == "booked" and meeting.revision == notice.details["revision"]
    if invitee is None or not same:
        return Loaded(None, settled=frozenset({notice.id}))
    if notice.details.get("whole"):
        times = times_of(session, meeting)
        whole = whole_invitation(session, services, times, notice)
        return Loaded(replace(whole, declined=True, stamp=None) if whole else None)
    return Loaded(invitation_of(session, meeting, invitee, notice, declined=True))


KINDS: Mapping[str, Kind] = {DECLINED: Kind(_load, first="mail")}
