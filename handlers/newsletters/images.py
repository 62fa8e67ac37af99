"""The pictures of an issue: added with words for what they show, and shown at one address."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.contents import Edition, Picture
from handlers.errors import Refusal
from handlers.newsletters.editions import edition_of
from handlers.newsletters.finding import Which, Work, found, working
from handlers.newsletters.items import LONGEST_BODY
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import NewsletterImage, NewsletterIssue, NewsletterItem

LONGEST_ALT, MOST_IMAGES = 500, 30
# What stands nowhere is kept for so long, since it may have been cut out to be put elsewhere.
UNUSED_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PreparedImage:
    """A picture that is ready to be sent to everyone; its size in pixels."""

    content: bytes
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ImageLine:
    """A picture of an issue; ``used`` tells whether it stands in an item."""

    picture: Picture
    used: bool


def add_image(
    services: Services, asker: Asker, number: int, image: PreparedImage, alt: str
) -> Picture:
    """Add a picture to an issue, at the end of the item with this number."""
    said = _alt(alt)
    with services.database.session() as session:
        row = session.get(NewsletterItem, number)
        issue = row.issue_id if row else None
    if issue is None:
        raise Refusal("newsletter_item_gone")
    with working(services, asker, Which(issue)) as work:
        _tidy(work)
        if _count(work) >= MOST_IMAGES:
            raise Refusal("newsletter_images_many", most=MOST_IMAGES)
        item = work.session.get_one(NewsletterItem, number)
        code = secrets.token_hex(16)
        body = f"{item.body}\n\n![](bild:{code})".strip()
        if len(body) > LONGEST_BODY:
            raise Refusal("newsletter_body_long", most=LONGEST_BODY, length=len(body))
        work.session.add(_row(work, code, image, said))
        work.touch()
        item.body, item.revision = body, item.revision + 1
        item.changed_at, item.changed_by_id = services.clock(), asker.person_id
        work.note("newsletter_image_added", item=item.id, revision=item.revision)
        return Picture(code, said, image.width, image.height)


def set_image_alt(services: Services, asker: Asker, which: Which, code: str, alt: str) -> None:
    """Say in other words what a picture shows."""
    said = _alt(alt)
    with working(services, asker, which) as work:
        row = _image(work.session, work.issue, code)
        if row.alt != said:
            row.alt = said
            work.touch()
            work.note("newsletter_image_described", image=row.id)


def remove_image(services: Services, asker: Asker, which: Which, code: str) -> None:
    """Remove a picture that stands in no item."""
    with working(services, asker, which) as work:
        row = _image(work.session, work.issue, code)
        if code in _words(work.session, work.issue):
            raise Refusal("newsletter_image_used")
        work.note("newsletter_image_removed", image=row.id)
        work.session.delete(row)


def issue_images(services: Services, asker: Asker, which: Which) -> tuple[ImageLine, ...]:
    """Return the pictures of an issue, for who writes it."""
    require(asker, Information.NEWSLETTERS)
    with services.database.session() as session:
        issue = _issue(session, asker, which)
        words = _words(session, issue)
        return tuple(ImageLine(one, one.code in words) for one in pictures_of(session, issue))


def image_of_issue(services: Services, asker: Asker, which: Which, code: str) -> tuple[str, bytes]:
    """Return a picture's media type and its octets, for who writes the issue."""
    require(asker, Information.NEWSLETTERS)
    with services.database.session() as session:
        row = _image(session, _issue(session, asker, which), code)
        return row.media_type, row.content


def issue_edition(services: Services, asker: Asker, which: Which) -> Edition:
    """Return what an issue says, for who writes it and wants to see how it will look."""
    require(asker, Information.NEWSLETTERS)
    with services.database.session() as session:
        return edition_of(session, services, _issue(session, asker, which))


def pictures_of(session: Session, issue: NewsletterIssue) -> tuple[Picture, ...]:
    """Return all pictures that have been added to an issue."""
    image = NewsletterImage
    rows = session.execute(
        select(image.code, image.alt, image.width, image.height)
        .where(image.issue_id == issue.id)
        .order_by(image.id)
    )
    return tuple(Picture(*row) for row in rows)


def _issue(session: Session, asker: Asker, which: Which) -> NewsletterIssue:
    return found(session, home(families(session), asker.collaboration), which)


def _image(session: Session, issue: NewsletterIssue, code: str) -> NewsletterImage:
    row = session.scalars(
        select(NewsletterImage).where(
            NewsletterImage.issue_id == issue.id, NewsletterImage.code == code
        )
    ).first()
    if row is None:
        raise Refusal("newsletter_image_gone")
    return row


def _row(work: Work, code: str, image: PreparedImage, alt: str) -> NewsletterImage:
    return NewsletterImage(
        collaboration_id=work.issue.collaboration_id,
        issue_id=work.issue.id,
        code=code,
        media_type=image.media_type,
        width=image.width,
        height=image.height,
        alt=alt,
        added_at=work.services.clock(),
        added_by_id=work.asker.person_id,
        content=image.content,
    )


def _tidy(work: Work) -> None:
    """Remove the pictures that have stood nowhere for a while."""
    words = _words(work.session, work.issue)
    image = NewsletterImage
    old = work.services.clock() - UNUSED_FOR
    rows = work.session.execute(
        select(image.id, image.code).where(image.issue_id == work.issue.id, image.added_at < old)
    )
    unused = [number for number, code in rows if code not in words]
    if unused:
        work.session.execute(delete(image).where(image.id.in_(unused)))


def _count(work: Work) -> int:
    mine = NewsletterImage.issue_id == work.issue.id
    counted = work.session.scalar(select(func.count()).select_from(NewsletterImage).where(mine))
    return counted or 0


def _words(session: Session, issue: NewsletterIssue) -> str:
    """Return what stands in an issue's items, those too that can be put back."""
    bodies = select(NewsletterItem.body).where(NewsletterItem.issue_id == issue.id)
    return "\n".join(session.scalars(bodies))


def _alt(alt: str) -> str:
    said = " ".join(alt.split())
    if not said:
        raise Refusal("newsletter_alt_missing")
    if len(said) > LONGEST_ALT:
        raise Refusal("newsletter_alt_long", most=LONGEST_ALT, length=len(said))
    return said
