"""An issue as it is read: as it stands now while it is written, as it was approved afterwards."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.contents import Edition, EditionItem, EditionSection, Picture, Section
from handlers.ports import SWEDEN, Services
from handlers.roles import coordinator_among
from storage.indexes import families
from storage.models import Collaboration, NewsletterImage, NewsletterIssue, NewsletterItem


def edition_of(session: Session, services: Services, issue: NewsletterIssue) -> Edition:
    """Return what an issue says; once it is approved, what it said then."""
    sections, pictures = _frozen(issue) if issue.edition else live(session, issue)
    owner = session.get_one(Collaboration, issue.collaboration_id)
    family = next(one for one in families(session) if issue.collaboration_id in one.ids)
    mailboxes = services.indexes.of(session, family).mailboxes
    contact = coordinator_among(mailboxes, services.today())
    published = issue.published_at
    return Edition(
        collaboration=owner.name,
        key=owner.key,
        year=issue.year,
        number=issue.number,
        subject=issue.subject,
        preview=issue.preview,
        sections=sections,
        pictures=pictures,
        contact=contact.title if contact else "",
        contact_email=contact.email if contact else "",
        published=published.astimezone(SWEDEN).date() if published else None,
    )


def frozen(session: Session, issue: NewsletterIssue) -> dict[str, Any]:
    """Return what an issue says now, to be kept as it is. It holds no names and no addresses."""
    sections, pictures = live(session, issue)
    return {
        "sections": [asdict(one) for one in sections],
        "pictures": [asdict(one) for one in pictures],
    }


def live(
    session: Session, issue: NewsletterIssue
) -> tuple[tuple[EditionSection, ...], tuple[Picture, ...]]:
    """Return what an issue says now, and the pictures that it shows."""
    rows = session.scalars(
        select(NewsletterItem)
        .where(NewsletterItem.issue_id == issue.id, NewsletterItem.removed_at.is_(None))
        .order_by(NewsletterItem.position, NewsletterItem.id)
    ).all()
    said = [one for one in rows if one.heading or one.body]
    sections = tuple(
        EditionSection(section, items)
        for section in Section
        if (items := tuple(_item(one) for one in said if one.section == section))
    )
    return sections, _pictures(session, issue, " ".join(one.body for one in said))


def _item(row: NewsletterItem) -> EditionItem:
    return EditionItem(row.heading, row.body)


def _pictures(session: Session, issue: NewsletterIssue, words: str) -> tuple[Picture, ...]:
    image = NewsletterImage
    rows = session.execute(
        select(image.code, image.alt, image.width, image.height)
        .where(image.issue_id == issue.id)
        .order_by(image.id)
    )
    return tuple(Picture(*row) for row in rows if f"bild:{row[0]}" in words)


def _frozen(
    issue: NewsletterIssue,
) -> tuple[tuple[EditionSection, ...], tuple[Picture, ...]]:
    sections = tuple(
        EditionSection(Section(one["section"]), tuple(EditionItem(**item) for item in one["items"]))
        for one in issue.edition["sections"]
    )
    return sections, tuple(Picture(**one) for one in issue.edition["pictures"])
