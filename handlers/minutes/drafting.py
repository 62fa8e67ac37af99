"""The draft of a meeting's minutes: what is known of it before anybody has written a word."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import Asker, MinutesDraft, Presence
from handlers.boards import has_minutes
from handlers.booked import found_meeting, meeting_line
from handlers.contents import MeetingLine
from handlers.decisions import decisions_of
from handlers.invitations import Attending, attendance
from handlers.minutes.agenda_lines import agenda_items
from handlers.ports import Services
from storage.models import Collaboration, Meeting, MeetingPaper, Person

# How somebody takes part, in the order in which minutes list it.
_ORDER = ("room", "remote", "declined", "tentative", "silent", "queued")


def draft_minutes(services: Services, asker: Asker, number: int) -> MinutesDraft:
    """Return what can be said beforehand in the minutes of a meeting, or in its notes."""
    invited = attendance(services, asker, number)
    with services.database.session() as session:
        meeting = found_meeting(session, asker, number)
        owner = session.get_one(Collaboration, meeting.collaboration_id)
        secretary = session.get(Person, meeting.minutes_by_id) if meeting.minutes_by_id else None
        return MinutesDraft(
            meeting=invited.meeting,
            formal=has_minutes(meeting),
            today=services.today(),
            people=_people(invited.people),
            items=agenda_items(meeting.about),
            decisions=decisions_of(session, meeting, services.today()),
            next_meeting=_next(session, meeting, owner.name),
            secretary=secretary.name if secretary else "",
            kept=_is_kept(session, meeting),
        )


def _people(invited: Sequence[Attending]) -> tuple[Presence, ...]:
    people = [Presence(one.name, one.office, _how(one)) for one in invited]
    # They come by name, which a sort leaves as it is.
    return tuple(sorted(people, key=lambda one: _ORDER.index(one.how)))


def _how(one: Attending) -> str:
    """Return how somebody takes part, by what they have answered of the meeting as it is now."""
    if one.earlier or not one.status:
        return "silent"
    if one.status != "accepted":
        return one.status
    if one.queued:
        return "queued"
    return "remote" if one.attends == "remote" else "room"


def _next(session: Session, meeting: Meeting, owner: str) -> MeetingLine | None:
    """Return the next booked meeting of the same sort."""
    alike = [Meeting.rule_key == meeting.rule_key, Meeting.part == meeting.part]
    if not meeting.rule_key:
        alike = [Meeting.kind == meeting.kind, Meeting.title == meeting.title]
    found = session.scalars(
        select(Meeting)
        .where(
            Meeting.collaboration_id == meeting.collaboration_id,
            Meeting.state == "booked",
            Meeting.first > meeting.last,
            *alike,
        )
        .order_by(Meeting.first, Meeting.id)
        .limit(1)
    ).first()
    return meeting_line(found, owner) if found else None


def _is_kept(session: Session, meeting: Meeting) -> bool:
    kept = select(MeetingPaper.id).where(
        MeetingPaper.meeting_id == meeting.id, MeetingPaper.kind == "minutes"
    )
    return session.scalar(kept.limit(1)) is not None
