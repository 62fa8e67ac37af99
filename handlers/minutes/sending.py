"""Sending the finished minutes of a meeting to all who were invited."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.boards import has_minutes
from handlers.booked import found_meeting, meeting_line
from handlers.contents import SentMinutes
from handlers.delivery import Kind, Loaded
from handlers.errors import Refusal
from handlers.events import record
from handlers.notices import Draft, Urgency, put
from handlers.papers import MINUTES, enclosures
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import Collaboration, Invitee, Meeting, MeetingPaper, Notice

SENT_MINUTES = "minutes"


def send_minutes(services: Services, asker: Asker, number: int) -> int:
    """Send the finished minutes to everybody invited, and return to how many.

    The same minutes go to nobody twice. Refuses where none are kept, and where nobody is invited.
    """
    with services.database.write() as session:
        meeting = found_meeting(session, asker, number, lock=True)
        version = _kept_at(session, meeting)
        if version is None:
            raise Refusal("no_minutes", title=meeting.title)
        people = _invited(session, meeting)
        if not people:
            raise Refusal("nobody_invited")
        told = put(session, services, [_draft(services, meeting, one, version) for one in people])
        record(
            session,
            services.clock(),
            asker,
            "minutes_sent",
            about=("meeting", str(meeting.id)),
            collaboration_id=meeting.collaboration_id,
            told=told,
        )
        return told


def latest_minutes(session: Session, collaboration: str) -> int | None:
    """Return the meeting of a family whose minutes were kept last, by number."""
    family = home(families(session), collaboration)
    kept = (MeetingPaper.collaboration_id.in_(family.ids), MeetingPaper.kind == MINUTES)
    latest = select(MeetingPaper.meeting_id).where(*kept)
    return session.scalar(latest.order_by(MeetingPaper.created_at.desc()).limit(1))


def _kept_at(session: Session, meeting: Meeting) -> datetime | None:
    mine = (MeetingPaper.meeting_id == meeting.id, MeetingPaper.kind == MINUTES)
    return session.scalar(select(func.max(MeetingPaper.created_at)).where(*mine))


def _invited(session: Session, meeting: Meeting) -> Sequence[int]:
    mine = (Invitee.meeting_id == meeting.id, Invitee.removed_at.is_(None))
    return session.scalars(select(Invitee.person_id).where(*mine).order_by(Invitee.id)).all()


def _draft(services: Services, meeting: Meeting, person: int, version: datetime) -> Draft:
    return Draft(
        key=f"{SENT_MINUTES}/{meeting.id}/p{person}/{version:%Y%m%dT%H%M%S}",
        kind=SENT_MINUTES,
        collaboration_id=meeting.collaboration_id,
        person_id=person,
        meeting_id=meeting.id,
        due_at=services.clock(),
        urgency=Urgency.WORKING_HOURS,
    )


def _load(session: Session, _services: Services, notices: Sequence[Notice]) -> Loaded:
    (notice,) = notices
    meeting = session.get_one(Meeting, notice.meeting_id)
    files = enclosures(session, meeting, MINUTES)
    if not files:
        return Loaded(None, settled=frozenset({notice.id}))
    owner = session.get_one(Collaboration, meeting.collaboration_id)
    line = meeting_line(meeting, owner.name)
    return Loaded(SentMinutes(line, has_minutes(meeting), files))


# Only a mail can have a file with it.
KINDS: Mapping[str, Kind] = {SENT_MINUTES: Kind(_load, first="mail")}
