"""A booked meeting as people see it, found among the asker's own."""

from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.contents import MeetingLine
from handlers.errors import Refusal
from handlers.ports import SWEDEN
from handlers.scope import home
from storage.indexes import families
from storage.models import Meeting


def found_meeting(session: Session, asker: Asker, number: int, *, lock: bool = False) -> Meeting:
    """Return a meeting of the asker's collaborations; refuse one that is not there for them.

    With ``lock`` nobody else changes it, or who is invited to it, until the caller commits.
    """
    require(asker, Information.CALENDAR)
    family = home(families(session), asker.collaboration)
    meeting = session.get(Meeting, number, with_for_update=lock or None)
    if meeting is None or meeting.collaboration_id not in family.ids:
        raise Refusal("meeting_gone")
    return meeting


def meeting_line(meeting: Meeting, collaboration: str) -> MeetingLine:
    """Return a meeting as people see it."""
    starts, ends = (
        moment.astimezone(SWEDEN).time() if moment else None
        for moment in (meeting.starts_at, meeting.ends_at)
    )
    return MeetingLine(
        number=meeting.id,
        rule=meeting.rule_key,
        part=meeting.part,
        title=meeting.title,
        first=meeting.first,
        last=meeting.last,
        starts=starts,
        ends=ends,
        place=meeting.place,
        link=meeting.link,
        host=meeting.host,
        state=meeting.state,
        collaboration=collaboration,
        uid=meeting.uid,
    )
