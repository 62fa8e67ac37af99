"""Which issue somebody means, and holding it while it is changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.events import record
from handlers.newsletter_views import OPEN, IssueState
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import Family, families
from storage.models import NewsletterIssue

# What is worked on comes first, then what is on its way, then the latest.
_TURN = case(
    (NewsletterIssue.state.in_(OPEN), 0),
    (NewsletterIssue.state.in_((IssueState.SENDING, IssueState.PAUSED)), 1),
    else_=2,
)


@dataclass(frozen=True, slots=True)
class Which:
    """An issue by its row, or by its year and number; neither for the one that is worked on."""

    id: int = 0
    year: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class Work:
    """An issue that is worked on, locked within a transaction."""

    session: Session
    services: Services
    asker: Asker
    family: Family
    issue: NewsletterIssue

    @property
    def state(self) -> IssueState:
        """Return where the issue has come to."""
        return IssueState(self.issue.state)

    def note(self, verb: str, **details: object) -> None:
        """Write a line in the log about the issue; ids only."""
        record(
            self.session,
            self.services.clock(),
            self.asker,
            verb,
            about=("newsletter", str(self.issue.id)),
            collaboration_id=self.issue.collaboration_id,
            **details,
        )

    def touch(self) -> None:
        """Count a change of what is said; an approval of what was said before is gone."""
        if self.state not in OPEN:
            raise Refusal("newsletter_gone_out", label=label(self.issue))
        self.issue.revision += 1
        if self.state is not IssueState.DRAFT:
            self.note("newsletter_approval_lost", revision=self.issue.revision)
            withdraw(self.issue)


def label(issue: NewsletterIssue) -> str:
    """Return what people call an issue: "2026-2"."""
    return f"{issue.year}-{issue.number}"


def withdraw(issue: NewsletterIssue) -> None:
    """Make a draft of an issue again: nobody has approved it."""
    issue.state = IssueState.DRAFT
    issue.approved_at = issue.approved_by_id = issue.approved_revision = None
    issue.send_at = None
    issue.edition = {}


def root(family: Family) -> int:
    """Return the collaboration that a family's newsletters belong to, by number."""
    return family.members[0].id


@contextmanager
def working(services: Services, asker: Asker, which: Which) -> Iterator[Work]:
    """Lend an issue to change: nobody else changes it until the block ends."""
    require(asker, Information.NEWSLETTERS)
    with services.database.write() as session:
        family = home(families(session), asker.collaboration)
        issue = found(session, family, which, lock=True)
        yield Work(session, services, asker, family, issue)


def found(session: Session, family: Family, which: Which, *, lock: bool = False) -> NewsletterIssue:
    """Return the issue that is meant among a family's; refuse where there is none."""
    mine = select(NewsletterIssue).where(
        NewsletterIssue.collaboration_id.in_(family.ids),
        NewsletterIssue.state != IssueState.THROWN,
        *_named(which),
    )
    latest = (NewsletterIssue.year.desc(), NewsletterIssue.number.desc())
    wanted = mine.order_by(_TURN, *latest).limit(1)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    issue = session.scalars(wanted).first()
    if issue is None:
        raise _missing(which)
    return issue


def _named(which: Which) -> tuple[ColumnElement[bool], ...]:
    if which.id:
        return (NewsletterIssue.id == which.id,)
    if which.year:
        return (NewsletterIssue.year == which.year, NewsletterIssue.number == which.number)
    return ()


def _missing(which: Which) -> Refusal:
    if which.year:
        return Refusal("newsletter_unknown", label=f"{which.year}-{which.number}")
    return Refusal("newsletter_gone" if which.id else "newsletter_none")
