"""Meetings that hang on no rule, and people to see to what is decided there."""

from datetime import date
from typing import Any

from storage.models import Collaboration, Meeting
from tests.factories import add_person
from tests.handlers.calendars import Desk

DAY = date(2027, 2, 10)


def add_meeting(desk: Desk, title: str = "Styrgruppsmöte", day: date = DAY, **values: Any) -> int:
    with desk.services.database.write() as session:
        meeting = Meeting(
            collaboration_id=desk.collaboration_id,
            title=title,
            first=day,
            last=day,
            created_at=desk.clock.now,
            **values,
        )
        session.add(meeting)
        session.flush()
        return meeting.id


def add_member(desk: Desk, name: str = "Bo Ek", **values: Any) -> int:
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        return add_person(session, owner, name, **values).id
