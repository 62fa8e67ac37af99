"""On hold after a restore: what the outbox would send again, and letting it go or giving it up."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select

from handlers.newsletters import hold_back
from handlers.notices import State
from handlers.ports import Services
from storage.models import Hold, Notice

# Each by itself: a list of values cannot stand in what is done for many keys at once.
_WAITING = or_(*(Notice.state == one for one in (State.QUEUED, State.RETRY, State.SENDING)))


@dataclass(frozen=True, slots=True)
class HoldState:
    """Since when nothing is sent, and when the backup was taken that the database came from."""

    since: datetime
    backup_at: datetime


@dataclass(frozen=True, slots=True)
class WaitingNotice:
    """A notice that waits and is due; ``person_id`` is None for one to a channel."""

    key: str
    kind: str
    person_id: int | None
    due_at: datetime


def holding(services: Services) -> HoldState | None:
    """Return the hold that keeps everything from being sent, or None where there is none."""
    with services.database.rows() as database:
        row = database.execute(select(Hold.since, Hold.backup_at)).first()
    return HoldState(*row) if row is not None else None


def would_be_sent(services: Services, now: datetime) -> tuple[WaitingNotice, ...]:
    """Return what is due and waits, the oldest first.

    After a restore it may have been sent before, between the backup and now.
    """
    due = (
        select(Notice.key, Notice.kind, Notice.person_id, Notice.due_at)
        .where(_WAITING, or_(Notice.due_at <= now, Notice.next_at <= now), _useful(now))
        .order_by(Notice.due_at, Notice.kind, Notice.key)
    )
    with services.database.rows() as database:
        return tuple(WaitingNotice(*row) for row in database.execute(due))


def release_hold(services: Services) -> None:
    """Let what waits be sent, but for newsletters: whoever writes them says so of each.

    One that is about to go out, or goes out, may have done so after the backup was taken.
    """
    with services.database.write() as session:
        hold_back(session, services)
        session.execute(delete(Hold))
    services.bell.set()


def _useful(now: datetime) -> ColumnElement[bool]:
    # What has expired is not sent, hold or no hold.
    return or_(Notice.expires_at.is_(None), Notice.expires_at > now)
