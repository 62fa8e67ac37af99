"""How the sending of an issue ends: with everybody's copy settled, or standing still by itself."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.contents import NoteCode
from handlers.delivery import Kind, Loaded
from handlers.delivery.bulk import any_waiting, cancel_waiting, park_cut_off
from handlers.events import record
from handlers.newsletter_views import IssueState
from handlers.newsletters.approving import approvers
from handlers.newsletters.finding import label
from handlers.newsletters.finishing import counts_of, tell_ended
from handlers.newsletters.noting import issue_of, note_about
from handlers.notices import Draft, State, Urgency, put
from handlers.ports import Services
from storage.indexes import families
from storage.models import NewsletterIssue, Notice

NEWSLETTER_PAUSED = "newsletter_paused"
_BOT = Asker("", door="clock")


def close(session: Session, services: Services, issue_id: int) -> Counter[State]:
    """Set aside what was cut off, and end an issue of which no copy waits any more.

    Return how many copies ended, by state. Of an issue that was stopped nothing is to wait.
    """
    counts = Counter({State.UNSURE: park_cut_off(session, services, issue_id)})
    issue = _locked(session, issue_id)
    if issue.state == IssueState.STOPPED:
        counts[State.CANCELLED] = cancel_waiting(session, services, issue_id)
    over = issue.state in {IssueState.SENDING, IssueState.STOPPED}
    if over and issue.ended_at is None and not any_waiting(session, issue_id):
        end(session, services, issue)
    return counts


def end(session: Session, services: Services, issue: NewsletterIssue) -> None:
    """Write down that an issue has gone out, and have its coordinators told how it went."""
    now = services.clock()
    issue.ended_at, issue.resume_at = now, None
    if issue.state == IssueState.SENDING:
        issue.state = IssueState.SENT
    session.flush()
    _note(session, issue, now, "newsletter_ended", outcomes=counts_of(session, issue))
    tell_ended(session, services, issue)


def pause_by_itself(session: Session, services: Services, issue_id: int, reason: str) -> None:
    """Let an issue stand still until somebody has mended what is wrong here; tell them once."""
    issue = _locked(session, issue_id)
    if issue.state != IssueState.SENDING:
        return
    issue.state, issue.paused_reason, issue.resume_at = IssueState.PAUSED, reason, None
    _note(session, issue, services.clock(), "newsletter_paused_by_itself", reason=reason)
    _tell(session, services, issue)


def _locked(session: Session, issue_id: int) -> NewsletterIssue:
    this = select(NewsletterIssue).where(NewsletterIssue.id == issue_id).with_for_update()
    return session.scalars(this.execution_options(populate_existing=True)).one()


def _note(
    session: Session, issue: NewsletterIssue, at: datetime, verb: str, **details: object
) -> None:
    about = ("newsletter", str(issue.id))
    record(session, at, _BOT, verb, about=about, collaboration_id=issue.collaboration_id, **details)


def _tell(session: Session, services: Services, issue: NewsletterIssue) -> None:
    """Tell the coordinators that an issue stands still; each time that it happens anew."""
    family = next(one for one in families(session) if issue.collaboration_id in one.ids)
    now = services.clock()
    drafts = [
        Draft(
            key=f"{NEWSLETTER_PAUSED}/{issue.id}/{now:%Y%m%dT%H%M%S}/p{person}",
            kind=NEWSLETTER_PAUSED,
            collaboration_id=issue.collaboration_id,
            person_id=person,
            details={"issue": issue.id},
            due_at=now,
            # They believe that it goes out.
            urgency=Urgency.NOW,
        )
        for person in approvers(session, services, family, None)
    ]
    put(session, services, drafts)


def _load_paused(session: Session, _services: Services, notices: Sequence[Notice]) -> Loaded:
    (notice,) = notices
    issue = issue_of(session, notice)
    if issue is None or issue.state != IssueState.PAUSED:
        return Loaded(None, settled=frozenset({notice.id}))
    found = counts_of(session, issue)
    # What broke here has a number, by which whoever runs the bot finds it in the log.
    fault, _, reference = issue.paused_reason.partition(" ")
    values = {
        "label": label(issue),
        "subject": issue.subject,
        "sent": str(found.get(State.SENT, 0)),
        "total": str(sum(found.values())),
        "reference": reference,
    }
    broken = fault == "program_error"
    code = NoteCode.NEWSLETTER_BROKEN if broken else NoteCode.NEWSLETTER_PAUSED
    return note_about(session, issue, code, values)


KINDS: Mapping[str, Kind] = {NEWSLETTER_PAUSED: Kind(_load_paused)}
