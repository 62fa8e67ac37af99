"""Planning a series of meetings, and cancelling what is left of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.booked import meeting_line
from handlers.contents import MeetingLine
from handlers.errors import Refusal
from handlers.invitations.nudging import plan_nudges
from handlers.invitations.telling import invited
from handlers.invitations.times import ahead, locked_times
from handlers.invitations.whole import tell_whole
from handlers.meetings.changing import log, withdraw
from handlers.meetings.repeat import Repeat, recurrence_of
from handlers.meetings.wanted import Booking, values
from handlers.ports import Services
from storage.models import Collaboration, Meeting, MeetingSeries

_OWN = ("first", "last", "starts_at", "ends_at")
_SHARED = ("title", "place", "link", "about")


def repeat_meeting(
    session: Session, meeting: Meeting, booking: Booking, repeat: Repeat
) -> list[Meeting]:
    """Make a new meeting the first time of a series, and return its other times, to be added."""
    series = MeetingSeries(
        collaboration_id=meeting.collaboration_id,
        every=repeat.every,
        until=repeat.until,
        without=list(repeat.without),
        created_at=meeting.created_at,
        created_by_id=meeting.created_by_id,
        **{name: getattr(meeting, name) for name in (*_OWN, *_SHARED)},
    )
    session.add(series)
    session.flush()
    meeting.series_id, meeting.slot = series.id, booking.first
    later = [day for day in recurrence_of(repeat, booking).days if day != booking.first]
    return [_time(meeting, booking, day) for day in later]


def cancel_series(services: Services, asker: Asker, number: int) -> MeetingLine:
    """Cancel a meeting and all times of its series to come; what has been stays as it was.

    Refuses a meeting that stands alone, and a series that has no time left.
    """
    with services.database.write() as session:
        meeting, times = locked_times(session, asker, number)
        if meeting.series_id is None:
            raise Refusal("no_series")
        left = ahead(times, services.clock())
        if not left:
            raise Refusal("meeting_over")
        _cancel(session, services, asker, times, left)
        owner = session.get_one(Collaboration, meeting.collaboration_id)
        return meeting_line(left[0], owner.name)


def _cancel(
    session: Session,
    services: Services,
    asker: Asker,
    times: Sequence[Meeting],
    left: Sequence[Meeting],
) -> None:
    lists = [(one, invited(session, one)) for one in left]
    asked = [one.sequence for one in left]
    asked += [row.sequence for _, rows in lists for row in rows]
    for one, rows in lists:
        one.state, one.sequence = "cancelled", 1 + max(asked)
        one.revision += 1
        for row in rows:
            row.sequence = one.sequence
        withdraw(session, services, one)
        plan_nudges(session, services, one, rows)
        log(session, services, asker, one, "meeting_cancelled")
    people = dict.fromkeys(row.person_id for _, rows in lists for row in rows)
    tell_whole(session, services, times, people)


def _time(like: Meeting, booking: Booking, day: date) -> Meeting:
    """Return a meeting like the first one of its series, on another day at the same hour.

    Who hosts the first does not host them all, and the last day to answer is that of the first.
    """
    last = day + (booking.end - booking.first)
    moved = replace(booking, first=day, last=last, host="")
    kept = {
        name: getattr(like, name)
        for name in (
            "collaboration_id", "series_id", "kind", "title", "about", "places", "least",
            "asks_wishes", "receiver_id", "minutes_by_id", "audience", "created_at",
            "created_by_id",
        )
    }  # fmt: skip
    return Meeting(**kept, **values(moved), slot=day)
