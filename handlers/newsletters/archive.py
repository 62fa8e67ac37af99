"""The issues that have gone out, for everybody to read: a list, each by itself, and their pictures.

What is shown is what was approved: later changes of projects change nothing here.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from handlers.contents import Edition
from handlers.errors import Refusal
from handlers.newsletter_views import PUBLISHED, IssueState
from handlers.newsletters.editions import edition_of
from handlers.ports import SWEDEN, Services
from storage.models import Collaboration, NewsletterImage, NewsletterIssue

# So many of the latest stand whole in what programs fetch.
MOST_IN_FEED = 20
_LONGEST_CODE = 64
READABLE: ColumnElement[bool] = NewsletterIssue.state.in_(PUBLISHED)


@dataclass(frozen=True, slots=True)
class ArchiveLine:
    """An issue in the list of them: "2027-1", with the day it went out."""

    year: int
    number: int
    subject: str
    preview: str
    published: date


@dataclass(frozen=True, slots=True)
class Archive:
    """All the issues of a collaboration, the latest first; ``key`` is the collaboration's."""

    collaboration: str
    key: str
    lines: tuple[ArchiveLine, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """A whole issue, and the moment at which it went out."""

    edition: Edition
    at: datetime


@dataclass(frozen=True, slots=True)
class PublicPicture:
    """A picture; ``lasting``: it stands in what has gone out, and is never another."""

    media_type: str
    content: bytes
    lasting: bool


def archive_of(services: Services, key: str) -> Archive:
    """Return the issues of the collaboration with a key; refuses where there is none."""
    columns = (
        NewsletterIssue.year, NewsletterIssue.number, NewsletterIssue.subject,
        NewsletterIssue.preview, NewsletterIssue.published_at,
    )  # fmt: skip
    with services.database.session() as session:
        owner = _owner(session, key)
        rows = session.execute(
            select(*columns)
            .where(NewsletterIssue.collaboration_id == owner.id, READABLE)
            .order_by(NewsletterIssue.year.desc(), NewsletterIssue.number.desc())
        )
        lines = tuple(
            ArchiveLine(*row[:4], row.published_at.astimezone(SWEDEN).date()) for row in rows
        )
        return Archive(owner.name, owner.key, lines)


def archived_issue(services: Services, key: str, year: int, number: int) -> Edition:
    """Return an issue that has gone out; refuses any other."""
    with services.database.session() as session:
        owner = _owner(session, key)
        issue = session.scalars(
            select(NewsletterIssue).where(
                NewsletterIssue.collaboration_id == owner.id,
                NewsletterIssue.year == year,
                NewsletterIssue.number == number,
                READABLE,
            )
        ).one_or_none()
        if issue is None:
            raise Refusal("newsletter_not_public")
        return edition_of(session, services, issue)


def latest_issues(services: Services, key: str) -> tuple[str, tuple[Published, ...]]:
    """Return what a collaboration is called, and its latest issues, whole."""
    with services.database.session() as session:
        owner = _owner(session, key)
        issues = session.scalars(
            select(NewsletterIssue)
            .where(NewsletterIssue.collaboration_id == owner.id, READABLE)
            .order_by(NewsletterIssue.year.desc(), NewsletterIssue.number.desc())
            .limit(MOST_IN_FEED)
        ).all()
        found = (
            Published(edition_of(session, services, one), one.published_at)
            for one in issues
            if one.published_at is not None
        )
        return owner.name, tuple(found)


def picture(services: Services, code: str) -> PublicPicture:
    """Return the picture with a code; refuses what is none, or stands in what was thrown away.

    A code cannot be guessed. Before an issue goes out, whoever has got a copy to look at sees its
    pictures by that alone.
    """
    if len(code) > _LONGEST_CODE or not code.isascii():
        raise Refusal("newsletter_not_public")
    found = (
        select(NewsletterImage.media_type, NewsletterImage.content, NewsletterIssue.state)
        .join(NewsletterIssue, NewsletterIssue.id == NewsletterImage.issue_id)
        .where(NewsletterImage.code == code, NewsletterIssue.state != IssueState.THROWN)
    )
    with services.database.rows() as database:
        row = database.execute(found).first()
    if row is None:
        raise Refusal("newsletter_not_public")
    return PublicPicture(row.media_type, bytes(row.content), row.state in PUBLISHED)


def _owner(session: Session, key: str) -> Collaboration:
    owner = session.scalars(select(Collaboration).where(Collaboration.key == key)).one_or_none()
    if owner is None:
        raise Refusal("newsletter_not_public")
    return owner
