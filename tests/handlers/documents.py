"""Reading the tables of the documents that are rules."""

import re
from collections.abc import Iterator

from tests.house import read

Row = dict[str, str]


def tables(document: str) -> Iterator[list[Row]]:
    """Return each table of a document of ``docs/``, its rows by their headings."""
    for block in re.findall(r"(?:^\|.*\|\n)+", read(f"docs/{document}"), re.MULTILINE):
        heads, _, *rows = [_cells(line) for line in block.splitlines()]
        yield [dict(zip(heads, row, strict=True)) for row in rows]


def table(document: str, heading: str) -> list[Row]:
    """Return the table whose first heading is ``heading``."""
    return next(rows for rows in tables(document) if next(iter(rows[0])) == heading)


def _cells(line: str) -> list[str]:
    return [cell.strip().strip("`") for cell in line.strip("|").split("|")]
