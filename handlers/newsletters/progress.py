"""How far the sending of an issue has come, and what became of each recipient's copy."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.newsletter_views import IssueState, Progress
from handlers.newsletters.finishing import counts_of
from handlers.notices import State
from handlers.ports import Services
from storage.models import NewsletterIssue, Notice, Person

# How fast it goes is told by so many copies that were sent last.
_LAST = 200
# What was sent before that tells of another time: before a pause, or an evening.
_LATELY = timedelta(minutes=5)
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """What became of one recipient's copy; ``address`` is today's, "" where there is none.

    ``error`` is why, in a word; ``at`` is when it ended, None while it waits.
    """

    person_id: int | None
    address: str
    outcome: State
    error: str
    at: datetime | None


def sending_progress(session: Session, services: Services, issue: NewsletterIssue) -> Progress:
    """Return how far an issue has come: two questions, however many get it.

    Nobody knows when it is done while it stands still or the receiver is away.
    """
    counts = Counter({State(state): count for state, count in counts_of(session, issue).items()})
    waiting = counts[State.QUEUED] + counts[State.RETRY] + counts[State.SENDING]
    now = services.clock()
    goes = waiting and issue.state == IssueState.SENDING and issue.resume_at is None
    pace = _per_second(session, issue.id, now) if goes else 0.0
    return Progress(
        total=counts.total(),
        sent=counts[State.SENT],
        failed=counts[State.FAILED],
        unsure=counts[State.UNSURE],
        waiting=waiting,
        cancelled=counts[State.CANCELLED] + counts[State.STALE],
        per_minute=round(pace * 60),
        ends_at=now + timedelta(seconds=waiting / pace) if pace else None,
    )


def outcome_lines(session: Session, issue_id: int) -> Iterator[OutcomeLine]:
    """Yield what became of each copy, a thousand read at a time."""
    columns = Notice.id, Notice.person_id, Person.email, Notice.state, Notice.error, Notice.ended_at
    lines = (
        select(*columns)
        .outerjoin(Person, Person.id == Notice.person_id)
        .where(Notice.issue_id == issue_id)
        .order_by(Notice.id)
        .limit(_AT_ONCE)
    )
    last = 0
    while rows := session.execute(lines.where(Notice.id > last)).all():
        for _id, person, email, state, error, ended in rows:
            yield OutcomeLine(person, email or "", State(state), error, ended)
        last = rows[-1].id


def _per_second(session: Session, issue_id: int, now: datetime) -> float:
    """Return how many copies are sent in a second, by those that were sent last."""
    latest = (
        select(Notice.ended_at)
        .where(
            Notice.issue_id == issue_id,
            Notice.state == State.SENT,
            Notice.ended_at > now - _LATELY,
        )
        .order_by(Notice.id.desc())
        .limit(_LAST)
        .subquery()
    )
    count, first = session.execute(select(func.count(), func.min(latest.c.ended_at))).one()
    if first is None or now <= first:
        return 0.0
    return float(count / (now - first).total_seconds())
