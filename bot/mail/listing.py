"""What stands in an answer: its lines, and its list with the numbers that one answers with."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.mail.columns import broken_columns
from bot.mail.sheets import Table, TableRow
from bot.texts import text
from bot.texts.cards.model import Card, Line
from bot.texts.cards.shaping import pieces
from bot.texts.safe import shortened

# What a reply may choose by its number.
MOST_NUMBERED = 999


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a list: its cells, the same in one line, and what is typed to see more of it."""

    cells: tuple[str, ...]
    line: str
    pick: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """An answer's list, with the lines above and below it."""

    columns: tuple[str, ...]
    above: tuple[Line, ...]
    entries: tuple[Entry, ...]
    below: tuple[Line, ...]

    @property
    def picks(self) -> tuple[str, ...]:
        """Return what the numbers stand for: none where the rows cannot be chosen."""
        chosen = tuple(entry.pick for entry in self.entries[:MOST_NUMBERED])
        return chosen if all(chosen) else ()

    @property
    def has_own_numbers(self) -> bool:
        """Tell whether the rows have numbers of their own in their first cells."""
        return bool(self.columns) and self.columns[0] == text("table.number")


def listing(card: Card) -> Listing:
    """Take an answer apart; without columns everything stands above, and there is no list."""
    lines = (*card.lines, *card.more)
    if not card.columns:
        return Listing((), lines, (), ())
    entries = tuple(_entries(card))
    first = next((at for at, line in enumerate(lines) if line.cells), 0)
    plain = [(at, line) for at, line in enumerate(lines) if not line.cells]
    return Listing(
        columns=card.columns,
        above=tuple(line for at, line in plain if at < first),
        entries=entries,
        below=tuple(line for at, line in plain if at >= first),
    )


def table_of(found: Listing, caption: str, most: int, longest: int) -> Table | None:
    """Return the first rows of a list as a table, no cell longer than so many characters.

    A column in which no row says anything is left out.
    """
    shown = found.entries[:most]
    if not shown:
        return None
    own = int(found.has_own_numbers)
    kept = [
        at
        for at in range(own, len(found.columns))
        if at == own or any(entry.cells[at] for entry in shown)
    ]
    rows = tuple(
        TableRow(
            cells=tuple(shortened(entry.cells[at], longest) for at in kept),
            line=shortened(entry.line, longest),
            number=number,
            mark=mark,
        )
        for entry, (number, mark) in zip(shown, _numbers(found, len(shown)), strict=True)
    )
    return Table(
        caption=caption,
        columns=tuple(found.columns[at] for at in kept),
        rows=rows,
        number=text("table.number") if own or found.picks else "",
        broken=broken_columns([row.cells for row in rows]),
    )


def _entries(card: Card) -> Iterator[Entry]:
    """Return the choices and then the lines, what is both of them once."""
    lines = [line for line in (*card.lines, *card.more) if line.cells]
    said = {(line.cells, line.pick): _said(line) for line in lines}
    chosen = [(one.cells, one.text) for one in card.choices if one.cells]
    for cells, pick in chosen:
        in_line = said.get((cells, pick)) if card.kind == "list" else None
        yield Entry(cells, in_line or pieces(*cells), pick)
    for line in lines:
        if (line.cells, line.pick) not in chosen:
            yield Entry(line.cells, _said(line), line.pick)


def _said(line: Line) -> str:
    if line.pick or not line.label:
        return pieces(line.label, line.text)
    return text("common.part_of", label=line.label, value=line.text)


def _numbers(found: Listing, count: int) -> Iterator[tuple[str, str]]:
    """Return each row's number, and what stands before it in the text: numbers are lined up."""
    if found.has_own_numbers:
        yield from ((entry.cells[0], "") for entry in found.entries[:count])
        return
    numbered = len(found.picks[:count])
    width = len(str(numbered))
    for number in range(1, count + 1):
        yield (str(number), f"{number:>{width}}. ") if number <= numbered else ("", "- ")
