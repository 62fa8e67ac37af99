"""An outbox from which much has been sent."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, cast, insert, literal, select
from sqlalchemy.orm import Session

from storage.models import Notice


def add_sent(
    session: Session, collaboration_id: int, person_id: int, count: int, now: datetime
) -> None:
    """Add so many notices that were sent a day ago, in one statement."""
    numbers = select(literal(1).label("number")).cte("numbers", recursive=True)
    following = select(numbers.c.number + 1).where(numbers.c.number < count)
    numbers = numbers.union_all(following)
    key = literal("sent/") + cast(numbers.c.number, String)
    moment = literal(now - timedelta(days=1), Notice.due_at.type)
    columns: dict[str, ColumnElement[Any]] = {
        "key": key,
        "bundle": key,
        "parcel": key,
        "kind": literal("plain"),
        "collaboration_id": literal(collaboration_id),
        "person_id": literal(person_id),
        "urgency": literal("now"),
        "state": literal("sent"),
        "created_at": moment,
        "due_at": moment,
        "next_at": moment,
        "ended_at": moment,
    }
    rows = select(*columns.values()).select_from(numbers)
    session.execute(insert(Notice).from_select(list(columns), rows))
