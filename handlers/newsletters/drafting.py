"""Beginning an issue: drafted from what has happened, and filled up with what has since."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.events import record
from handlers.happenings import DraftedIssue, DraftedItem
from handlers.newsletter_views import OPEN, PUBLISHED, IssueState
from handlers.newsletters.finding import Which, Work, label, root, working
from handlers.newsletters.gathering import gather
from handlers.ports import Services
from handlers.scope import home, scope
from storage.indexes import Family, families
from storage.models import Collaboration, EventLog, NewsletterIssue, NewsletterItem

REFILLED = "newsletter_refilled"


def new_issue(services: Services, asker: Asker) -> int:
    """Draft an issue from what has changed since the last one, and return its row.

    Refuses while another one is being written: two would tell the same.
    """
    require(asker, Information.NEWSLETTERS)
    with services.database.session() as session:
        family = home(families(session), asker.collaboration)
        _refuse_second(session, family)
    drafted, year, since = _drafted(services, asker)
    with services.database.write() as session:
        family = home(families(session), asker.collaboration)
        # Two who begin at once wait for each other here.
        session.get_one(Collaboration, root(family), with_for_update=True)
        _refuse_second(session, family)
        issue = NewsletterIssue(
            collaboration_id=root(family),
            year=year,
            number=_next_number(session, family, year),
            state=IssueState.DRAFT,
            subject=drafted.subject,
            preview=drafted.preview,
            audience={},
            since=since,
            revision=0,
            created_at=services.clock(),
            writer_id=asker.person_id,
        )
        session.add(issue)
        session.flush()
        _add(session, services, asker, issue, drafted.items)
        record(
            session, services.clock(), asker, "newsletter_drafted",
            about=("newsletter", str(issue.id)), collaboration_id=issue.collaboration_id,
            items=len(drafted.items),
        )  # fmt: skip
        return issue.id


def refill(services: Services, asker: Asker, which: Which) -> int:
    """Add what has happened since an issue was drafted, and return how many items that were.

    What stands in it already, or has been taken out, is left as it is.
    """
    drafted, *_ = _drafted(services, asker)
    with working(services, asker, which) as work:
        if work.state not in OPEN:
            raise Refusal("newsletter_gone_out", label=label(work.issue))
        fresh = [one for one in drafted.items if _source(one) not in _sources(work)]
        if fresh:
            _add(work.session, services, asker, work.issue, fresh)
            work.touch()
            work.note(REFILLED, items=len(fresh))
        return len(fresh)


def throw_away(services: Services, asker: Asker, which: Which) -> str:
    """Throw a draft away that nobody has got, and return what it was called.

    Its row stays, with what was written: it may have been shown to others.
    """
    with working(services, asker, which) as work:
        if work.state not in OPEN:
            raise Refusal("newsletter_gone_out", label=label(work.issue))
        called = label(work.issue)
        work.note("newsletter_thrown_away", label=called)
        # The next one may have its number.
        work.issue.state, work.issue.number = IssueState.THROWN, -work.issue.id
        return called


def _drafted(services: Services, asker: Asker) -> tuple[DraftedIssue, int, datetime | None]:
    with scope(services, asker) as opened:
        since = _since(opened.session, opened.family)
        year = opened.today.year
        number = _next_number(opened.session, opened.family, year)
        happenings = gather(opened, since, year, number)
    told = set(_national_told(services, asker))
    drafted = services.newsletters.draft(happenings)
    items = tuple(one for one in drafted.items if _source(one) not in told)
    return DraftedIssue(drafted.subject, drafted.preview, items), year, since


def _refuse_second(session: Session, family: Family) -> None:
    mine = select(NewsletterIssue).where(
        NewsletterIssue.collaboration_id.in_(family.ids), NewsletterIssue.state.in_(OPEN)
    )
    other = session.scalars(mine.limit(1)).first()
    if other is not None:
        raise Refusal("newsletter_begun", label=label(other))


def _since(session: Session, family: Family) -> datetime | None:
    """Return when what has happened was gathered last for an issue that went out."""
    out = NewsletterIssue.collaboration_id.in_(family.ids), NewsletterIssue.state.in_(PUBLISHED)
    latest = select(NewsletterIssue.id, NewsletterIssue.created_at).where(*out)
    row = session.execute(latest.order_by(NewsletterIssue.created_at.desc()).limit(1)).first()
    if row is None:
        return None
    refilled = session.scalar(
        select(func.max(EventLog.at)).where(
            EventLog.collaboration_id.in_(family.ids),
            EventLog.verb == REFILLED,
            EventLog.record_key == str(row.id),
        )
    )
    written: datetime = row.created_at
    return max(written, refilled) if refilled else written


def _next_number(session: Session, family: Family, year: int) -> int:
    last = session.scalar(
        select(func.max(NewsletterIssue.number)).where(
            NewsletterIssue.collaboration_id == root(family), NewsletterIssue.year == year
        )
    )
    # One that was thrown away has a number below zero.
    return max(last or 0, 0) + 1


def _national_told(services: Services, asker: Asker) -> Iterable[tuple[str, str]]:
    """Return what authorities do that an earlier issue has told of: nothing dates it."""
    with services.database.session() as session:
        family = home(families(session), asker.collaboration)
        rows = session.execute(
            select(NewsletterItem.source_kind, NewsletterItem.source_key)
            .join(NewsletterIssue, NewsletterIssue.id == NewsletterItem.issue_id)
            .where(
                NewsletterIssue.collaboration_id.in_(family.ids),
                NewsletterIssue.state.in_(PUBLISHED),
                NewsletterItem.source_kind == "national",
                NewsletterItem.removed_at.is_(None),
            )
        )
        return [(kind, key) for kind, key in rows]


def _source(item: DraftedItem) -> tuple[str, str]:
    return item.source_kind, item.source_key


def _sources(work: Work) -> set[tuple[str, str]]:
    mine = select(NewsletterItem.source_kind, NewsletterItem.source_key)
    rows = work.session.execute(mine.where(NewsletterItem.issue_id == work.issue.id))
    return {(kind, key) for kind, key in rows}


def _add(
    session: Session,
    services: Services,
    asker: Asker,
    issue: NewsletterIssue,
    items: Iterable[DraftedItem],
) -> None:
    last = session.scalar(
        select(func.max(NewsletterItem.position)).where(NewsletterItem.issue_id == issue.id)
    )
    session.add_all(
        NewsletterItem(
            collaboration_id=issue.collaboration_id,
            issue_id=issue.id,
            section=one.section,
            position=position,
            heading=one.heading,
            body=one.body,
            source_kind=one.source_kind,
            source_key=one.source_key,
            revision=0,
            changed_at=services.clock(),
            changed_by_id=asker.person_id,
        )
        for position, one in enumerate(items, (last or 0) + 1)
    )
    session.flush()
