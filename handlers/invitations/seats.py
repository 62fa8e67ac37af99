"""Telling people of places: who waits for one, who has got one, and when enough of them come."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.boards import sort_of
from handlers.booked import meeting_line
from handlers.contents import Note, NoteCode
from handlers.delivery import Kind, Loaded
from handlers.meeting_kinds import MeetingKind
from handlers.notices import Draft, Urgency, put
from handlers.ports import Services
from handlers.reminders import keepers
from storage.indexes import families
from storage.models import Collaboration, Invitee, Meeting, Notice

QUEUED, PLACE, ENOUGH, FULL = (
    "meeting_queued", "meeting_place", "meeting_enough", "meeting_full",
)  # fmt: skip
TO_COORDINATORS = (ENOUGH, FULL)
_BY_MAIL = "mail"
# A course starts, and closes, where other meetings are held, and have a queue.
_OF_A_COURSE = {ENOUGH: NoteCode.COURSE_STARTS, FULL: NoteCode.COURSE_FULL}


def tell_queued(session: Session, services: Services, meeting: Meeting, invitee: Invitee) -> None:
    """Tell who has answered by way of their calendar that there is no room for now.

    Every other door shows that with its answer.
    """
    if invitee.answered_by == _BY_MAIL:
        put(session, services, [_to(services, QUEUED, meeting, invitee)])


def tell_place(session: Session, services: Services, meeting: Meeting, invitee: Invitee) -> None:
    """Tell who has waited that they have got a place. Call it before ``queued_at`` is emptied."""
    put(session, services, [_to(services, PLACE, meeting, invitee)])


def tell_reached(session: Session, services: Services, meeting: Meeting, seated: int) -> None:
    """Tell the coordinators, once, that enough people come, and that there is no more room."""
    reached = {
        ENOUGH: meeting.least is not None and seated >= meeting.least,
        FULL: meeting.places is not None and seated >= meeting.places,
    }
    told = [kind for kind, holds in reached.items() if holds]
    if not told:
        return
    family = next(one for one in families(session) if meeting.collaboration_id in one.ids)
    people = keepers(session, family, meeting.collaboration_id, services.today())
    draft = _draft(services, meeting)
    put(
        session,
        services,
        [
            replace(draft, key=f"{kind}/{meeting.id}/p{person}", kind=kind, person_id=person)
            for kind in told
            for person in people
        ],
    )


def _to(services: Services, kind: str, meeting: Meeting, invitee: Invitee) -> Draft:
    since = invitee.queued_at.isoformat() if invitee.queued_at else ""
    key = f"{kind}/{meeting.id}/p{invitee.person_id}/{since}"
    return replace(_draft(services, meeting), key=key, kind=kind, person_id=invitee.person_id)


def _draft(services: Services, meeting: Meeting) -> Draft:
    return Draft(
        key="",
        kind="",
        collaboration_id=meeting.collaboration_id,
        meeting_id=meeting.id,
        due_at=services.clock(),
        urgency=Urgency.WORKING_HOURS,
        expires_at=meeting.starts_at,
    )


def _load_own(session: Session, _services: Services, notices: Sequence[Notice]) -> Loaded:
    (notice,) = notices
    meeting = session.get_one(Meeting, notice.meeting_id)
    invitee = session.scalars(
        select(Invitee).filter_by(meeting_id=meeting.id, person_id=notice.person_id)
    ).one()
    waits = invitee.queued_at is not None
    holds = invitee.status == "accepted" and invitee.removed_at is None
    if meeting.state != "booked" or not holds or waits != (notice.kind == QUEUED):
        # It has changed since: another message tells how it is.
        return Loaded(None, settled=frozenset({notice.id}))
    return Loaded(_note(session, meeting, NoteCode(notice.kind)))


def _load_reached(session: Session, _services: Services, notices: Sequence[Notice]) -> Loaded:
    (notice,) = notices
    meeting = session.get_one(Meeting, notice.meeting_id)
    if meeting.state != "booked":
        return Loaded(None, settled=frozenset({notice.id}))
    seated = select(func.count()).where(
        Invitee.meeting_id == meeting.id,
        Invitee.status == "accepted",
        Invitee.removed_at.is_(None),
        Invitee.queued_at.is_(None),
    )
    count = str(session.execute(seated).scalar_one())
    code = NoteCode(notice.kind)
    if sort_of(meeting) == MeetingKind.COURSE:
        code = _OF_A_COURSE[notice.kind]
    return Loaded(_note(session, meeting, code, (("count", count),)))


def _note(
    session: Session,
    meeting: Meeting,
    code: NoteCode,
    values: tuple[tuple[str, str], ...] = (),
) -> Note:
    owner = session.get_one(Collaboration, meeting.collaboration_id)
    return Note(owner.name, code, values, meeting_line(meeting, owner.name))


KINDS: Mapping[str, Kind] = {
    QUEUED: Kind(_load_own),
    PLACE: Kind(_load_own),
    ENOUGH: Kind(_load_reached),
    FULL: Kind(_load_reached),
}
