"""What a reminder to answer says when it is sent, and to whom it says nothing any more."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.contents import Invitation
from handlers.delivery import Kind, Loaded
from handlers.invitations.nudging import RSVP, is_silent
from handlers.invitations.span import begins
from handlers.invitations.telling import invitation_of, waits
from handlers.invitations.times import times_of
from handlers.invitations.whole import whole_invitation, whole_waits
from handlers.ports import Services
from storage.models import Invitee, Meeting, Notice


def _load(session: Session, services: Services, notices: Sequence[Notice]) -> Loaded:
    (notice,) = notices
    meeting = session.get_one(Meeting, notice.meeting_id)
    mine = select(Invitee).filter_by(meeting_id=meeting.id, person_id=notice.person_id)
    invitee = session.scalars(mine).one()
    asked = meeting.state == "booked" and invitee.removed_at is None and is_silent(invitee)
    if asked and begins(meeting) > services.clock() and not _waits(session, meeting, invitee):
        return Loaded(_told(session, services, meeting, invitee, notice))
    # Answered, off, too late, or about to be told how it is now.
    return Loaded(None, settled=frozenset({notice.id}))


def _waits(session: Session, meeting: Meeting, invitee: Invitee) -> bool:
    if waits(session, meeting, invitee):
        return True
    return whole_waits(session, times_of(session, meeting), invitee.person_id)


def _told(
    session: Session, services: Services, meeting: Meeting, invitee: Invitee, notice: Notice
) -> Invitation | None:
    """Return what is asked: of all times of a series, unless this one has been asked about anew."""
    if meeting.series_id is None or meeting.sequence:
        return invitation_of(session, meeting, invitee, notice)
    return whole_invitation(session, services, times_of(session, meeting), notice, reminder=True)


KINDS: Mapping[str, Kind] = {RSVP: Kind(_load, first="mail")}
