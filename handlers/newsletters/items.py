"""Changing what an issue says, item by item; two who change the same do not overwrite it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.contents import Section
from handlers.errors import Refusal
from handlers.newsletter_views import ItemLine
from handlers.newsletters.finding import Which, Work, working
from handlers.ports import Services
from storage.models import NewsletterItem, Person

LONGEST_HEADING, LONGEST_BODY, LONGEST_SUBJECT, LONGEST_PREVIEW = 200, 20_000, 200, 300
MOST_ITEMS = 100


@dataclass(frozen=True, slots=True)
class Edited:
    """An item as it is now, and the issue's revision.

    ``conflict``: somebody else had changed it since; nothing was changed, and it is theirs.
    """

    item: ItemLine
    revision: int
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Headed:
    """An issue's subject and preview as they are now; ``conflict`` as of an item."""

    subject: str
    preview: str
    revision: int
    conflict: bool = False


def edit_item(
    services: Services, asker: Asker, number: int, based_on: int, said: tuple[str, str]
) -> Edited:
    """Let an item say something else: its heading, and Markdown.

    ``based_on`` is the revision that was changed. Where it has become another one since, and says
    something else, nothing is changed; the same said twice is one change.
    """
    heading, body = _tidied(*said)
    with _holding(services, asker, number) as (work, item):
        same = (item.heading, item.body) == (heading, body) and item.removed_at is None
        if not same and item.revision != based_on:
            return Edited(_line(work.session, item), work.issue.revision, conflict=True)
        if not same:
            item.heading, item.body, item.removed_at = heading, body, None
            _changed(work, item, "newsletter_item_changed")
        return Edited(_line(work.session, item), work.issue.revision)


def add_item(
    services: Services, asker: Asker, which: Which, section: Section, said: tuple[str, str]
) -> Edited:
    """Add an item at the end of a section."""
    heading, body = _tidied(*said)
    with working(services, asker, which) as work:
        rows = _rows(work)
        if sum(one.removed_at is None for one in rows) >= MOST_ITEMS:
            raise Refusal("newsletter_full", most=MOST_ITEMS)
        item = NewsletterItem(
            collaboration_id=work.issue.collaboration_id,
            issue_id=work.issue.id,
            section=section,
            position=max((one.position for one in rows), default=0) + 1,
            heading=heading,
            body=body,
            revision=0,
            changed_at=services.clock(),
        )
        work.session.add(item)
        work.session.flush()
        _changed(work, item, "newsletter_item_added")
        return Edited(_line(work.session, item), work.issue.revision)


def move_item(
    services: Services, asker: Asker, number: int, steps: int, section: Section | None = None
) -> Edited:
    """Move an item so many steps down, or up where ``steps`` is negative.

    With another ``section`` it goes to the end of that one. Refuses one that was taken out.
    """
    with _holding(services, asker, number) as (work, item):
        if item.removed_at is not None:
            raise Refusal("newsletter_item_gone")
        rows = [one for one in _rows(work) if one.removed_at is None]
        if section is not None and item.section != section:
            item.section = section
            item.position = max(one.position for one in rows) + 1
            _changed(work, item, "newsletter_item_moved")
        elif steps:
            beside = [one for one in rows if one.section == item.section]
            if _stepped(beside, item, steps):
                _changed(work, item, "newsletter_item_moved")
        return Edited(_line(work.session, item), work.issue.revision)


def remove_item(services: Services, asker: Asker, number: int) -> Edited:
    """Take an item out; it is kept, and can be put back."""
    with _holding(services, asker, number) as (work, item):
        if item.removed_at is None:
            item.removed_at = services.clock()
            _changed(work, item, "newsletter_item_removed")
        return Edited(_line(work.session, item), work.issue.revision)


def restore_item(services: Services, asker: Asker, number: int) -> Edited:
    """Put an item back that was taken out."""
    with _holding(services, asker, number) as (work, item):
        if item.removed_at is not None:
            item.removed_at = None
            _changed(work, item, "newsletter_item_restored")
        return Edited(_line(work.session, item), work.issue.revision)


def set_head(
    services: Services, asker: Asker, which: Which, based_on: tuple[str, str], said: tuple[str, str]
) -> Headed:
    """Set the subject and the preview; ``based_on`` is what they were when somebody looked."""
    subject, preview = (" ".join(one.split()) for one in said)
    if not subject:
        raise Refusal("newsletter_no_subject")
    _fits("newsletter_subject_long", subject, LONGEST_SUBJECT)
    _fits("newsletter_preview_long", preview, LONGEST_PREVIEW)
    with working(services, asker, which) as work:
        issue = work.issue
        now = issue.subject, issue.preview
        if now == (subject, preview):
            return Headed(*now, issue.revision)
        if now != based_on:
            return Headed(*now, issue.revision, conflict=True)
        issue.subject, issue.preview = subject, preview
        work.touch()
        work.note("newsletter_headed")
        return Headed(subject, preview, issue.revision)


def item_lines(session: Session, rows: Sequence[NewsletterItem]) -> tuple[ItemLine, ...]:
    """Return items as people see them, in one question however many they are."""
    people = {one.changed_by_id for one in rows if one.changed_by_id}
    found_names = session.execute(select(Person.id, Person.name).where(Person.id.in_(people)))
    names = {row[0]: row[1] for row in found_names}
    return tuple(
        ItemLine(
            id=one.id,
            section=Section(one.section),
            heading=one.heading,
            body=one.body,
            revision=one.revision,
            changed_at=one.changed_at,
            changed_by=names.get(one.changed_by_id or 0, ""),
            removed=one.removed_at is not None,
        )
        for one in rows
    )


@contextmanager
def _holding(
    services: Services, asker: Asker, number: int
) -> Iterator[tuple[Work, NewsletterItem]]:
    """Lend an item with its issue, which nobody else changes meanwhile."""
    with services.database.session() as session:
        row = session.get(NewsletterItem, number)
        issue = row.issue_id if row else None
    if issue is None:
        raise Refusal("newsletter_item_gone")
    with working(services, asker, Which(issue)) as work:
        yield work, work.session.get_one(NewsletterItem, number)


def _rows(work: Work) -> Sequence[NewsletterItem]:
    mine = select(NewsletterItem).where(NewsletterItem.issue_id == work.issue.id)
    return work.session.scalars(mine.order_by(NewsletterItem.position, NewsletterItem.id)).all()


def _changed(work: Work, item: NewsletterItem, verb: str) -> None:
    work.touch()
    item.revision += 1
    item.changed_at, item.changed_by_id = work.services.clock(), work.asker.person_id
    work.note(verb, item=item.id, revision=item.revision)
    work.session.flush()


def _line(session: Session, item: NewsletterItem) -> ItemLine:
    return item_lines(session, [item])[0]


def _stepped(beside: list[NewsletterItem], item: NewsletterItem, steps: int) -> bool:
    """Move an item among those of its section, and tell whether it has another place now."""
    before = beside.index(item)
    after = min(max(before + steps, 0), len(beside) - 1)
    if before == after:
        return False
    places = sorted(one.position for one in beside)
    beside.insert(after, beside.pop(before))
    for row, place in zip(beside, places, strict=True):
        row.position = place
    return True


def _tidied(heading: str, body: str) -> tuple[str, str]:
    heading, body = " ".join(heading.split()), body.replace("\r\n", "\n").strip()
    _fits("newsletter_heading_long", heading, LONGEST_HEADING)
    _fits("newsletter_body_long", body, LONGEST_BODY)
    return heading, body


def _fits(code: str, words: str, most: int) -> None:
    if len(words) > most:
        raise Refusal(code, most=most, length=len(words))
