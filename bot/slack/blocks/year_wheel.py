"""A year as a list under its picture: the same content, for those who do not see the picture."""

from collections.abc import Iterable, Sequence

from bot.slack.blocks.parts import Block, Message, cut, heading, message, said, size, words
from bot.texts import text
from bot.texts.year_wheel import YearPart, wheel_lines, wheel_title
from handlers.contents import Year

LONGEST_LINE = 400
# The lines' share of a message: 13 200 characters hold everything, and escapes count as written.
MOST_ROOM = 11_000


def wheel_list(year: Year) -> Message:
    """Show a year as a list: a heading a month, a line a thing, as far as there is room."""
    title = wheel_title(year)
    parts = wheel_lines(year)
    shown = _fitting(parts)
    left = _count(parts) - _count(shown)
    blocks = [heading(title), *map(_part, shown)]
    blocks += [] if parts else [said(text("year_wheel.nothing"))]
    blocks += [said(text("year_wheel.no_room", count=left))] if left else []
    return message(title, blocks)


def _fitting(parts: Iterable[YearPart]) -> list[YearPart]:
    shown: list[YearPart] = []
    room = MOST_ROOM
    for part in parts:
        lines = [cut(line, LONGEST_LINE) for line in part.lines]
        while lines and size(_part(YearPart(part.heading, tuple(lines)))) > room:
            lines.pop()
        if lines:
            shown.append(YearPart(part.heading, tuple(lines)))
            room -= size(_part(shown[-1]))
        if len(lines) < len(part.lines):
            break
    return shown


def _part(part: YearPart) -> Block:
    head = {"type": "rich_text_section", "elements": words(part.heading, bold=True)}
    items = [{"type": "rich_text_section", "elements": words(line)} for line in part.lines]
    listed = {"type": "rich_text_list", "style": "bullet", "elements": items}
    return {"type": "rich_text", "elements": [head, listed]}


def _count(parts: Sequence[YearPart]) -> int:
    return sum(len(part.lines) for part in parts)
