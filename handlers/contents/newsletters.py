"""What stands in an issue of a newsletter, and what is told about one: plain data."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Section(StrEnum):
    """The parts of an issue, in their order; those without items vanish."""

    NOW = "now"
    PROJECTS = "projects"
    DATES = "dates"
    PROPOSE = "propose"
    NATIONAL = "national"
    BOARD = "board"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class EditionItem:
    """A heading, which may be empty, and what stands under it as Markdown.

    A picture stands in it as ``![](bild:CODE)``.
    """

    heading: str
    body: str


@dataclass(frozen=True, slots=True)
class EditionSection:
    """A part of an issue with at least one item."""

    section: Section
    items: tuple[EditionItem, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in an issue: its code, what it shows in words, and its size in pixels."""

    code: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An issue as it is read, the same by everyone: in a mail, on its page, in chat.

    ``collaboration`` is the name and ``key`` the key of the one that sends it. ``contact`` and
    ``contact_email`` are who answers questions; ``published`` is None until it goes out.
    """

    collaboration: str
    key: str
    year: int
    number: int
    subject: str
    preview: str
    sections: tuple[EditionSection, ...]
    pictures: tuple[Picture, ...] = ()
    contact: str = ""
    contact_email: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Newsletter:
    """A copy of an issue to one of those who get it; ``issue_id`` is the issue's row."""

    edition: Edition
    issue_id: int


@dataclass(frozen=True, slots=True)
class NewsletterCopy:
    """A copy to look at before it goes out, sent by ``sender`` (a name)."""

    edition: Edition
    sender: str


@dataclass(frozen=True, slots=True)
class NewsletterSummary:
    """What stands in an issue that has gone out, for who reads it in chat.

    ``page`` is where the whole of it is read, "" where there are no pages.
    """

    edition: Edition
    page: str = ""


@dataclass(frozen=True, slots=True)
class NewsletterJoin:
    """Asks whether its reader wants the newsletter of a family; ``collaboration`` is its name."""

    collaboration: str
    collaboration_id: int
