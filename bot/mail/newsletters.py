"""An issue of the newsletter as a mail: the same for everyone but for the way to leave."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from bot.mail.press import LEAVE
from bot.mail.sheets import AnswerSheet, Footing, Link, Row
from bot.texts import text
from bot.texts.dates import day_words
from bot.texts.markdown import Figures
from bot.texts.newsletters import (
    ShownItem,
    contents_lines,
    figures,
    issue_name,
    issue_path,
    item_brief,
    item_lines,
    section_heading,
    shown_item,
)
from bot.texts.safe import clean, shortened
from handlers.contents import (
    Edition,
    EditionSection,
    Newsletter,
    NewsletterCopy,
    NewsletterSummary,
    Section,
)

LOGO_PATH = "/static/logo.png"
# Inline, for programs that drop style sheets; in the dark the style sheet says another.
_LINK_STYLE = "color:#0b5d4b"
# With fewer parts one sees all of them at once.
_FEWEST_FOR_CONTENTS = 4
_LONGEST_LINE = 160


@dataclass(frozen=True, slots=True)
class MailSection:
    """A part of an issue in a mail: as HTML, and as lines.

    ``rest`` says where the whole of it is read, where something is shortened.
    """

    heading: str
    items: tuple[ShownItem, ...]
    lines: tuple[str, ...]
    rest: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterSheet:
    """A newsletter's words, in the order of their reading.

    ``notice`` stands above all else. ``contents`` are its parts with what stands in them.
    ``leave`` is the way to leave on a page, ``leaving`` says how in words.
    """

    subject: str
    preview: str
    title: str
    lead: str
    notice: str
    owner: str
    logo: str
    web: Link | None
    contents: tuple[tuple[str, str], ...]
    sections: tuple[MailSection, ...]
    contact: str
    contact_email: str
    leaving: str
    leave: Link | None
    notes: tuple[str, ...]
    footing: Footing


@dataclass(frozen=True, slots=True)
class Room:
    """How many items have room in a mail: ``whole`` ones, and so many in all."""

    whole: int
    shown: int


def newsletter_sheet(
    content: Newsletter | NewsletterCopy, base: str | None, room: Room | None = None
) -> NewsletterSheet:
    """Return what the mail of an issue says; ``base`` is what our pages are below, if anything."""
    edition, sent = content.edition, isinstance(content, Newsletter)
    web = _web(edition, base) if sent else None
    sections = tuple(_sections(edition, base, web, room or Room(*[_count(edition)] * 2)))
    subject = clean(edition.subject)
    return NewsletterSheet(
        subject=subject if sent else text("issue.copy_subject", subject=subject),
        preview=clean(edition.preview) or _headings(edition),
        title=subject,
        lead=_lead(edition),
        notice="" if sent else text("issue.copy_notice"),
        owner=clean(edition.collaboration),
        logo=f"{base}{LOGO_PATH}" if base is not None else "",
        web=web,
        contents=_contents(edition),
        sections=sections,
        contact=clean(edition.contact),
        contact_email=clean(edition.contact_email),
        leaving=_leaving(base, sent=sent),
        leave=_leave() if sent and base is not None else None,
        notes=(),
        footing=_footing(content),
    )


def fitted(
    content: Newsletter | NewsletterCopy,
    base: str | None,
    size: Callable[[NewsletterSheet], int],
    largest: int,
) -> NewsletterSheet:
    """Return the mail with as much as has room: the last items as their headings, or counted."""
    count = _count(content.edition)

    def sheet(room: Room) -> NewsletterSheet:
        return newsletter_sheet(content, base, room)

    def too_large(room: Room) -> bool:
        return size(sheet(room)) > largest

    whole = [Room(n, count) for n in range(count, -1, -1)]
    fewer = [Room(0, n) for n in range(count - 1, -1, -1)]
    rooms = whole + fewer
    # The less is in it, the smaller it is: so the first that fits is found by halving.
    at = (
        bisect_left(rooms, True, key=lambda room: not too_large(room)) if too_large(rooms[0]) else 0
    )
    return sheet(rooms[min(at, len(rooms) - 1)])


def summary_sheet(content: NewsletterSummary) -> AnswerSheet:
    """Return what is told of an issue by mail, to those who asked for a summary alone."""
    edition = content.edition
    title = text("issue.summary_title", subject=clean(edition.subject))
    page = [Row(content.page, text("issue.read_all"), leads=True)] if content.page else []
    rows = [
        Row(shortened(said, _LONGEST_LINE), heading) if said else Row(heading)
        for heading, said in contents_lines(edition)
    ]
    return AnswerSheet(
        subject=title,
        preview=clean(edition.preview) or _headings(edition),
        title=title,
        lead=_lead(edition),
        rows=(*rows, *page),
        choices=(),
        notes=(),
        footing=Footing(
            sender=text("mail.sender", collaboration=clean(edition.collaboration)),
            why=text("issue.why_summary"),
            change=text("issue.leave_by_mail"),
            settings=None,
        ),
    )


def _count(edition: Edition) -> int:
    return sum(len(one.items) for one in edition.sections)


def _lead(edition: Edition) -> str:
    if edition.published is None:
        return issue_name(edition)
    return text("issue.published", name=issue_name(edition), day=day_words(edition.published))


def _headings(edition: Edition) -> str:
    said = [words for _, words in contents_lines(edition) if words]
    return shortened(", ".join(said), _LONGEST_LINE)


def _contents(edition: Edition) -> tuple[tuple[str, str], ...]:
    lines = [(heading, shortened(said, _LONGEST_LINE)) for heading, said in contents_lines(edition)]
    return tuple(lines) if len(lines) >= _FEWEST_FOR_CONTENTS else ()


def _web(edition: Edition, base: str | None) -> Link | None:
    if base is None:
        return None
    address = f"{base}{issue_path(edition.key, edition.year, edition.number)}"
    return Link(text("issue.read_on_web"), text("issue.read_on_web"), address)


def _leave() -> Link:
    return Link(text("issue.leave"), text("issue.leave"), LEAVE)


def _leaving(base: str | None, *, sent: bool) -> str:
    if not sent:
        return text("issue.copy_leave")
    return text("issue.leave_by_mail") if base is None else ""


def _footing(content: Newsletter | NewsletterCopy) -> Footing:
    owner = clean(content.edition.collaboration)
    sender = text("mail.sender", collaboration=owner)
    if isinstance(content, NewsletterCopy):
        why = text("issue.why_copy", name=clean(content.sender))
        return Footing(sender, why, text("answer.help"), None)
    why = text("issue.why", collaboration=owner)
    return Footing(sender, why, text("issue.leave_by_mail"), None)


def _sections(
    edition: Edition, base: str | None, web: Link | None, room: Room
) -> Iterator[MailSection]:
    """Return the parts, with as many items as have room; the last one is always there."""
    seen = figures(edition, base)
    before = 0
    for one in edition.sections:
        yield _section(one, seen, web, Room(room.whole - before, room.shown - before))
        before += len(one.items)
    if not any(one.section is Section.CONTACT for one in edition.sections):
        yield MailSection(section_heading(Section.CONTACT), (), ())


def _section(one: EditionSection, seen: Figures, web: Link | None, room: Room) -> MailSection:
    whole, shown = max(0, room.whole), max(0, room.shown)
    items = [shown_item(item, seen, link_style=_LINK_STYLE) for item in one.items[:whole]]
    brief = [ShownItem(item_brief(item, seen), Markup()) for item in one.items[whole:shown]]
    heading = section_heading(one.section)
    return MailSection(
        heading,
        (*items, *brief),
        tuple(_lines(one, seen)),
        _rest(heading, web) if whole < len(one.items) else None,
    )


def _rest(heading: str, web: Link | None) -> Link:
    if web is None:
        label = text("issue.rest_in_text")
        return Link(label, label, "")
    label = text("issue.rest_on_web", section=heading)
    return replace(web, label=label, whole=label)


def _lines(one: EditionSection, seen: Figures) -> Iterator[str]:
    for item in one.items:
        yield from item_lines(item, seen)
        yield ""
