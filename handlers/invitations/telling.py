"""Telling those who are invited, each by themselves, in the transaction of what has changed.

What a message says is looked up when it is sent. So whoever gets one late gets the meeting as it is
then, and an update that is cut off halfway gives everybody the same version when it goes on.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from handlers.booked import meeting_line
from handlers.contents import Invitation
from handlers.delivery import Kind, Loaded
from handlers.invitations.joining import BY_LINK
from handlers.invitations.nudging import RSVP, plan_for_the_next, plan_nudges
from handlers.invitations.span import begins, over
from handlers.invitations.stamps import INVITATION, SERIES, stamp_of, stamped, stamps
from handlers.invitations.times import slot_of, times_of
from handlers.meeting_kinds import SUMMONED
from handlers.notices import Draft, State, Urgency, put
from handlers.papers import DOCUMENT, enclosures
from handlers.ports import Services
from storage.models import Collaboration, Invitee, Meeting, Notice

# Of what begins so soon, or was to begin so soon, people are told at once, at whatever hour.
SOON = timedelta(days=3)
WAITING = (State.QUEUED, State.RETRY)


def tell_of_change(
    session: Session,
    services: Services,
    meeting: Meeting,
    *,
    asks_again: bool,
    before: datetime | None = None,
) -> int:
    """Tell everybody invited how a meeting is now, and return how many are told.

    With ``asks_again`` what they have answered was to another time: each is asked once more.
    ``before`` is when it was to begin, where that has changed.
    """
    people = invited(session, meeting)
    if asks_again:
        meeting.sequence = 1 + max((meeting.sequence, *(one.sequence for one in people)))
        for one in people:
            one.sequence = meeting.sequence
    plan_nudges(session, services, meeting, people)
    plan_for_the_next(session, services, meeting)
    return tell(session, services, meeting, people, before=before)


def tell(
    session: Session,
    services: Services,
    meeting: Meeting,
    invitees: Iterable[Invitee],
    *,
    again: str = "",
    renewed: bool = False,
    before: datetime | None = None,
    at_once: bool = False,
) -> int:
    """Put one message for each into the outbox, instead of what waits there for them.

    Nobody is told of what is over, nor that it is off if they never heard of it. ``again`` tells a
    message that says the same as an earlier one apart from it, unless it is ``renewed``: then what
    goes with it has changed. ``at_once``, at whatever hour, is told what somebody has asked for and
    waits for.
    """
    people = _told_one_by_one(session, meeting, invitees)
    # First, since it locks: what has been taken up meanwhile is seen as told.
    _withdraw(session, services, meeting, people)
    if over(meeting) <= services.clock():
        return 0
    told = stamps(session, times_of(session, meeting), [one.person_id for one in people])
    soonest = services.clock() if at_once else min(filter(None, (begins(meeting), before)))
    drafts = [
        _draft(
            services,
            meeting,
            one,
            again=again,
            soonest=soonest,
            before=told.get(one.person_id),
            changed=one.person_id in told and (renewed or not again),
        )
        for one in people
        if one.person_id in told or not _is_off(meeting, one)
    ]
    return put(session, services, drafts)


def _told_one_by_one(
    session: Session, meeting: Meeting, invitees: Iterable[Invitee]
) -> list[Invitee]:
    """Leave out whom the invitation to the whole series is on its way to: it tells of this too."""
    if meeting.series_id is None:
        return list(invitees)
    waiting = select(Notice.person_id).where(
        Notice.meeting_id.in_([one.id for one in times_of(session, meeting)]),
        Notice.kind == SERIES,
        Notice.state.in_(WAITING),
    )
    whole = set(session.scalars(waiting))
    return [one for one in invitees if one.person_id not in whole]


def waits(session: Session, meeting: Meeting, invitee: Invitee) -> bool:
    """Tell whether something is still to be sent to somebody of a meeting."""
    waiting = _notices(meeting, [invitee]).where(Notice.state.in_(WAITING)).limit(1)
    return session.scalars(waiting).first() is not None


def _is_off(meeting: Meeting, invitee: Invitee) -> bool:
    return meeting.state == "cancelled" or invitee.removed_at is not None


def _withdraw(
    session: Session, services: Services, meeting: Meeting, invitees: Sequence[Invitee]
) -> None:
    waiting = _notices(meeting, invitees).where(Notice.state.in_(WAITING)).with_for_update()
    for notice in session.scalars(waiting):
        notice.state, notice.ended_at = State.CANCELLED, services.clock()


def _notices(meeting: Meeting, invitees: Sequence[Invitee]) -> Select[Notice]:
    people = [one.person_id for one in invitees]
    return select(Notice).where(
        Notice.meeting_id == meeting.id,
        Notice.kind == INVITATION,
        Notice.person_id.in_(people),
    )


def invited(session: Session, meeting: Meeting) -> Sequence[Invitee]:
    """Return those who are invited to a meeting, locked until the caller commits."""
    mine = select(Invitee).where(Invitee.meeting_id == meeting.id, Invitee.removed_at.is_(None))
    return session.scalars(mine.order_by(Invitee.id).with_for_update()).all()


def _draft(
    services: Services,
    meeting: Meeting,
    invitee: Invitee,
    *,
    again: str,
    soonest: datetime,
    before: datetime | None,
    changed: bool,
) -> Draft:
    now = services.clock()
    version = f"{meeting.revision}.{invitee.sequence}"
    named = (INVITATION, str(meeting.id), f"p{invitee.person_id}", version, again)
    return Draft(
        key="/".join(filter(None, named)),
        kind=INVITATION,
        collaboration_id=meeting.collaboration_id,
        person_id=invitee.person_id,
        meeting_id=meeting.id,
        due_at=now,
        urgency=Urgency.NOW if soonest - now <= SOON else Urgency.WORKING_HOURS,
        # What they have had before, if anything, is another version.
        details={"changed": changed, "sequence": invitee.sequence, **stamped(now, before)},
        expires_at=over(meeting),
    )


def _joined(invitee: Invitee) -> str:
    """Return whether who has registered has a place, or waits for one: where they still come."""
    comes = invitee.status == "accepted" and invitee.answered_sequence == invitee.sequence
    if invitee.origin != BY_LINK or not comes:
        return ""
    return "queue" if invitee.queued_at else "place"


def _load(session: Session, _services: Services, notices: Sequence[Notice]) -> Loaded:
    (notice,) = notices
    meeting = session.get_one(Meeting, notice.meeting_id)
    mine = select(Invitee).where(
        Invitee.meeting_id == meeting.id, Invitee.person_id == notice.person_id
    )
    invitee = session.scalars(mine).one()
    off = _is_off(meeting, invitee)
    newer = _notices(meeting, [invitee]).where(Notice.id > notice.id, Notice.state.in_(WAITING))
    if (meeting.state == "held" and not off) or session.scalars(newer.limit(1)).first():
        # Nothing to say any more, or about to be said by another.
        return Loaded(None, settled=frozenset({notice.id}))
    return Loaded(invitation_of(session, meeting, invitee, notice))


def invitation_of(
    session: Session,
    meeting: Meeting,
    invitee: Invitee,
    notice: Notice,
    *,
    declined: bool = False,
) -> Invitation:
    """Return what somebody is told of a meeting, as it is now."""
    off = _is_off(meeting, invitee)
    owner = session.get_one(Collaboration, meeting.collaboration_id)
    return Invitation(
        meeting=meeting_line(meeting, owner.name),
        uid=meeting.series.uid if meeting.series else meeting.uid,
        sequence=invitee.sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        about=meeting.about,
        answer_by=meeting.answer_by,
        cancelled=off,
        removed=off and meeting.state != "cancelled",
        changed=bool(notice.details.get("changed")),
        summons=meeting.kind in SUMMONED,
        reminder=notice.kind == RSVP,
        declined=declined,
        revision=meeting.revision,
        stamp=None if declined else stamp_of(notice),
        joined=_joined(invitee),
        papers=() if off else enclosures(session, meeting, DOCUMENT),
        slot=slot_of(meeting),
    )


# A calendar takes it from a mail; only who has none is told elsewhere.
KINDS: Mapping[str, Kind] = {INVITATION: Kind(_load, first="mail")}
