"""Bars under each other, each with its words above it: how far something has come."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.documents.drawing import Sheet, wrapped
from bot.documents.pictures import BOOKED, GROUND, INK, QUIET, Paint

WIDTH = 720
_SIDE, _TOP, _FOOT = 24, 24, 24
_LINE, _BELOW = 36, 24
_ROW, _ASKED = 54, 34
_BAR, _LONGEST = 22, WIDTH - 2 * _SIDE - 70
_HEADING, _WORDS = 30, 22
_MOST_LINES = 2
_FILLED, _REST = Paint(BOOKED, BOOKED, GROUND), Paint(GROUND, QUIET, INK)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its words above it: ``count`` of ``most``; words alone have no bar.

    Words alone are a heading of what follows, unless they are ``quiet``.
    """

    words: str
    count: int = -1
    most: int = 1
    quiet: bool = False

    @property
    def height(self) -> int:
        """Return how much room it takes."""
        return _ROW if self.count >= 0 else _ASKED


def bars_png(title: str, bars: Sequence[Bar]) -> bytes:
    """Draw bars under a title, readable at the width of a telephone."""
    lines = wrapped(title, WIDTH - 2 * _SIDE, _HEADING, _MOST_LINES) if title else []
    head = _TOP + (len(lines) * _LINE + _BELOW if lines else 0)
    sheet = Sheet(WIDTH, head + sum(one.height for one in bars) + _FOOT)
    _title(sheet, lines)
    up = sheet.height - head
    for one in bars:
        up -= one.height
        _draw(sheet, one, up)
    return sheet.png()


def _title(sheet: Sheet, lines: Sequence[str]) -> None:
    up = sheet.height - _TOP - 24
    for line in lines:
        sheet.text((_SIDE, up), line, _HEADING, bold=True)
        up -= _LINE


def _draw(sheet: Sheet, bar: Bar, up: float) -> None:
    above = up + (_BAR + 10 if bar.count >= 0 else 6)
    for line in wrapped(bar.words, WIDTH - 2 * _SIDE, _WORDS, 1):
        sheet.text((_SIDE, above), line, _WORDS, bold=bar.count < 0 and not bar.quiet)
    if bar.count < 0:
        return
    whole = (_SIDE + _LONGEST / 2, up + _BAR / 2)
    sheet.pill(whole, (_LONGEST, _BAR), _REST, 1.5)
    if bar.count:
        # More than was aimed at fills the bar and no more.
        wide = max(_LONGEST * min(bar.count / bar.most, 1), _BAR)
        sheet.pill((_SIDE + wide / 2, up + _BAR / 2), (wide, _BAR), _FILLED, 1.5)
