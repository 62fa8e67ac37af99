"""Issues of newsletters that have gone out."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from handlers.answers.found import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundIssue:
    """An issue, the heading of what was found in it, and where it is read; "" without pages."""

    year: int
    number: int
    subject: str
    published: date
    item: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterArchiveAnswer(Answer):
    """The issues of a newsletter, or those that hold what was looked for, the latest first.

    ``letter`` names the collaboration, ``query`` is what was looked for, empty for all.
    """

    kind: ClassVar[str] = "list"
    letter: str
    query: str = ""
    issues: tuple[FoundIssue, ...] = ()
    archive: str = ""
