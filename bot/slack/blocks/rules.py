"""The rules of what recurs as a list: a line each, with a button that opens its dialog."""

from collections.abc import Sequence

from bot.slack.blocks.answers import title
from bot.slack.blocks.parts import (
    Block,
    Message,
    button,
    buttons,
    cut,
    message,
    paragraph,
    row,
    said,
)
from bot.slack.origin import Origin
from bot.texts import text
from bot.texts.rules import rule_line
from bot.texts.safe import clean
from handlers.rules import RuleLine

PAGE = 10
_LONGEST_LINE = 700


def rule_list(lines: Sequence[RuleLine], start: int = 0, notice: str = "") -> Message:
    """Show a page of rules, from the one at ``start``."""
    count = len(lines)
    # A list may have become shorter since its button was made.
    start = start if 0 < start < count else 0
    page = lines[start : start + PAGE]
    lead = _lead(start, start + len(page), count) if count else text("rules.none")
    blocks = [paragraph(title(text("rules.heading"), lead))]
    blocks += [said(notice)] if notice else []
    blocks += [_row(line) for line in page]
    blocks += buttons([*_paging(start, start + len(page), count), _new()])
    return message(text("common.part_of", label=text("rules.heading"), value=lead), blocks)


def rule_shown(line: str, notice: str = "") -> list[Block]:
    """Show one rule after something was done about it, with the way back to the list."""
    told = [said(one) for one in (notice, line) if one]
    return [*told, *buttons([button(text("rules.list"), "rules_page", "0")])]


def _row(line: RuleLine) -> Block:
    value = Origin(key=line.key, owner=line.owner, kind="rule").value()
    change = button(text("rules.change"), "rule_change", value, about=clean(line.title))
    return row(cut(rule_line(line), _LONGEST_LINE), change)


def _new() -> Block:
    return button(text("rules.new"), "rules_new")


def _lead(start: int, end: int, count: int) -> str:
    if (start, end) == (0, count):
        return text("common.several", count=count)
    return text("slack.page", first=start + 1, last=end, count=count)


def _paging(start: int, end: int, count: int) -> list[Block]:
    further = button(text("slack.further"), "rules_page", str(end))
    first = button(text("slack.first_page"), "rules_first", "0")
    return [*([further] if end < count else []), *([first] if start else [])]
