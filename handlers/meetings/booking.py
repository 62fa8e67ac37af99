"""Booking meetings, moving and cancelling them, and saying that they were held."""

from datetime import date

from sqlalchemy import select

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.booked import found_meeting, meeting_line
from handlers.contents import MeetingLine
from handlers.errors import Refusal
from handlers.invitations.telling import tell_of_change
from handlers.meeting_kinds import kind_of
from handlers.meetings.changing import change, log, told, withdraw
from handlers.meetings.wanted import Booking, check, values
from handlers.occurrences.finding import Opened, changing, looking
from handlers.ports import Services
from storage.models import Meeting

BOOKED, HELD, CANCELLED = "booked", "held", "cancelled"


def book(services: Services, asker: Asker, number: int, booking: Booking) -> MeetingLine:
    """Book a meeting for what an occurrence asks for.

    Booking the same twice makes one meeting. Refuses days that are off, past or outside of what is
    asked for, and an hour that may not be.
    """
    require(asker, Information.CALENDAR)
    with changing(services, asker, number) as opened:
        if not opened.known.bookable:
            raise Refusal("not_bookable")
        check(booking, opened.today)
        check_window(opened, booking.first)
        booked = _booked_already(opened, booking)
        if booked is not None:
            return told(opened.session, booked)
        meeting = Meeting(
            collaboration_id=opened.row.collaboration_id,
            rule_key=opened.row.rule_key,
            part=opened.row.part,
            title=(title := opened.known.almanac.own[opened.row.rule_key].title),
            kind=str(kind_of(title) or ""),
            created_at=services.clock(),
            created_by_id=asker.person_id,
            **values(booking),
        )
        opened.session.add(meeting)
        opened.session.flush()
        log(opened.session, services, asker, meeting, "meeting_booked")
        return told(opened.session, meeting)


def move_meeting(services: Services, asker: Asker, number: int, booking: Booking) -> MeetingLine:
    """Move a booked meeting; what waits to be told of its old day is taken back."""
    with services.database.write() as session:
        meeting = found_meeting(session, asker, number, lock=True)
        if meeting.state != BOOKED:
            raise Refusal("meeting_over")
        check(booking, services.today())
        change(session, services, asker, meeting, values(booking))
        return told(session, meeting)


def cancel_meeting(services: Services, asker: Asker, number: int) -> MeetingLine:
    """Cancel a booked meeting: its place is to be booked again."""
    return _end(services, asker, number, CANCELLED)


def mark_held(services: Services, asker: Asker, number: int) -> MeetingLine:
    """Say that a meeting was held: whoever hosted it has had their turn."""
    return _end(services, asker, number, HELD)


def show_meeting(services: Services, asker: Asker, number: int) -> MeetingLine:
    """Return one meeting of the asker's collaborations."""
    with services.database.session() as session:
        return told(session, found_meeting(session, asker, number))


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
                withdraw(session, services, meeting)
                tell_of_change(session, services, meeting, asks_again=True)
            log(session, services, asker, meeting, f"meeting_{state}")
        return told(session, meeting)


def check_window(opened: Opened, day: date) -> None:
    """Refuse a day that is outside of what an occurrence asks for."""
    one = opened.known.occurrence
    if one.last is None:
        if day < one.first:
            raise Refusal("before_window", first=one.first)
    elif not one.first <= day <= one.last:
        raise Refusal("outside_window", first=one.first, last=one.last)


def _booked_already(opened: Opened, booking: Booking) -> Meeting | None:
    """Return the very meeting, where somebody has pressed twice."""
    row = opened.row
    same = select(Meeting).filter_by(
        collaboration_id=row.collaboration_id,
        rule_key=row.rule_key,
        part=row.part,
        state=BOOKED,
        **values(booking),
    )
    return opened.session.scalars(same).first()
