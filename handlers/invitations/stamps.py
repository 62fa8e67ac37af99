"""When each version that a calendar is told of was made: calendars pass over what is not later.

A DTSTAMP has no parts of a second (RFC 5545, 3.8.7.2). Where SEQUENCE stays, two versions made in
one second would be told apart by nothing, so the later one is dated a second after the other.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.invitations.nudging import RSVP
from storage.models import Meeting, Notice

# To one meeting, or one time of a series; to all times of a series.
INVITATION, SERIES = "invitation", "invitation_series"
_STAMP = "stamp"
_TICK = timedelta(seconds=1)


def stamp_of(notice: Notice) -> datetime:
    """Return when what a notice tells of was made, aware."""
    written = notice.details.get(_STAMP)
    return datetime.fromisoformat(written) if written else notice.due_at


def stamps(
    session: Session, meetings: Iterable[Meeting], people: Iterable[int]
) -> dict[int | None, datetime]:
    """Return the latest version that may have reached each of them, whatever became of it.

    ``meetings`` are all times of a series, or one that stands alone; ``people`` are numbers.
    """
    tried = select(Notice).where(
        Notice.meeting_id.in_([one.id for one in meetings]),
        Notice.kind.in_((INVITATION, SERIES, RSVP)),
        Notice.person_id.in_(list(people)),
        Notice.attempts > 0,
    )
    found: dict[int | None, datetime] = {}
    for one in session.scalars(tried):
        found[one.person_id] = max(stamp_of(one), found.get(one.person_id, stamp_of(one)))
    return found


def stamped(now: datetime, before: datetime | None) -> dict[str, str]:
    """Return what a notice is to remember, where its version would not be later than ``before``."""
    if before is None or now.replace(microsecond=0) > before:
        return {}
    return {_STAMP: (before.replace(microsecond=0) + _TICK).isoformat()}
