"""The outbox as those who run the bot see it: what waits, what went wrong, and doing about it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Update,
    and_,
    case,
    event,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.delivery.claims import WAITING, WAITING_COPIES
from handlers.events import record
from handlers.newsletters import reopen
from handlers.notices import State
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import Collaboration, Hold, NewsletterIssue, Notice

# As text, or SQLite does not see that its small index of troubled rows is meant.
TROUBLED = text("notice.state IN ('failed', 'unsure', 'stale')")
# What can be sent after all, and what can be taken back. What is on its way is past both.
_RETRIED = (State.FAILED, State.UNSURE, State.STALE, State.CANCELLED)
_GIVEN_UP = (State.QUEUED, State.RETRY, State.UNSURE, State.FAILED)


@dataclass(frozen=True, slots=True)
class OutboxState:
    """How many notices wait, how many ended badly, and whether everything is on hold.

    ``oldest_waiting_seconds`` is for how long the oldest one has been due that has been tried or
    could be sent now; it is 0 where none has.
    """

    waiting: int
    unsure: int
    failed: int
    stale: int
    oldest_waiting_seconds: float
    hold: bool


@dataclass(frozen=True, slots=True)
class OutboxLine:
    """A notice, by ids alone; ``person`` is None for one to a channel."""

    key: str
    kind: str
    person: int | None
    collaboration: str
    state: State
    due_at: datetime
    next_at: datetime
    attempts: int
    error: str
    receipt: str


def outbox_state(services: Services) -> OutboxState:
    """Tell how the outbox is: cheap however much has been sent, so it can be asked often."""
    now = services.clock()
    with services.database.rows() as database:
        lanes = [database.execute(_waiting(now)).one(), database.execute(_copies(now)).one()]
        troubled = database.execute(_TROUBLES).all()
        hold = database.execute(select(Hold.id)).first() is not None
    counts: dict[str, int] = {state: count for state, count in troubled}  # noqa: C416 - rows are no pairs to the type checker
    oldest = min((due for _count, due in lanes if due is not None), default=None)
    return OutboxState(
        waiting=sum(count for count, _due in lanes),
        unsure=counts.get(State.UNSURE, 0),
        failed=counts.get(State.FAILED, 0),
        stale=counts.get(State.STALE, 0),
        oldest_waiting_seconds=max(0.0, (now - oldest).total_seconds()) if oldest else 0.0,
        hold=hold,
    )


def outbox_lines(
    services: Services, *, states: Collection[State] | None = None, limit: int
) -> tuple[OutboxLine, ...]:
    """Return notices in these states, the oldest first; else those not yet settled.

    For whoever runs the bot: everybody's are among them.
    """
    among = or_(WAITING, WAITING_COPIES, TROUBLED) if states is None else Notice.state.in_(states)
    lines = (
        select(
            Notice.key, Notice.kind, Notice.person_id, Collaboration.key, Notice.state,
            Notice.due_at, Notice.next_at, Notice.attempts, Notice.error, Notice.receipt,
        )
        .join(Collaboration, Collaboration.id == Notice.collaboration_id)
        .where(among)
        .order_by(Notice.due_at, Notice.id)
        .limit(limit)
    )  # fmt: skip
    with services.database.rows() as database:
        return tuple(_line(*row) for row in database.execute(lines))


def retry(services: Services, asker: Asker, keys: Collection[str]) -> int:
    """Send these after all, as if they had never been tried; return how many that are.

    For what failed, may have arrived, became too old or was taken back; what is sent, waits or is
    on its way is left alone. Outside the terminal only one's own collaborations' are taken.
    """
    now = services.clock()
    afresh: dict[str, Any] = {
        "state": State.QUEUED,
        "next_at": now,
        # Whoever asks for it wants it however late it is.
        "expires_at": None,
        "parcel": None,
        "attempts": 0,
        "in_doubt": False,
        "door": "",
        "refused_by": [],
        "receipt": "",
        "error": "",
        "ended_at": None,
    }
    with services.database.write() as session:
        # Whoever ends an issue holds it, and must not do so between the two changes here.
        theirs = select(Notice.issue_id).where(Notice.key.in_(keys), Notice.issue_id.is_not(None))
        these = select(NewsletterIssue.id).where(NewsletterIssue.id.in_(theirs))
        session.execute(these.order_by(NewsletterIssue.id).with_for_update()).all()
        named = _named(session, asker, keys, _RETRIED).values(afresh)
        changed, issues = _changed(session, services, asker, named, "notice_retried")
        # An issue that was over has something to send again.
        reopen(session, issues)
        if changed:
            event.listen(session, "after_commit", lambda _session: services.bell.set(), once=True)
        return changed


def give_up(services: Services, asker: Asker, keys: Collection[str]) -> int:
    """Take these back, so that they are not sent; return how many that are.

    What is sent or on its way is left alone, and so is what belongs to others.
    """
    ended = {"state": State.CANCELLED, "ended_at": services.clock()}
    with services.database.write() as session:
        named = _named(session, asker, keys, _GIVEN_UP).values(ended)
        return _changed(session, services, asker, named, "notice_given_up")[0]


def _waiting(now: datetime) -> Select[int, datetime | None]:
    # What waits for its receiver's working hours has not been tried, and is nobody's trouble.
    overdue = case((or_(Notice.attempts > 0, Notice.next_at <= now), Notice.due_at))
    return select(func.count(), func.min(overdue)).select_from(Notice).where(WAITING)


def _copies(now: datetime) -> Select[int, datetime | None]:
    """Count the copies of newsletters that wait; one that somebody has paused is not late."""
    issue = NewsletterIssue
    going = select(issue.id).where(issue.state == "sending")
    overdue = case((and_(Notice.issue_id.in_(going), Notice.next_at <= now), Notice.due_at))
    # By the issues that are not over, or SQLite walks through all copies that were ever sent.
    not_over = select(issue.id).where(issue.published_at.is_not(None), issue.ended_at.is_(None))
    counted = select(func.count(), func.min(overdue)).select_from(Notice)
    return counted.where(WAITING_COPIES, Notice.issue_id.in_(not_over))


_TROUBLES = select(Notice.state, func.count()).where(TROUBLED).group_by(Notice.state)


def _line(
    key: str, kind: str, person: int | None, collaboration: str, state: str, *rest: Any
) -> OutboxLine:
    return OutboxLine(key, kind, person, collaboration, State(state), *rest)


def _changed(
    session: Session, services: Services, asker: Asker, statement: Update, verb: str
) -> tuple[int, Sequence[int]]:
    """Change notices, with a line in the log for each.

    Return how many they were, and the issues of newsletters that some are copies of.
    """
    columns = Notice.id, Notice.collaboration_id, Notice.issue_id
    changed = session.execute(statement.returning(*columns)).all()
    for number, owner in sorted((row[0], row[1]) for row in changed):
        about = ("notice", str(number))
        record(session, services.clock(), asker, verb, about=about, collaboration_id=owner)
    return len(changed), sorted({row[2] for row in changed if row[2] is not None})


def _named(
    session: Session, asker: Asker, keys: Collection[str], states: Sequence[State]
) -> Update:
    """Return an update of the named notices in these states, as far as they are the asker's."""
    named = update(Notice).where(Notice.key.in_(keys), Notice.state.in_(states))
    return named.where(*_reach(session, asker))


def _reach(session: Session, asker: Asker) -> tuple[ColumnElement[bool], ...]:
    """Return which notices are the asker's to deal with; whoever runs the bot has them all."""
    if asker.door == "terminal":
        return ()
    require(asker, Information.CALENDAR)
    family = home(families(session), asker.collaboration)
    return (Notice.collaboration_id.in_(family.ids),)
