"""From an approved issue to a notice for each of those who get it."""

import logging
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, literal, select, update
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.delivery.bulk import on_hold
from handlers.delivery.hours import Hours, opening
from handlers.events import record
from handlers.newsletter_views import IssueState
from handlers.newsletters.audience import recipients
from handlers.newsletters.finishing import announce
from handlers.notices import Urgency
from handlers.ports import SWEDEN, Services
from storage.inserting import insert_new
from storage.models import NewsletterIssue, Notice, Person

logger = logging.getLogger(__name__)

NEWSLETTER = "newsletter"
# A statement with more values than this in it is refused by some databases.
_AT_ONCE = 5000


def start_due(services: Services) -> int:
    """Let the approved issues whose time has come go out, and return how many they are."""
    now = services.clock()
    due = (
        select(NewsletterIssue)
        .where(NewsletterIssue.state == IssueState.APPROVED, NewsletterIssue.send_at <= now)
        .order_by(NewsletterIssue.send_at, NewsletterIssue.id)
    )
    # Looking is cheaper than taking the write lock.
    with services.database.rows() as database:
        if database.execute(due.with_only_columns(NewsletterIssue.id)).first() is None:
            return 0
    with services.database.write() as session:
        if on_hold(session):
            return 0
        issues = session.scalars(due.with_for_update(skip_locked=True)).all()
        opens = opening(now, Hours(), SWEDEN)
        for issue in issues:
            if opens > now:
                # It should have gone out while nobody was here to send it: not at night for that.
                issue.send_at = opens
            else:
                start(session, services, issue)
        return len(issues) if opens == now else 0


def start(session: Session, services: Services, issue: NewsletterIssue) -> int:
    """Let an issue go out, in the caller's transaction; return to how many."""
    now = services.clock()
    issue.state, issue.published_at = IssueState.SENDING, now
    issue.paused_reason, issue.resume_at, issue.ended_at = "", None, None
    count = publish(session, services, issue, recipients(session, services, issue))
    announce(session, services, issue)
    bot = Asker("", door="clock")
    about = (NEWSLETTER, str(issue.id))
    record(
        session, now, bot, "newsletter_started",
        about=about, collaboration_id=issue.collaboration_id, recipients=count,
    )  # fmt: skip
    logger.info("Issue %s goes out to %s", issue.id, count)
    return count


def publish(
    session: Session, services: Services, issue: NewsletterIssue, people: Sequence[int]
) -> int:
    """Put a copy for each of these people into the outbox, and return for how many there is one.

    The database decides by the key: somebody who is named twice, or has one already, gets one.
    """
    session.flush()
    connection = session.connection()
    for some in _portions(people):
        columns = _columns(services, issue)
        rows = select(*columns.values()).where(Person.id.in_(some)).order_by(Person.id)
        put = insert_new(services.database, Notice).from_select(list(columns), rows)
        connection.execute(put)
    copies = select(func.count()).select_from(Notice).where(Notice.issue_id == issue.id)
    return connection.execute(copies).scalar_one()


def reopen(session: Session, issues: Sequence[int]) -> None:
    """Let issues go on in which copies wait again that had ended."""
    ended = update(NewsletterIssue).where(
        NewsletterIssue.id.in_(issues),
        NewsletterIssue.state.in_((IssueState.SENT, IssueState.STOPPED)),
        NewsletterIssue.ended_at.is_not(None),
    )
    session.execute(ended.values(state=IssueState.SENDING, ended_at=None))


def _portions(people: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(people), _AT_ONCE):
        yield people[first : first + _AT_ONCE]


def _columns(services: Services, issue: NewsletterIssue) -> dict[str, ColumnElement[Any]]:
    key = literal(f"{NEWSLETTER}/{issue.id}/p") + cast(Person.id, String)
    now = services.clock()
    due = literal(issue.send_at or now, Notice.due_at.type)
    return {
        "key": key,
        "bundle": key,
        "kind": literal(NEWSLETTER),
        "collaboration_id": literal(issue.collaboration_id),
        "person_id": Person.id.expression,
        "issue_id": literal(issue.id),
        "urgency": literal(Urgency.WORKING_HOURS.value),
        "created_at": literal(now, Notice.created_at.type),
        "due_at": due,
        "next_at": due,
    }
