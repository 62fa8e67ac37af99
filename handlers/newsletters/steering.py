"""What is done about an issue that goes out, or has: each in the caller's transaction.

Whoever calls has looked whether the actor may, and holds the issue's row.
"""

from typing import Any

from sqlalchemy import event, or_, select, update
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.delivery.bulk import any_waiting, cancel_waiting
from handlers.events import record
from handlers.newsletter_views import IssueState
from handlers.newsletters.ending import end
from handlers.newsletters.finding import withdraw
from handlers.newsletters.publishing import reopen
from handlers.notices import State
from handlers.ports import Services
from storage.models import NewsletterIssue, Notice

# Of what may have arrived and is not to be sent again.
LET_BE = "unsure_let_be"


def pause(session: Session, services: Services, actor: Asker, issue: NewsletterIssue) -> bool:
    """Let an issue stand still once the group that is on its way has been sent."""
    if issue.state != IssueState.SENDING:
        return False
    issue.state, issue.paused_reason, issue.resume_at = IssueState.PAUSED, "", None
    _note(session, services, actor, issue, "newsletter_paused")
    return True


def go_on(session: Session, services: Services, actor: Asker, issue: NewsletterIssue) -> bool:
    """Let an issue that stands still go on, at once."""
    if issue.state != IssueState.PAUSED:
        return False
    issue.state, issue.paused_reason, issue.resume_at = IssueState.SENDING, "", None
    _note(session, services, actor, issue, "newsletter_resumed")
    _ring(session, services)
    return True


def stop(session: Session, services: Services, actor: Asker, issue: NewsletterIssue) -> int | None:
    """Send no more copies of an issue, and return how many are taken back; None: it is too late.

    What is on its way arrives.
    """
    if issue.state not in {IssueState.SENDING, IssueState.PAUSED}:
        return None
    issue.state, issue.paused_reason, issue.resume_at = IssueState.STOPPED, "", None
    session.flush()
    count = cancel_waiting(session, services, issue.id)
    _note(session, services, actor, issue, "newsletter_stopped", count=count)
    if not any_waiting(session, issue.id):
        end(session, services, issue)
    return count


def hold_back(session: Session, services: Services) -> int:
    """Let nothing go out by itself that may have gone out before; return how many issues that is.

    What goes out stands still, and what is approved and due is a draft again.
    """
    bot, now = Asker("", door="terminal"), services.clock()
    going = select(NewsletterIssue).where(
        or_(
            NewsletterIssue.state == IssueState.SENDING,
            (NewsletterIssue.state == IssueState.APPROVED) & (NewsletterIssue.send_at <= now),
        )
    )
    issues = session.scalars(going.with_for_update()).all()
    for issue in issues:
        if not pause(session, services, bot, issue):
            withdraw(issue)
            _note(session, services, bot, issue, "newsletter_approval_withdrawn")
    return len(issues)


def retry_failed(session: Session, services: Services, actor: Asker, issue: NewsletterIssue) -> int:
    """Send the copies that failed once more, and return how many those are."""
    return _again(
        session, services, actor, issue, state=State.FAILED, verb="newsletter_failed_retried"
    )


def resend_unsure(
    session: Session, services: Services, actor: Asker, issue: NewsletterIssue
) -> int:
    """Send the copies that may have arrived once more, and return how many those are.

    They are the same mails as before: most programs show one that comes twice as one.
    """
    return _again(
        session, services, actor, issue, state=State.UNSURE, verb="newsletter_unsure_resent"
    )


def let_unsure_be(
    session: Session, services: Services, actor: Asker, issue: NewsletterIssue
) -> int:
    """Do not send again what may have arrived, and return how many those are."""
    ended = {"state": State.CANCELLED, "error": LET_BE}
    count = _changed(session, issue, State.UNSURE, ended)
    if count:
        _note(session, services, actor, issue, "newsletter_unsure_let_be", count=count)
    return count


def _again(
    session: Session,
    services: Services,
    actor: Asker,
    issue: NewsletterIssue,
    *,
    state: State,
    verb: str,
) -> int:
    now = services.clock()
    afresh = {
        "state": State.QUEUED,
        "next_at": now,
        "attempts": 0,
        "in_doubt": False,
        "receipt": "",
        "error": "",
        "ended_at": None,
    }
    if issue.state == IssueState.STOPPED and issue.ended_at is None:
        # The last group is on its way: what comes back of it is not to be sent after all.
        return 0
    count = _changed(session, issue, state, afresh)
    if count:
        reopen(session, [issue.id])
        session.refresh(issue)
        _note(session, services, actor, issue, verb, count=count)
        _ring(session, services)
    return count


def _changed(session: Session, issue: NewsletterIssue, state: State, values: dict[str, Any]) -> int:
    session.flush()
    these = Notice.issue_id == issue.id, Notice.state == state
    changed = update(Notice).where(*these).values(values).returning(Notice.id)
    found = session.execute(changed.execution_options(synchronize_session=False))
    return len(found.all())


def _ring(session: Session, services: Services) -> None:
    event.listen(session, "after_commit", lambda _session: services.bell.set(), once=True)


def _note(
    session: Session,
    services: Services,
    actor: Asker,
    issue: NewsletterIssue,
    verb: str,
    **details: object,
) -> None:
    record(
        session, services.clock(), actor, verb, about=("newsletter", str(issue.id)),
        collaboration_id=issue.collaboration_id, **details,
    )  # fmt: skip
