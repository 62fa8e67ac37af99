"""Putting notices into the outbox, in the transaction of what causes them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from handlers.ports import Services
from storage.inserting import insert_new
from storage.models import Notice


class Urgency(StrEnum):
    """When somebody may be told: at once, or when they are at work."""

    NOW = "now"
    WORKING_HOURS = "working_hours"


class State(StrEnum):
    """What has become of a notice.

    ``UNSURE`` may have arrived and is not sent again by itself; ``STALE`` was of no use any more
    when it could have been sent; ``CANCELLED`` was settled before it was sent.
    """

    QUEUED = "queued"
    SENDING = "sending"
    RETRY = "retry"
    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"
    STALE = "stale"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A notice to be: to a person, or to a channel. All moments are aware.

    ``key`` says what is told to whom, and is no other's. Those with the same ``bundle`` that are
    due together go out as one message.
    """

    key: str
    kind: str
    collaboration_id: int
    due_at: datetime
    urgency: Urgency
    person_id: int | None = None
    channel_id: int | None = None
    occurrence_id: int | None = None
    meeting_id: int | None = None
    inquiry_id: int | None = None
    issue_id: int | None = None
    incoming_id: int | None = None
    link_code_id: int | None = None
    details: dict[str, Any] = field(default_factory=dict)
    bundle: str = ""
    expires_at: datetime | None = None
    state: State = State.QUEUED


def put(session: Session, services: Services, drafts: Sequence[Draft]) -> int:
    """Put what is not there yet into the outbox, and return how many that were.

    The database decides by the key, so two who plan the same at once make one notice. The bell
    rings when the caller's transaction commits.
    """
    if not drafts:
        return 0
    statement = insert_new(services.database, Notice).returning(Notice.id)
    now = services.clock()
    # What the notices are about must be there before them.
    session.flush()
    # On the connection: nobody needs the rows as objects, and it takes half the time.
    added = session.connection().execute(statement, [_row(draft, now) for draft in drafts]).all()
    if added:
        event.listen(session, "after_commit", lambda _session: services.bell.set(), once=True)
    return len(added)


def _row(draft: Draft, now: datetime) -> dict[str, Any]:
    ended = None if draft.state is State.QUEUED else now
    own = {"bundle": draft.bundle or draft.key, "next_at": draft.due_at, "ended_at": ended}
    return {**asdict(draft), **own, "created_at": now}


def cancel_for_occurrence(session: Session, services: Services, occurrence_id: int) -> None:
    """Take back what waits to be told of an occurrence; what is on its way is past that."""
    for one in _waiting_for(session, occurrence_id):
        one.state, one.ended_at = State.CANCELLED, services.clock()


def cancel_for_office(
    session: Session, services: Services, occurrence_id: int, office_id: int
) -> None:
    """Take back what waits to be told to an office of its part of an occurrence."""
    for one in _waiting_for(session, occurrence_id):
        if one.details.get("office") == office_id:
            one.state, one.ended_at = State.CANCELLED, services.clock()


def _waiting_for(session: Session, occurrence_id: int) -> Sequence[Notice]:
    of = select(Notice).where(
        Notice.occurrence_id == occurrence_id, Notice.state.in_((State.QUEUED, State.RETRY))
    )
    return session.scalars(of.with_for_update()).all()
