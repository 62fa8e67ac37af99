"""Who comes to a meeting, who does not, and who has not said."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.booked import found_meeting, meeting_line
from handlers.contents import MeetingLine
from handlers.ports import Services
from storage.models import Collaboration, Invitee, Person

SILENT = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attending:
    """One who is invited. ``status`` is accepted, tentative or declined, empty for silence.

    With ``earlier`` it was said of an earlier version of the meeting. ``office`` is the name of
    theirs, empty where they have none. ``queued`` where they wait for a place. ``origin`` is link
    for who has registered, and reply for who has answered an invitation that was passed on.
    ``wishes`` are not for chat.
    """

    person_id: int
    name: str
    office: str
    status: str
    attends: str = ""
    earlier: bool = False
    answered_at: datetime | None = None
    comment: str = ""
    queued: bool = False
    origin: str = ""
    wishes: str = ""


@dataclass(frozen=True, slots=True)
class Attendance:
    """A meeting with everybody who is invited, in the order of their names."""

    meeting: MeetingLine
    people: tuple[Attending, ...]

    def count(self, status: str) -> int:
        """Return how many have answered so of the meeting as it is now."""
        return Counter(_now(one) for one in self.people)[status]

    @property
    def offices(self) -> tuple[int, int]:
        """Return how many offices somebody comes from, and how many are invited."""
        invited = {one.office for one in self.people if one.office}
        coming = {one.office for one in self.people if one.office and _now(one) == "accepted"}
        return len(coming), len(invited)

    @property
    def silent(self) -> tuple[Attending, ...]:
        """Return those who have not answered, or only of an earlier version."""
        return tuple(one for one in self.people if _now(one) == SILENT)


def attendance(services: Services, asker: Asker, number: int) -> Attendance:
    """Return who is invited to a meeting and what they have answered, in two questions."""
    require(asker, Information.CALENDAR)
    with services.database.session() as session:
        meeting = found_meeting(session, asker, number)
        owner = session.get_one(Collaboration, meeting.collaboration_id)
        rows = session.scalars(
            select(Invitee)
            .join(Person)
            .where(Invitee.meeting_id == meeting.id, Invitee.removed_at.is_(None))
            .options(joinedload(Invitee.person).joinedload(Person.office))
            .order_by(Person.sort_key, Person.id)
        ).all()
        return Attendance(meeting_line(meeting, owner.name), _people(rows))


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


def _now(one: Attending) -> str:
    return SILENT if one.earlier else one.status
