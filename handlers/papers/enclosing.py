"""The documents of a meeting as they go out with what somebody is told of it."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from handlers.enclosures import Enclosure
from storage.models import Meeting, MeetingPaper

# All files of one message together; what has no room is had from the coordinator. Many mail
# servers take no more than ten megabytes, and files get longer by a third on their way.
MOST_ENCLOSED = 6_000_000


def enclosures(session: Session, meeting: Meeting, kind: str) -> tuple[Enclosure, ...]:
    """Return the documents of a kind in their order, the files as far as they have room."""
    return tuple(_enclosed(session, meeting, kind))


def _enclosed(session: Session, meeting: Meeting, kind: str) -> Iterator[Enclosure]:
    mine = select(MeetingPaper).filter_by(meeting_id=meeting.id, kind=kind)
    room = MOST_ENCLOSED
    rows = mine.options(undefer(MeetingPaper.content)).order_by(MeetingPaper.id)
    for row in session.scalars(rows):
        size = len(row.content or b"")
        content = row.content if size <= room else None
        room -= size if content is not None else 0
        yield Enclosure(row.title, row.link, row.filename, row.media_type, content)
