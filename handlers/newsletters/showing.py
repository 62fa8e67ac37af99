"""An issue, and all issues, as those see them who write them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.contents import Section
from handlers.newsletter_views import OPEN, IssueLine, IssueState, IssueView
from handlers.newsletters.approving import approvers, may_approve
from handlers.newsletters.audience import audience_view
from handlers.newsletters.finding import Which, found, root
from handlers.newsletters.images import pictures_of
from handlers.newsletters.items import item_lines
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import Family, families
from storage.models import (
    Collaboration,
    NewsletterIssue,
    NewsletterItem,
    NewsletterSetting,
    Person,
)

MOST_LISTED = 50


def issue_view(services: Services, asker: Asker, which: Which) -> IssueView:
    """Return an issue for who writes newsletters; refuse where there is none."""
    require(asker, Information.NEWSLETTERS)
    with services.database.session() as session:
        family = home(families(session), asker.collaboration)
        issue = found(session, family, which)
        return _view(session, services, asker, family, issue)


def issue_lines(services: Services, asker: Asker) -> tuple[IssueLine, ...]:
    """Return all issues of the asker's collaborations, the latest first, for who writes them."""
    require(asker, Information.NEWSLETTERS)
    with services.database.session() as session:
        family = home(families(session), asker.collaboration)
        rows = session.scalars(
            select(NewsletterIssue)
            .where(
                NewsletterIssue.collaboration_id.in_(family.ids),
                NewsletterIssue.state != IssueState.THROWN,
            )
            .order_by(NewsletterIssue.year.desc(), NewsletterIssue.number.desc())
            .limit(MOST_LISTED)
        )
        return tuple(
            IssueLine(
                id=one.id,
                year=one.year,
                number=one.number,
                subject=one.subject,
                state=IssueState(one.state),
                at=one.published_at or one.send_at or one.created_at,
            )
            for one in rows
        )


def _view(
    session: Session, services: Services, asker: Asker, family: Family, issue: NewsletterIssue
) -> IssueView:
    owner = session.get_one(Collaboration, issue.collaboration_id)
    people = {issue.writer_id, issue.approved_by_id}
    found_names = session.execute(select(Person.id, Person.name).where(Person.id.in_(people)))
    names = {row[0]: row[1] for row in found_names}
    rows = session.scalars(
        select(NewsletterItem)
        .where(NewsletterItem.issue_id == issue.id)
        .order_by(NewsletterItem.position, NewsletterItem.id)
    ).all()
    sections = list(Section)
    # As they are read: by section, and within it by place.
    items = item_lines(session, sorted(rows, key=lambda one: sections.index(Section(one.section))))
    setting = session.get(NewsletterSetting, root(family))
    return IssueView(
        id=issue.id,
        collaboration=owner.name,
        key=owner.key,
        year=issue.year,
        number=issue.number,
        subject=issue.subject,
        preview=issue.preview,
        state=IssueState(issue.state),
        revision=issue.revision,
        items=items,
        audience=audience_view(session, services, issue),
        writer=names.get(issue.writer_id or 0, ""),
        approver=names.get(issue.approved_by_id or 0, ""),
        may_approve=may_approve(session, services, family, issue, asker),
        alone=not approvers(session, services, family, issue.writer_id),
        since=issue.since,
        send_at=issue.send_at,
        published_at=issue.published_at,
        ended_at=issue.ended_at,
        paused_reason=issue.paused_reason,
        resume_at=issue.resume_at,
        place=setting.place if setting else "",
        pictures=pictures_of(session, issue),
        edit_address=_edit_address(services, asker, issue),
        page=services.addresses.issue(owner.key, issue.year, issue.number),
        posted=issue.posted_at is not None,
        words=sum(len(f"{one.heading} {one.body}".split()) for one in items if not one.removed),
    )


def _edit_address(services: Services, asker: Asker, issue: NewsletterIssue) -> str:
    """Return where the asker edits an issue, as long as it can be changed."""
    if asker.person_id is None or issue.state not in OPEN:
        return ""
    return services.addresses.edit(asker.person_id, issue.id)
