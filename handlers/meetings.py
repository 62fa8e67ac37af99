"""Booked meetings: what a quota asks for, and what steps and turns hang on."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.booked import found_meeting, meeting_line
from handlers.contents import MeetingLine
from handlers.errors import Refusal
from handlers.events import record
from handlers.invitations.telling import begins, tell_of_change
from handlers.notices import cancel_for_occurrence
from handlers.occurrences.finding import Opened, changing, looking
from handlers.planning import calendar_changed
from handlers.ports import SWEDEN, Services
from schedules.cadence import RuleError, at_time, is_working_day
from storage.models import Collaboration, Meeting, Occurrence

BOOKED, HELD, CANCELLED = "booked", "held", "cancelled"
LONGEST_PLACE, LONGEST_LINK, LONGEST_HOST = 300, 500, 200
LONGEST_DAYS = 14
_WEB = re.compile(rf"https?://[!-~]{{1,{LONGEST_LINK - 8}}}")
# Whoever names a day further away has mistyped the year.
FURTHEST = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """When and where somebody wants to meet: local days, and local times where they are known.

    ``ends`` is a time of the last day. ``link`` is where one takes part at a distance; None keeps
    what a meeting has.
    """

    first: date
    last: date | None = None
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    link: str | None = None
    host: str = ""

    @property
    def end(self) -> date:
        """Return the last day."""
        return self.last or self.first


def book(services: Services, asker: Asker, number: int, booking: Booking) -> MeetingLine:
    """Book a meeting for what an occurrence asks for.

    Booking the same twice makes one meeting. Refuses days that are off, past or outside of what is
    asked for, and an hour that may not be.
    """
    require(asker, Information.CALENDAR)
    with changing(services, asker, number) as opened:
        if not opened.known.bookable:
            raise Refusal("not_bookable")
        _check(booking, opened.today)
        _check_window(opened, booking)
        booked = _booked_already(opened, booking)
        if booked is not None:
            return _line(opened.session, booked)
        meeting = Meeting(
            collaboration_id=opened.row.collaboration_id,
            rule_key=opened.row.rule_key,
            part=opened.row.part,
            title=opened.known.almanac.own[opened.row.rule_key].title,
            created_at=services.clock(),
            created_by_id=asker.person_id,
            **_values(booking),
        )
        opened.session.add(meeting)
        opened.session.flush()
        _log(opened.session, services, asker, meeting, "meeting_booked")
        return _line(opened.session, meeting)


def move_meeting(services: Services, asker: Asker, number: int, booking: Booking) -> MeetingLine:
    """Move a booked meeting; what waits to be told of its old day is taken back."""
    with services.database.write() as session:
        meeting = found_meeting(session, asker, number, lock=True)
        if meeting.state != BOOKED:
            raise Refusal("meeting_over")
        _check(booking, services.today())
        before, begun = _times(meeting), begins(meeting)
        wanted = _values(booking)
        if all(getattr(meeting, name) == value for name, value in wanted.items()):
            # Sent in as it was, or twice: nobody is told of nothing.
            return _line(session, meeting)
        for name, value in wanted.items():
            setattr(meeting, name, value)
        if meeting.invited_at and meeting.starts_at and not meeting.ends_at:
            raise Refusal("meeting_without_end")
        meeting.revision += 1
        _withdraw(session, services, meeting)
        moved = _times(meeting) != before
        tell_of_change(session, services, meeting, asks_again=moved, before=begun)
        _log(session, services, asker, meeting, "meeting_moved")
        return _line(session, meeting)


def cancel_meeting(services: Services, asker: Asker, number: int) -> MeetingLine:
    """Cancel a booked meeting: its place is to be booked again."""
    return _end(services, asker, number, CANCELLED)


def mark_held(services: Services, asker: Asker, number: int) -> MeetingLine:
    """Say that a meeting was held: whoever hosted it has had their turn."""
    return _end(services, asker, number, HELD)


def show_meeting(services: Services, asker: Asker, number: int) -> MeetingLine:
    """Return one meeting of the asker's collaborations."""
    with services.database.session() as session:
        return _line(session, found_meeting(session, asker, number))


def meetings_of_duty(services: Services, asker: Asker, number: int) -> tuple[MeetingLine, ...]:
    """Return the meetings that are booked for what an occurrence asks for, in the order of time."""
    with looking(services, asker, number) as opened:
        almanac = opened.known.almanac
        booked = {one.key for one in opened.known.occurrence.booked}
        rows = [one for one in almanac.meetings if str(one.id) in booked]
        rows.sort(key=lambda one: (one.first, one.id))
        return tuple(meeting_line(one, almanac.name) for one in rows)


def _end(services: Services, asker: Asker, number: int, state: str) -> MeetingLine:
    with services.database.write() as session:
        meeting = found_meeting(session, asker, number, lock=True)
        if state == HELD and meeting.first > services.today():
            raise Refusal("meeting_ahead", date=meeting.first)
        if meeting.state != state:
            meeting.state = state
            meeting.revision += 1 if state == CANCELLED else 0
            if state == CANCELLED:
                _withdraw(session, services, meeting)
                tell_of_change(session, services, meeting, asks_again=True)
            _log(session, services, asker, meeting, f"meeting_{state}")
        return _line(session, meeting)


def _check(booking: Booking, today: date) -> None:
    if booking.end < booking.first:
        raise Refusal("period_backwards")
    if (booking.end - booking.first).days >= LONGEST_DAYS:
        raise Refusal("meeting_too_long", days=LONGEST_DAYS)
    if booking.first < today - timedelta(days=366) or booking.first > today + FURTHEST:
        raise Refusal("day_too_far", date=booking.first)
    if not is_working_day(booking.first):
        raise Refusal("day_off", date=booking.first)
    _check_times(booking)
    if booking.link and not _WEB.fullmatch(booking.link.strip()):
        raise Refusal("link_not_web")


def _check_times(booking: Booking) -> None:
    for day, at in ((booking.first, booking.starts), (booking.end, booking.ends)):
        if at is not None:
            try:
                at_time(day, at, SWEDEN)
            except RuleError as error:
                raise Refusal("night_hour") from error
    if booking.ends is None:
        return
    if booking.starts is None:
        raise Refusal("end_without_start")
    if booking.end == booking.first and booking.ends <= booking.starts:
        raise Refusal("ends_before_start")


def _check_window(opened: Opened, booking: Booking) -> None:
    one = opened.known.occurrence
    if one.last is None:
        if booking.first < one.first:
            raise Refusal("before_window", first=one.first)
    elif not one.first <= booking.first <= one.last:
        raise Refusal("outside_window", first=one.first, last=one.last)


def _booked_already(opened: Opened, booking: Booking) -> Meeting | None:
    """Return the very meeting, where somebody has pressed twice."""
    row = opened.row
    same = select(Meeting).filter_by(
        collaboration_id=row.collaboration_id,
        rule_key=row.rule_key,
        part=row.part,
        state=BOOKED,
        **_values(booking),
    )
    return opened.session.scalars(same).first()


def _values(booking: Booking) -> dict[str, object]:
    link = {} if booking.link is None else {"link": booking.link.strip()}
    return {
        **link,
        "first": booking.first,
        "last": booking.end,
        "starts_at": _moment(booking.first, booking.starts),
        "ends_at": _moment(booking.end, booking.ends),
        "place": " ".join(booking.place.split())[:LONGEST_PLACE],
        "host": " ".join(booking.host.split())[:LONGEST_HOST],
    }


def _moment(day: date, at: time | None) -> datetime | None:
    return None if at is None else datetime.combine(day, at, SWEDEN).astimezone(UTC)


def _times(meeting: Meeting) -> tuple[object, ...]:
    return meeting.first, meeting.last, meeting.starts_at, meeting.ends_at


def _withdraw(session: Session, services: Services, meeting: Meeting) -> None:
    """Take back what waits to be told of the meeting's old day, and of all that hangs on it."""
    rows = session.scalars(
        select(Occurrence).where(
            Occurrence.collaboration_id == meeting.collaboration_id,
            # Steps have the meeting's number in front, what lies beside it at the end.
            Occurrence.slot.like(f"{meeting.id}.%") | Occurrence.slot.like(f"%/{meeting.id}"),
        )
    )
    for row in rows:
        cancel_for_occurrence(session, services, row.id)
        row.revision += 1


def _log(session: Session, services: Services, asker: Asker, meeting: Meeting, verb: str) -> None:
    calendar_changed(session, meeting.collaboration_id)
    record(
        session,
        services.clock(),
        asker,
        verb,
        about=("meeting", str(meeting.id)),
        collaboration_id=meeting.collaboration_id,
        first=meeting.first.isoformat(),
        last=meeting.last.isoformat(),
        revision=meeting.revision,
    )


def _line(session: Session, meeting: Meeting) -> MeetingLine:
    owner = session.get_one(Collaboration, meeting.collaboration_id)
    return meeting_line(meeting, owner.name)
