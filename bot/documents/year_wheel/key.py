"""The key under the wheel: what the marks mean, and a name for each number, in two columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.documents.drawing import Sheet, width_of, wrapped
from bot.documents.pictures import QUIET
from bot.documents.year_wheel.badges import Badge, draw_badge
from bot.documents.year_wheel.marks import sign_of
from bot.texts import text
from bot.texts.year_wheel import Entry, Kind, key_note

SIZE = 30
_LINE = 36
_BADGE = 36
_ON_CORNER = 0.88
_INDENT = 58
_BETWEEN = 30  # the columns
_APART, _BEFORE = 11, 26  # above an entry, and above a heading
_MOST_LINES = 3
_SPACE = 12  # between a name and what stands beside it
_MOST_HEIGHT = 2 * 1000


@dataclass(frozen=True, slots=True)
class Item:
    """A heading, or an entry: its lines, its number and mark, and a note after the last line."""

    lines: tuple[str, ...]
    number: int = 0
    badge: Badge = Badge.TASK
    ahead: bool = True
    note: str = ""
    note_at: float = 0

    @property
    def above(self) -> int:
        """Return what keeps it from the one above."""
        return _APART if self.number else _BEFORE

    @property
    def height(self) -> int:
        """Return how high it is, with what keeps it from the one above."""
        return len(self.lines) * _LINE + self.above


Column = tuple[Item, ...]


def columns_of(found: Sequence[Entry], year: int, width: float) -> tuple[Column, Column]:
    """Lay out the names in two columns as even as can be, each heading with what it is of."""
    column = (width - _BETWEEN) / 2
    items = tuple(_kept(list(_items(found, year, column - _INDENT)), column))
    if not items:
        return (), ()
    cuts = [cut for cut in range(1, len(items) + 1) if items[cut - 1].number]
    best = min(cuts, key=lambda cut: max(height_of(items[:cut]), height_of(items[cut:])))
    return items[:best], items[best:]


def height_of(column: Sequence[Item]) -> int:
    """Return how high a column is: nothing stands above its first item."""
    return sum(item.height for item in column) - (column[0].above if column else 0)


def draw_columns(
    sheet: Sheet, columns: tuple[Column, Column], left: float, top: float, width: float
) -> None:
    """Draw both columns."""
    for number, column in enumerate(columns):
        across, up = left + number * (width + _BETWEEN) / 2, top
        for place, item in enumerate(column):
            up -= item.above if place else 0
            _draw(sheet, item, across, up)
            up -= len(item.lines) * _LINE


def _items(found: Sequence[Entry], year: int, width: float) -> Iterator[Item]:
    heads = {
        Kind.DAY: text("year_wheel.on_a_day"),
        Kind.PERIOD: text("year_wheel.period"),
        Kind.ANY_TIME: text("year_wheel.any_time"),
        Kind.REPEATED: text("year_wheel.often"),
        Kind.MEETING: text("year_wheel.other_meetings"),
    }
    for kind, entries in groupby(found, key=lambda entry: entry.kind):
        yield Item((heads[kind],))
        for entry in entries:
            yield _entry(entry, year, width)


def _entry(entry: Entry, year: int, width: float) -> Item:
    """Write the note after the name's last line where it has room, else on one of its own."""
    lines = wrapped(entry.name, width, SIZE, _MOST_LINES)
    note = " ".join(wrapped(key_note(entry, year), width, SIZE, 1))
    after = width_of(lines[-1], SIZE) + _SPACE
    if note and after + width_of(note, SIZE) > width:
        lines, after = [*lines, ""], 0.0
    badge, ahead = sign_of(entry)
    return Item(tuple(lines), entry.number, badge, ahead, note, after)


def _kept(items: list[Item], width: float) -> Iterator[Item]:
    """Leave out what would make the picture too high, and say how much that is."""
    room = _MOST_HEIGHT
    for place, item in enumerate(items):
        room -= item.height
        if room < 0:
            left = sum(1 for one in items[place:] if one.number)
            yield Item(tuple(wrapped(text("year_wheel.rest", count=left), width, SIZE, 4)))
            return
        yield item


def _draw(sheet: Sheet, item: Item, across: float, up: float) -> None:
    if item.number:
        at = (across + _BADGE / 2, up - _LINE / 2)
        # A square that stands on its corner would touch the next one.
        height = _BADGE * (_ON_CORNER if item.badge is Badge.DAY else 1)
        draw_badge(sheet, at, item.badge, str(item.number), ahead=item.ahead, height=height)
        across += _INDENT
    for line in item.lines:
        up -= _LINE
        sheet.text((across, up + _LINE / 4), line, SIZE, bold=not item.number)
    if item.note:
        sheet.text((across + item.note_at, up + _LINE / 4), item.note, SIZE, colour=QUIET)
