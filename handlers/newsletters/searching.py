"""Finding what has stood in newsletters: in the words of Swedish, inflected and put together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from handlers.newsletters.archive import READABLE
from handlers.ports import SWEDEN
from handlers.scope import Scope
from storage.models import Collaboration, NewsletterIssue
from storage.words import LINKING, fold, stem, words

MOST_FOUND = 20
# Of fewer letters a part of a word is too easily a part of another one.
_SHORTEST_PART = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueHit:
    """An issue, and the item in it that holds what was looked for; ``item`` is its heading.

    ``key`` is the collaboration's; ``item`` is empty where no item is meant, or it has no heading.
    """

    key: str
    year: int
    number: int
    subject: str
    published: date
    item: str = ""


def search_issues(scope: Scope, query: str = "") -> tuple[IssueHit, ...]:
    """Return the issues that hold all the words of a query, the latest first; all without one."""
    asked = _asked(query)
    rows = scope.session.execute(
        select(
            Collaboration.key, NewsletterIssue.year, NewsletterIssue.number,
            NewsletterIssue.subject, NewsletterIssue.published_at, NewsletterIssue.edition,
        )
        .join(Collaboration, Collaboration.id == NewsletterIssue.collaboration_id)
        .where(NewsletterIssue.collaboration_id.in_(scope.family.ids), READABLE)
        .order_by(
            NewsletterIssue.year.desc(), NewsletterIssue.number.desc(), NewsletterIssue.id.desc()
        )
    )  # fmt: skip
    hits: list[IssueHit] = []
    for key, year, number, subject, published, edition in rows:
        item = _found(asked, subject, edition) if asked else ""
        if item is not None and published is not None and len(hits) < MOST_FOUND:
            day = published.astimezone(SWEDEN).date()
            hits.append(
                IssueHit(
                    key=key, year=year, number=number, subject=subject, published=day, item=item
                )
            )
    return tuple(hits)


def _asked(query: str) -> list[frozenset[str]]:
    """Return each word that is looked for, as typed and as its stem; not those that link others."""
    typed = [word for word in words(query) if fold(word) not in LINKING]
    return [_forms(word) for word in dict.fromkeys(typed or words(query))]


def _found(asked: list[frozenset[str]], subject: str, edition: Mapping[str, Any]) -> str | None:
    """Return the heading of the first item that holds what is asked for; None where none does.

    One that says so in its heading comes before one that mentions it.
    """
    items = list(_items(edition))
    for heading, _body in items:
        if _holds(asked, heading):
            return heading
    for heading, body in items:
        if _holds(asked, f"{heading} {body}"):
            return heading
    return "" if _holds(asked, subject) else None


def _items(edition: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for section in edition.get("sections", ()):
        for item in section["items"]:
            yield str(item["heading"]), str(item["body"])


def _holds(asked: list[frozenset[str]], said: str) -> bool:
    held = frozenset(form for word in words(said) for form in _forms(word))
    return all(_stands(word, held) for word in asked)


def _stands(word: frozenset[str], held: frozenset[str]) -> bool:
    """Tell whether a word stands by itself, or in another: as in "släckvattenprojektet"."""
    parts = [form for form in word if len(form) >= _SHORTEST_PART]
    return bool(word & held) or any(part in other for part in parts for other in held)


def _forms(word: str) -> frozenset[str]:
    return frozenset({stem(word), fold(word)})
