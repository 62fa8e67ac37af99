"""Changing a booked meeting: what is shown to people is told to them, in the same transaction."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.booked import meeting_line
from handlers.contents import MeetingLine
from handlers.errors import Refusal
from handlers.events import record
from handlers.invitations.span import begins
from handlers.invitations.telling import tell_of_change
from handlers.notices import cancel_for_occurrence
from handlers.planning import calendar_changed
from handlers.ports import Services
from storage.models import Collaboration, Meeting, Occurrence

# What stands in an invitation: whoever has one is told when it changes.
_SHOWN = (
    "title", "first", "last", "starts_at", "ends_at", "place", "link", "host", "about", "answer_by",
)  # fmt: skip
# What somebody has answered to: a new time is another question.
_TIMES = ("first", "last", "starts_at", "ends_at")


def change(
    session: Session, services: Services, asker: Asker, meeting: Meeting, wanted: dict[str, Any]
) -> bool:
    """Make a meeting what is wanted, and tell whether that is anything new to those invited.

    Refuses a meeting without an end that somebody is invited to.
    """
    before, begun = {name: getattr(meeting, name) for name in wanted}, begins(meeting)
    for name, value in wanted.items():
        setattr(meeting, name, value)
    if meeting.invited_at and meeting.starts_at and not meeting.ends_at:
        raise Refusal("meeting_without_end")
    changed = {name for name, value in wanted.items() if before[name] != value}
    if not changed.intersection(_SHOWN):
        # Sent in as it was, or twice: nobody is told of nothing.
        return False
    meeting.revision += 1
    withdraw(session, services, meeting)
    moved = bool(changed.intersection(_TIMES))
    tell_of_change(session, services, meeting, asks_again=moved, before=begun)
    log(session, services, asker, meeting, "meeting_moved" if moved else "meeting_changed")
    return True


def withdraw(session: Session, services: Services, meeting: Meeting) -> None:
    """Take back what waits to be told of the meeting's old day, and of all that hangs on it."""
    if not meeting.rule_key:
        return
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


def told(session: Session, meeting: Meeting) -> MeetingLine:
    """Return a meeting as people see it."""
    owner = session.get_one(Collaboration, meeting.collaboration_id)
    return meeting_line(meeting, owner.name)


def log(session: Session, services: Services, asker: Asker, meeting: Meeting, verb: str) -> None:
    """Write what has become of a meeting into the log, and have the calendar planned anew."""
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
