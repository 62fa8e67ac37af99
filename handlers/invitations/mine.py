"""The meetings that somebody is invited to, and what they have answered."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.booked import meeting_line
from handlers.contents import MeetingLine
from handlers.invitations.nudging import is_silent
from handlers.invitations.responding import standing_of
from handlers.meeting_views import Standing
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import Collaboration, Invitee, Meeting


def my_meetings(services: Services, asker: Asker) -> tuple[Standing, ...]:
    """Return the meetings ahead that the asker is invited to, in the order of time.

    What is cancelled is not among them. Of a series there is the next time, and those that wait for
    an answer after all others have theirs.
    """
    require(asker, Information.FOLLOWING)
    with services.database.session() as session:
        mine = (
            select(Invitee)
            .join(Meeting)
            .where(
                Invitee.person_id == asker.person_id,
                Invitee.removed_at.is_(None),
                Meeting.state == "booked",
                Meeting.last >= services.today(),
                or_(Meeting.ends_at.is_(None), Meeting.ends_at > services.clock()),
            )
            .options(joinedload(Invitee.meeting), joinedload(Invitee.person))
            .order_by(Meeting.first, Meeting.starts_at, Meeting.id)
        )
        rows = session.scalars(mine).all()
        return tuple(standing_of(session, services, one.meeting, one) for one in _next(rows))


def _next(rows: Sequence[Invitee]) -> Iterator[Invitee]:
    """Leave out the later times of each series that there is nothing to say of by themselves."""
    first: dict[int, Invitee] = {}
    for one in rows:
        if one.meeting.series_id is None:
            yield one
            continue
        before = first.setdefault(one.meeting.series_id, one)
        if one is before or (is_silent(one) and not is_silent(before)):
            yield one


def coming_meetings(services: Services, asker: Asker) -> tuple[MeetingLine, ...]:
    """Return what is booked ahead in the asker's collaborations, for whoever keeps the calendar.

    Of a series there is the next time alone.
    """
    require(asker, Information.CALENDAR)
    with services.database.session() as session:
        return tuple(_coming(session, services, asker))


def _coming(session: Session, services: Services, asker: Asker) -> Iterator[MeetingLine]:
    family = home(families(session), asker.collaboration)
    rows = session.execute(
        select(Meeting, Collaboration.name)
        .join(Collaboration, Collaboration.id == Meeting.collaboration_id)
        .where(
            Meeting.collaboration_id.in_(family.ids),
            Meeting.state == "booked",
            Meeting.last >= services.today(),
        )
        .order_by(Meeting.first, Meeting.starts_at, Meeting.id)
    )
    found = [(meeting, owner) for meeting, owner in rows]
    left = Counter(meeting.series_id for meeting, _ in found)
    told: set[int | None] = {None}
    for meeting, owner in found:
        if meeting.series_id is None:
            yield meeting_line(meeting, owner)
        elif meeting.series_id not in told:
            told.add(meeting.series_id)
            yield replace(meeting_line(meeting, owner), further=left[meeting.series_id] - 1)
