"""An issue of a newsletter as it is read: the same in a mail, on its page and in an editor."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from bot.texts.markdown import Figure, Figures, as_html
from bot.texts.markdown_lines import WIDTH, as_lines, wrapped
from bot.texts.safe import clean, shortened
from bot.texts.wording import text, word
from handlers.contents import Edition, EditionItem, Section

NEWSLETTER_PATH = "/nyhetsbrev"
PICTURE_PATH = f"{NEWSLETTER_PATH}/bild"
_LONGEST_BRIEF = 100


@dataclass(frozen=True, slots=True)
class ShownItem:
    """A heading, which may be empty, and what stands under it as HTML."""

    heading: str
    html: Markup


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A part of an issue with its heading; ``code`` is good for an anchor."""

    code: str
    heading: str
    items: tuple[ShownItem, ...]


def archive_path(key: str) -> str:
    """Return the path of all issues; ``key`` is their collaboration's."""
    return f"{NEWSLETTER_PATH}/{key}"


def issue_path(key: str, year: int, number: int) -> str:
    """Return the path of an issue in the archive; ``key`` is its collaboration's."""
    return f"{archive_path(key)}/{year}-{number}"


def issue_name(edition: Edition) -> str:
    """Say which issue it is: "Nyhetsbrev 2026 nr 2"."""
    return text("issue.name", year=edition.year, number=edition.number)


def section_heading(section: Section) -> str:
    """Return what a part of an issue is called."""
    return word("newsletter_section", section)


def figures(edition: Edition, base: str | None) -> Figures:
    """Return the issue's pictures by code; ``base`` is what their path is below, None without."""
    return {
        one.code: Figure(
            one.alt,
            None if base is None else f"{base}{PICTURE_PATH}/{one.code}",
            one.width,
            one.height,
        )
        for one in edition.pictures
    }


def shown_sections(
    edition: Edition, base: str | None, *, link_style: str = ""
) -> tuple[ShownSection, ...]:
    """Return the parts of an issue: their headings are of the second level, their items' below."""
    seen = figures(edition, base)
    return tuple(
        ShownSection(
            one.section.value,
            section_heading(one.section),
            tuple(shown_item(item, seen, link_style=link_style) for item in one.items),
        )
        for one in edition.sections
    )


def shown_item(item: EditionItem, seen: Figures, *, link_style: str = "") -> ShownItem:
    """Return an item; its own headings are below its heading, or below the section's."""
    heading = clean(item.heading)
    html = as_html(item.body, seen, under=3 if heading else 2, link_style=link_style)
    return ShownItem(heading, html)


def item_lines(item: EditionItem, seen: Figures, width: int = WIDTH) -> list[str]:
    """Return an item as lines of plain text."""
    heading = wrapped(clean(item.heading), width)
    body = as_lines(item.body, seen, width)
    return [*heading, *([""] if heading and body else []), *body]


def item_brief(item: EditionItem, seen: Figures) -> str:
    """Return an item in a line: its heading, or else how it begins."""
    return clean(item.heading) or shortened(item_begins(item, seen), _LONGEST_BRIEF)


def item_begins(item: EditionItem, seen: Figures) -> str:
    """Return what stands under an item's heading, on one line."""
    return clean(" ".join(as_lines(item.body, seen)))


def contents_lines(edition: Edition) -> Iterator[tuple[str, str]]:
    """Say what stands in an issue: each part's heading, and the headings of its items."""
    for one in edition.sections:
        headings = [clean(item.heading) for item in one.items if clean(item.heading)]
        yield section_heading(one.section), ", ".join(headings)
