"""Telling those who are invited, each by themselves, in the transaction of what has changed.

What a message says is looked up when it is sent. So whoever gets one late gets the meeting as it is
then, and an update that is cut off halfway gives everybody the same version when it goes on.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from handlers.booked import meeting_line
from handlers.contents import Invitation
from handlers.delivery import Kind, Loaded
from handlers.notices import Draft, State, Urgency, put
from handlers.ports import SWEDEN, Services
from storage.models import Collaboration, Invitee, Meeting, Notice

INVITATION = "invitation"
# Of what begins so soon people are told at once, at whatever hour.
SOON = timedelta(days=3)
_DAY = timedelta(days=1)
_WAITING = (State.QUEUED, State.RETRY)
_NEVER_LEFT = (*_WAITING, State.CANCELLED, State.STALE)


def tell_of_change(
    session: Session, services: Services, meeting: Meeting, *, asks_again: bool
) -> int:
    """Tell everybody invited how a meeting is now, and return how many that is.

    With ``asks_again`` what they have answered was to another time: each is asked once more.
    """
    invited = _invited(session, meeting)
    if asks_again:
        meeting.sequence = 1 + max((meeting.sequence, *(one.sequence for one in invited)))
        for one in invited:
            one.sequence = meeting.sequence
    return tell(session, services, meeting, invited)


def tell(
    session: Session,
    services: Services,
    meeting: Meeting,
    invitees: Iterable[Invitee],
    *,
    again: str = "",
) -> int:
    """Put one message for each into the outbox, instead of what waits there for them.

    ``again`` tells one that says the same as an earlier one apart from it.
    """
    people = list(invitees)
    _withdraw(session, services, meeting, people)
    drafts = [_draft(services, meeting, one, again) for one in people]
    return put(session, services, drafts)


def was_told(session: Session, meeting: Meeting, invitee: Invitee) -> bool:
    """Tell whether something may have reached somebody of a meeting."""
    left = _notices(meeting, [invitee]).where(Notice.state.not_in(_NEVER_LEFT)).limit(1)
    # What waits to be tried once more may have come by the first time.
    doubted = _notices(meeting, [invitee]).where(Notice.in_doubt).limit(1)
    return any(session.scalars(one).first() is not None for one in (left, doubted))


def waits(session: Session, meeting: Meeting, invitee: Invitee) -> bool:
    """Tell whether something is still to be sent to somebody of a meeting."""
    waiting = _notices(meeting, [invitee]).where(Notice.state.in_(_WAITING)).limit(1)
    return session.scalars(waiting).first() is not None


def withdraw(session: Session, services: Services, meeting: Meeting, invitee: Invitee) -> None:
    """Take back what waits for somebody; what is on its way is past that."""
    _withdraw(session, services, meeting, [invitee])


def _withdraw(
    session: Session, services: Services, meeting: Meeting, invitees: Sequence[Invitee]
) -> None:
    waiting = _notices(meeting, invitees).where(Notice.state.in_(_WAITING)).with_for_update()
    for notice in session.scalars(waiting):
        notice.state, notice.ended_at = State.CANCELLED, services.clock()


def _notices(meeting: Meeting, invitees: Sequence[Invitee]) -> Select[Notice]:
    people = [one.person_id for one in invitees]
    return select(Notice).where(
        Notice.meeting_id == meeting.id,
        Notice.kind == INVITATION,
        Notice.person_id.in_(people),
    )


def _invited(session: Session, meeting: Meeting) -> Sequence[Invitee]:
    mine = select(Invitee).where(Invitee.meeting_id == meeting.id, Invitee.removed_at.is_(None))
    return session.scalars(mine.order_by(Invitee.id).with_for_update()).all()


def _draft(services: Services, meeting: Meeting, invitee: Invitee, again: str) -> Draft:
    now = services.clock()
    begins, over = _begins(meeting), _over(meeting)
    version = f"{meeting.revision}.{invitee.sequence}"
    return Draft(
        key="/".join(
            part
            for part in (INVITATION, str(meeting.id), f"p{invitee.person_id}", version, again)
            if part
        ),
        kind=INVITATION,
        collaboration_id=meeting.collaboration_id,
        person_id=invitee.person_id,
        meeting_id=meeting.id,
        due_at=now,
        urgency=Urgency.NOW if begins - now <= SOON else Urgency.WORKING_HOURS,
        # A calendar that is told of what is over shows it all the same, but nobody needs it.
        expires_at=over if over > now else None,
    )


def _begins(meeting: Meeting) -> datetime:
    return meeting.starts_at or _midnight(meeting.first)


def _over(meeting: Meeting) -> datetime:
    return meeting.ends_at or _midnight(meeting.last + _DAY)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0, 0), SWEDEN)


def _load(session: Session, _services: Services, notices: Sequence[Notice]) -> Loaded:
    (notice,) = notices
    meeting = session.get_one(Meeting, notice.meeting_id)
    mine = select(Invitee).where(
        Invitee.meeting_id == meeting.id, Invitee.person_id == notice.person_id
    )
    invitee = session.scalars(mine).one()
    off = meeting.state == "cancelled" or invitee.removed_at is not None
    if meeting.state == "held" and not off:
        return Loaded(None, settled=frozenset({notice.id}))
    owner = session.get_one(Collaboration, meeting.collaboration_id)
    return Loaded(
        Invitation(
            meeting=meeting_line(meeting, owner.name),
            uid=meeting.uid,
            sequence=invitee.sequence,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            about=meeting.about,
            answer_by=meeting.answer_by,
            cancelled=off,
            removed=off and meeting.state != "cancelled",
            changed=meeting.revision > 0,
        )
    )


# A calendar takes it from a mail; only who has none is told elsewhere.
KINDS: Mapping[str, Kind] = {INVITATION: Kind(_load, first="mail")}
