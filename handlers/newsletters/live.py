"""The one message in chat that tells how far a sending has come, as long as it goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, and_, func, or_, select, update
from sqlalchemy.orm import Session

from handlers.newsletter_views import IssueState, Progress
from handlers.newsletters.progress import sending_progress
from handlers.ports import Services
from storage.models import NewsletterIssue, SlackIdentity

_GOING = (IssueState.SENDING, IssueState.PAUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveSending:
    """A sending as its message tells of it; the account is whose it is to follow it.

    ``channel`` and ``message`` are where that stands in Slack, "" before it has been posted.
    """

    issue_id: int
    label: str
    subject: str
    state: IssueState
    progress: Progress
    slack_user: str
    channel: str = ""
    message: str = ""
    resume_at: datetime | None = None

    @property
    def over(self) -> bool:
        """Tell whether this is the last that the message tells."""
        return self.state not in _GOING


def live_sendings(services: Services) -> tuple[LiveSending, ...]:
    """Return what goes out and is followed in chat, and what has just gone out."""
    issue = NewsletterIssue
    followed = or_(
        issue.state.in_(_GOING), and_(issue.ended_at.is_not(None), issue.progress_message != "")
    )
    account = (
        select(func.min(SlackIdentity.slack_user))
        .where(SlackIdentity.person_id == func.coalesce(issue.approved_by_id, issue.writer_id))
        .scalar_subquery()
    )
    with services.database.session() as session:
        rows = session.execute(select(issue, account).where(followed).order_by(issue.id)).all()
        return tuple(_live(session, services, rows))


def note_message(services: Services, issue_id: int, channel: str, message: str) -> None:
    """Remember where the message about a sending stands; "" when it has told the last."""
    with services.database.write() as session:
        this = update(NewsletterIssue).where(NewsletterIssue.id == issue_id)
        session.execute(this.values(progress_channel=channel, progress_message=message))


def _live(
    session: Session, services: Services, rows: Sequence[Row[NewsletterIssue, str]]
) -> list[LiveSending]:
    return [
        LiveSending(
            issue_id=issue.id,
            label=f"{issue.year}-{issue.number}",
            subject=issue.subject,
            state=IssueState(issue.state),
            progress=sending_progress(session, services, issue),
            slack_user=account or "",
            channel=issue.progress_channel,
            message=issue.progress_message,
            resume_at=issue.resume_at,
        )
        for issue, account in rows
        if account or issue.progress_message
    ]
