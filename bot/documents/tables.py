"""Finding the headings among the first rows of a table."""

from collections.abc import Collection, Iterable
from pathlib import Path

from handlers.imports import Row, Table
from handlers.imports.headings import kind_of

# How far down a title or an explanation may push the headings.
SEARCHED_ROWS = 20
_ENOUGH = 2


def make_table(file: str, rows: Iterable[Row], sheet: str = "") -> Table:
    """Make a table of the rows: the first row with known headings, and what is below it."""
    folder = str(Path(file).parent)
    filled = [row for row in rows if any(row.cells)]
    at = next(
        (
            at
            for at, row in enumerate(filled[:SEARCHED_ROWS])
            if known_headings(row.cells) >= _ENOUGH
        ),
        0,
    )
    if not filled:
        return Table(file, (), 1, (), sheet, folder)
    heading = filled[at]
    return Table(file, heading.cells, heading.number, tuple(filled[at + 1 :]), sheet, folder)


def is_known(table: Table) -> bool:
    """Tell whether the table's headings say what it is."""
    return known_headings(table.headings) >= _ENOUGH


def known_headings(cells: Collection[str]) -> int:
    """Count the cells that are headings of one kind of table."""
    kind = kind_of(cells)
    return len(kind.recognised(cells)) if kind else 0
