"""Who has a place at a meeting, and who waits for one.

A place is kept until whoever has it says that they do not come: also while they are asked anew
because the meeting has moved. Who has waited longest moves up as soon as there is room.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.boards import sort_of
from handlers.invitations.seats import tell_place, tell_queued, tell_reached
from handlers.meeting_kinds import MeetingKind
from handlers.ports import Services
from storage.models import Invitee, Meeting

ACCEPTED, REMOTE = "accepted", "remote"


def comes(meeting: Meeting, invitee: Invitee) -> bool:
    """Tell whether somebody needs a place: who takes part at a distance from a room does not."""
    if invitee.status != ACCEPTED or invitee.removed_at is not None:
        return False
    return not (asks_how(meeting) and invitee.attends == REMOTE)


def asks_how(meeting: Meeting) -> bool:
    """Tell whether one can take part in a room as well as at a distance."""
    return bool(meeting.place and meeting.link)


def has_place(meeting: Meeting, invitee: Invitee) -> bool:
    """Tell whether somebody comes, and there is room for them."""
    return comes(meeting, invitee) and invitee.queued_at is None


def seat(
    session: Session, services: Services, meeting: Meeting, invitee: Invitee, *, had_place: bool
) -> None:
    """Give somebody who has just answered a place, or let them wait; others move up.

    Call it with the meeting locked. ``had_place`` is what ``has_place`` told before the answer.
    """
    if not comes(meeting, invitee):
        invitee.queued_at = None
    elif not had_place and invitee.queued_at is None and not _room(session, meeting, invitee):
        invitee.queued_at = services.clock()
        tell_queued(session, services, meeting, invitee)
    move_up(session, services, meeting)


def move_up(session: Session, services: Services, meeting: Meeting) -> None:
    """Give those who have waited longest what places there are, and tell them."""
    session.flush()
    people = _coming(session, meeting)
    seated = sum(one.queued_at is None for one in people)
    waiting = sorted(
        (one for one in people if one.queued_at is not None),
        key=lambda one: (one.queued_at, one.id),
    )
    free = len(waiting) if meeting.places is None else max(0, meeting.places - seated)
    for invitee in waiting[:free]:
        tell_place(session, services, meeting, invitee)
        invitee.queued_at = None
    tell_reached(session, services, meeting, seated + len(waiting[:free]))


def turn_in_queue(session: Session, meeting: Meeting, invitee: Invitee) -> int:
    """Return which turn somebody has who waits for a place, from 1; 0 for who does not."""
    if invitee.queued_at is None:
        return 0
    mine = (invitee.queued_at, invitee.id)
    return sum(
        one.queued_at is not None and (one.queued_at, one.id) <= mine
        for one in _coming(session, meeting)
    )


def is_full(session: Session, meeting: Meeting) -> bool:
    """Tell whether whoever says now that they come has to wait for a place."""
    return meeting.places is not None and len(_coming(session, meeting)) >= meeting.places


def takes_no_more(session: Session, meeting: Meeting) -> bool:
    """Tell whether nobody can register just now: a course closes where others have a queue.

    It opens again by itself as soon as there is room. Who is invited waits in any case.
    """
    return sort_of(meeting) == MeetingKind.COURSE and is_full(session, meeting)


def _room(session: Session, meeting: Meeting, besides: Invitee) -> bool:
    if meeting.places is None:
        return True
    return sum(one.id != besides.id for one in _coming(session, meeting)) < meeting.places


def _coming(session: Session, meeting: Meeting) -> Sequence[Invitee]:
    """Return all who need a place, those who wait for one among them."""
    rows = session.scalars(select(Invitee).filter_by(meeting_id=meeting.id, status=ACCEPTED))
    return [one for one in rows if comes(meeting, one)]
