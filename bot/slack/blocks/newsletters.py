"""An issue of the newsletter in chat: what stands in it, two lines each, and where it is read."""

from collections.abc import Iterator

from bot.slack.blocks.answers import title
from bot.slack.blocks.parts import Block, Message, cut, leading, message, paragraph, said, words
from bot.texts import text
from bot.texts.newsletters import figures, issue_name, item_begins, section_heading
from bot.texts.safe import clean
from handlers.contents import (
    Edition,
    EditionItem,
    EditionSection,
    NewsletterCopy,
    NewsletterSummary,
)

# So many items of a part have room, and so many parts there are: far below what a message holds.
_MOST_ITEMS = 5
_LONGEST_HEADING, _LONGEST_LINE = 100, 130
_LONGEST_LEAD = 400


def summary_message(content: NewsletterSummary) -> Message:
    """Show what stands in an issue that has gone out."""
    edition = content.edition
    head = text("issue.summary_title", subject=clean(edition.subject))
    further = leading(text("issue.read_all"), content.page)
    return message(
        head,
        [
            paragraph(title(head, ""), _piece(_lead(edition))),
            *_parts(edition),
            *([paragraph(*further)] if further else []),
        ],
    )


def copy_message(content: NewsletterCopy) -> Message:
    """Show what stands in an issue that somebody is asked to look at."""
    edition = content.edition
    head = text("issue.copy_subject", subject=clean(edition.subject))
    return message(
        head,
        [
            paragraph(title(head, ""), _piece(_lead(edition))),
            said(text("issue.copy_notice")),
            *_parts(edition),
            said(text("issue.why_copy", name=clean(content.sender))),
        ],
    )


def _lead(edition: Edition) -> str:
    preview = clean(edition.preview)
    name = f"{clean(edition.collaboration)}, {issue_name(edition)}"
    return cut(
        text("common.part_of", label=name, value=preview) if preview else name, _LONGEST_LEAD
    )


def _parts(edition: Edition) -> Iterator[Block]:
    return (_part(one, edition) for one in edition.sections)


def _part(one: EditionSection, edition: Edition) -> Block:
    lines = [line for item in one.items[:_MOST_ITEMS] for line in _item(item, edition)]
    left = len(one.items) - _MOST_ITEMS
    if left > 0:
        lines.append(text("issue.left", count=left))
    rows = [_piece("\n".join(lines))] if lines else []
    return paragraph(words(section_heading(one.section), bold=True), *rows)


def _item(item: EditionItem, edition: Edition) -> Iterator[str]:
    heading = clean(item.heading)
    if heading:
        yield f"• {cut(heading, _LONGEST_HEADING)}"
    begins = item_begins(item, figures(edition, None))
    if begins:
        yield cut(begins if heading else f"• {begins}", _LONGEST_LINE)


def _piece(said: str) -> list[Block]:
    # As it stands, whatever addresses there are in it: one that has been cut leads nowhere.
    return [{"type": "text", "text": said}]
