"""A booked meeting as people see it."""

from handlers.contents import MeetingLine
from handlers.ports import SWEDEN
from storage.models import Meeting


def meeting_line(meeting: Meeting, collaboration: str) -> MeetingLine:
    """Return a meeting as people see it."""
    starts = meeting.starts_at.astimezone(SWEDEN).time() if meeting.starts_at else None
    return MeetingLine(
        number=meeting.id,
        rule=meeting.rule_key,
        part=meeting.part,
        title=meeting.title,
        first=meeting.first,
        last=meeting.last,
        starts=starts,
        place=meeting.place,
        host=meeting.host,
        state=meeting.state,
        collaboration=collaboration,
    )
