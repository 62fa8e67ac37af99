"""The times of a series of meetings: which there are, and what the whole of it is to somebody."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.booked import found_meeting
from handlers.invitations.span import begins, over
from handlers.ports import SWEDEN
from handlers.series_views import Moment, OtherTime, Recurring, Rhythm
from schedules.recurrence import Every, Recurrence
from storage.models import Invitee, Meeting, MeetingSeries

_WORDS = ("title", "place", "link", "about")


def times_of(session: Session, meeting: Meeting, *, lock: bool = False) -> Sequence[Meeting]:
    """Return all times of the series that a meeting belongs to, in the order of the rule.

    Of a meeting that stands alone, itself. With ``lock`` they are as they are now, and nobody else
    changes them before the caller commits.
    """
    alone = Meeting.id == meeting.id
    mine = alone if meeting.series_id is None else Meeting.series_id == meeting.series_id
    times = select(Meeting).where(mine).order_by(Meeting.slot)
    if not lock:
        return (meeting,) if meeting.series_id is None else session.scalars(times).all()
    return session.scalars(times.with_for_update().execution_options(populate_existing=True)).all()


def locked_times(session: Session, asker: Asker, number: int) -> tuple[Meeting, Sequence[Meeting]]:
    """Return a meeting of the asker's collaborations, and all times of its series, locked.

    All are locked in their order, or two who begin with different times would wait for each other.
    """
    meeting = found_meeting(session, asker, number)
    return meeting, times_of(session, meeting, lock=True)


def ahead(times: Iterable[Meeting], now: datetime) -> list[Meeting]:
    """Return those that are booked and not over at an aware moment, in the order of time."""
    left = (one for one in times if one.state == "booked" and over(one) > now)
    return sorted(left, key=lambda one: (begins(one), one.id))


def rows_of(
    session: Session, times: Iterable[Meeting], person_id: int, *, lock: bool = False
) -> dict[int, Invitee]:
    """Return how somebody stands to each of the times that they are or were invited to."""
    mine = select(Invitee).where(
        Invitee.person_id == person_id, Invitee.meeting_id.in_([one.id for one in times])
    )
    ordered = mine.order_by(Invitee.id)
    rows = session.scalars(ordered.with_for_update() if lock else ordered)
    return {one.meeting_id: one for one in rows}


def slot_of(meeting: Meeting) -> Moment | None:
    """Return which time of its series a meeting is, as calendars say it; None: it stands alone."""
    if meeting.series is None or meeting.slot is None:
        return None
    return _at(meeting.series, meeting.slot)


def rhythm_of(times: Sequence[Meeting]) -> Rhythm | None:
    """Return how often a series is held, which has these times; None of what stands alone.

    What is off does not count, unless all is.
    """
    series = times[0].series
    if series is None:
        return None
    held = [one for one in times if one.state != "cancelled"] or times
    slots = [one.slot for one in held if one.slot]
    first, until = min(slots), max(slots)
    return Rhythm(
        every=series.every,
        turn=_recurrence(series).turn,
        first=first,
        until=until,
        count=len(held),
        # Of months that it does not reach nothing need be said.
        without=tuple(one for one in series.without if _reached(one, first, until)),
    )


def _reached(month: int, first: date, until: date) -> bool:
    months = range(first.year * 12 + first.month, until.year * 12 + until.month + 1)
    return any((one - 1) % 12 + 1 == month for one in months)


def recurring_of(
    times: Sequence[Meeting], rows: Mapping[int, Invitee], now: datetime
) -> Recurring | None:
    """Return a series as its calendar needs it, for whom ``rows`` are of; None where it is none.

    Times that they are not invited to are left out, and what is after the last one is its end.
    """
    mine = [one for one in times if one.id in rows]
    series, rhythm = times[0].series, rhythm_of(mine or times)
    if series is None or rhythm is None:
        return None
    until = max(one.slot for one in mine or times if one.slot)
    rule, slots = _recurrence(series), {one.slot for one in mine}
    return Recurring(
        rhythm=rhythm,
        rule=rule.rule,
        starts=series.starts_at or series.first,
        ends=series.ends_at or series.last,
        until=_at(series, until),
        left_out=tuple(_at(series, day) for day in rule.given if day <= until and day not in slots),
        others=tuple(_other(series, one, rows[one.id]) for one in mine if _differs(series, one)),
        days=tuple(sorted(one.first for one in ahead(mine, now))),
    )


def _recurrence(series: MeetingSeries) -> Recurrence:
    return Recurrence(
        every=Every(series.every),
        first=series.first,
        until=series.until,
        without=tuple(series.without),
    )


def _at(series: MeetingSeries, day: date) -> Moment:
    """Return when the rule has a time begin: at the same hour on the clock, summer and winter."""
    if series.starts_at is None:
        return day
    return _moment(day, series.starts_at)


def _moment(day: date, like: datetime) -> datetime:
    return datetime.combine(day, like.astimezone(SWEDEN).time(), SWEDEN).astimezone(UTC)


def _differs(series: MeetingSeries, one: Meeting) -> bool:
    if one.state == "cancelled" or any(_word(series, name) != _word(one, name) for name in _WORDS):
        return True
    return (one.starts_at or one.first, one.ends_at or one.last) != _planned(series, one)


def _planned(series: MeetingSeries, one: Meeting) -> tuple[Moment, Moment]:
    slot = one.slot or series.first
    last = slot + (series.last - series.first)
    ends = _moment(last, series.ends_at) if series.ends_at else last
    return _at(series, slot), ends


def _other(series: MeetingSeries, one: Meeting, row: Invitee) -> OtherTime:
    slot, off = _at(series, one.slot or series.first), one.state == "cancelled"
    return OtherTime(
        slot=slot,
        starts=None if off else one.starts_at or one.first,
        ends=None if off else one.ends_at or one.last,
        title=one.title,
        place=one.place,
        link=one.link,
        about=one.about,
        sequence=row.sequence,
    )


def _word(holder: MeetingSeries | Meeting, name: str) -> str:
    return str(getattr(holder, name))
