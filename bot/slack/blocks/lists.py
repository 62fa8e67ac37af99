"""Several records: one line each with a button, a page at a time."""

from collections.abc import Iterable

from bot.slack.blocks.answers import Look, origin_of, title
from bot.slack.blocks.parts import (
    Block,
    Message,
    button,
    buttons,
    message,
    paragraph,
    row,
    said,
    small,
    words,
)
from bot.slack.origin import Origin
from bot.texts import text
from bot.texts.cards import Card
from bot.texts.cards.shaping import choice_of, item_line
from handlers.answers import Item, ListAnswer

FIRST_PAGE = 5
PAGE = 10


def item_list(answer: ListAnswer, card: Card, origin: Origin, look: Look) -> Message:
    """Show a page of a list: the first five, then ten at a time."""
    # A list may have become shorter since its button was made.
    start = origin.start if 0 < origin.start < len(answer.items) else 0
    end = start + (PAGE if start else FIRST_PAGE)
    blocks = [paragraph(title(card.heading, _lead(answer, card, start, end)))]
    blocks += item_rows(answer.items[start:end])
    blocks += [small(note) for note in answer.notes[:3]]
    blocks += [said(look.notice)] if look.notice else []
    blocks += buttons(_paging(origin, start, end, len(answer.items)))
    return message(card.summary, blocks)


def item_rows(items: Iterable[Item]) -> list[Block]:
    """Return a line with a button for each record."""
    return [_row(number, item) for number, item in enumerate(items)]


def _row(number: int, item: Item) -> Block:
    line, choice = item_line(item), choice_of(item)
    told = f"{line.label}\n{line.text}" if line.label else line.text
    show = button(
        text("slack.show"), f"choose_{number}", origin_of(choice).value(), about=item.title
    )
    return row(told, show)


def _lead(answer: ListAnswer, card: Card, start: int, end: int) -> str:
    if not start:
        return card.lead
    count = len(answer.items)
    return text("slack.page", first=start + 1, last=min(end, count), count=count)


def _paging(origin: Origin, start: int, end: int, count: int) -> list[Block]:
    further = button(text("slack.further"), "more", origin.at(end).value())
    less = button(text("slack.first_page"), "less", origin.at(-1).value())
    return [*([further] if end < count else []), *([less] if start else [])]


def explained(lines: Iterable[str]) -> list[Block]:
    """Return sentences below each other as one block."""
    rows = [words(line) for line in lines]
    return [paragraph(*rows)] if rows else []
