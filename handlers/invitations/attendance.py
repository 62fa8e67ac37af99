"""Who comes to a meeting, who does not, and who has not said."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.booked import found_meeting, meeting_line
from handlers.meeting_views import Attendance, Attending
from handlers.ports import Services
from storage.models import Collaboration, Invitee, Meeting, Person


def attendance(services: Services, asker: Asker, number: int) -> Attendance:
    """Return who is invited to a meeting and what they have answered, in two questions.

    For whoever keeps the calendar, and whoever receives the people who come.
    """
    with services.database.session() as session:
        meeting = _seen(session, asker, number)
        owner = session.get_one(Collaboration, meeting.collaboration_id)
        rows = session.scalars(
            select(Invitee)
            .join(Person)
            .where(Invitee.meeting_id == meeting.id, Invitee.removed_at.is_(None))
            .options(joinedload(Invitee.person).joinedload(Person.office))
            .order_by(Person.sort_key, Person.id)
        ).all()
        line = meeting_line(meeting, owner.name)
        # Nobody is asked anew of what is off: what they said last is what they said.
        people = _people(rows, asks=meeting.state != "cancelled")
        return Attendance(line, people, _page(services, asker, number) if rows else "")


def _seen(session: Session, asker: Asker, number: int) -> Meeting:
    if asker.person_id is not None:
        own = select(Meeting).filter_by(id=number, receiver_id=asker.person_id)
        received = session.scalars(own).one_or_none()
        if received is not None:
            return received
    require(asker, Information.CALENDAR)
    return found_meeting(session, asker, number)


def _page(services: Services, asker: Asker, number: int) -> str:
    if asker.person_id is None:
        return ""
    return services.addresses.attendance(asker.person_id, number)


def _people(rows: Sequence[Invitee], *, asks: bool) -> tuple[Attending, ...]:
    turns = _turns(rows)
    return tuple(
        Attending(
            person_id=one.person_id,
            name=one.person.name,
            office=one.person.office.name if one.person.office else "",
            status=one.status,
            attends=one.attends,
            earlier=asks and _is_earlier(one),
            answered_at=one.answered_at,
            comment=one.comment,
            queued=one.queued_at is not None,
            origin=one.origin,
            wishes=one.wishes,
            turn=turns.get(one.id, 0),
        )
        for one in rows
    )


def _is_earlier(one: Invitee) -> bool:
    return one.answered_sequence is not None and one.answered_sequence < one.sequence


def _turns(rows: Sequence[Invitee]) -> Mapping[int, int]:
    """Return who has which turn, from 1, of those who wait for a place."""
    waiting = sorted((one.queued_at, one.id) for one in rows if one.queued_at is not None)
    return {invitee: turn for turn, (_, invitee) in enumerate(waiting, start=1)}
