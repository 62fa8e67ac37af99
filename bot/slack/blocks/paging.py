"""Lists of duties and decisions, a page at a time: what fits, and how the pages are turned."""

from collections.abc import Sequence

from bot.slack.blocks.parts import Block, button, size
from bot.slack.origin import Origin
from bot.texts import text

# The list's share of a message: 13 200 characters hold everything, and escapes count as written.
_MOST_ROOM = 8500
# Of the fifty blocks of a message some are the heading, a notice and the row that turns pages.
_MOST_BLOCKS = 44


def fitting(shown: Sequence[list[Block]]) -> list[list[Block]]:
    """Return as many duties as there is room for, at least one."""
    page: list[list[Block]] = []
    room, blocks = _MOST_ROOM, _MOST_BLOCKS
    for one in shown:
        room -= sum(map(size, one))
        blocks -= len(one)
        if page and min(room, blocks) < 0:
            break
        page.append(one)
    return page


def page_lead(start: int, end: int, count: int) -> str:
    """Say how many there are, and which of them are shown where that is not all."""
    if (start, end) == (0, count):
        return text("common.several", count=count)
    return text("slack.page", first=start + 1, last=end, count=count)


def paging(origin: Origin, start: int, end: int, count: int) -> list[Block]:
    """Return the buttons that turn the pages of a list."""
    further = button(text("slack.further"), "more", origin.at(end).value())
    first = button(text("slack.first_page"), "less", origin.at(-1).value())
    return [*([further] if end < count else []), *([first] if start else [])]
