"""Coming on a meeting's list: by who invites, by a link, or by answering what was passed on."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.ports import Services
from storage.models import Invitee, Meeting

# How somebody has come on the list who was not invited: ``Invitee.origin``.
BY_LINK, BY_REPLY = "link", "reply"


def invitee_of(session: Session, meeting: Meeting, person_id: int) -> Invitee | None:
    """Return somebody's row on the list, locked: also that of who was taken off it."""
    one = select(Invitee).filter_by(meeting_id=meeting.id, person_id=person_id)
    return session.scalars(one.with_for_update()).one_or_none()


def let_in_again(invitee: Invitee, meeting: Meeting, services: Services) -> None:
    """Put somebody on the list again who was taken off it."""
    # Their calendar has been told that it is cancelled: only what is newer brings it back.
    invitee.sequence = max(invitee.sequence + 1, meeting.sequence)
    invitee.removed_at, invitee.invited_at = None, services.clock()


def join(
    session: Session, services: Services, meeting: Meeting, person_id: int, origin: str
) -> Invitee:
    """Put somebody on the list of a locked meeting who was not on it, and return their row."""
    invitee = invitee_of(session, meeting, person_id)
    if invitee is None:
        invitee = Invitee(
            collaboration_id=meeting.collaboration_id,
            meeting_id=meeting.id,
            person_id=person_id,
            sequence=meeting.sequence,
            invited_at=services.clock(),
        )
        session.add(invitee)
    else:
        let_in_again(invitee, meeting, services)
    invitee.origin = origin
    meeting.invited_at = meeting.invited_at or services.clock()
    session.flush()
    return invitee
