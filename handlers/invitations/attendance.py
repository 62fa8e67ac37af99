"""Who comes to a meeting, who does not, and who has not said."""

from collections.abc import Sequence

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
        return Attendance(meeting_line(meeting, owner.name), _people(rows))


def _seen(session: Session, asker: Asker, number: int) -> Meeting:
    if asker.person_id is not None:
        own = select(Meeting).filter_by(id=number, receiver_id=asker.person_id)
        received = session.scalars(own).one_or_none()
        if received is not None:
            return received
    require(asker, Information.CALENDAR)
    return found_meeting(session, asker, number)


def _people(rows: Sequence[Invitee]) -> tuple[Attending, ...]:
    return tuple(
        Attending(
            person_id=one.person_id,
            name=one.person.name,
            office=one.person.office.name if one.person.office else "",
            status=one.status,
            attends=one.attends,
            earlier=one.answered_sequence is not None and one.answered_sequence < one.sequence,
            answered_at=one.answered_at,
            comment=one.comment,
            queued=one.queued_at is not None,
            origin=one.origin,
            wishes=one.wishes,
        )
        for one in rows
    )
