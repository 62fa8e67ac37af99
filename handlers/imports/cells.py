"""Reading the cells of one row by column, with a fault for each that is not what it should be."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar
from urllib.parse import urlsplit

from handlers.addresses import address
from handlers.imports.fields import as_year
from handlers.imports.headings import TableKind
from handlers.imports.problems import Code, Expected, Problem
from handlers.imports.records import Place
from handlers.imports.sources import Row, Table
from handlers.imports.swedish_dates import partial_date, whole_day
from handlers.imports.yaml_text import clean

T = TypeVar("T")
# An empty cell says nothing; this one says that there is nothing.
NOTHING = frozenset({"-", "–"})
_YES = frozenset({"ja", "j", "x", "1", "sant", "true"})
_NO = frozenset({"nej", "n", "0", "falskt", "false"})
# Typed to keep Excel from calculating; it belongs to the typing, not to the text.
_APOSTROPHE = re.compile(r"'(?=[\d+=@-])")
_SEPARATORS = re.compile(r"[,;\n]")


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one row; ``at`` holds the position of each known column."""

    table: Table
    row: Row
    at: dict[str, int]
    problems: list[Problem]
    kind: TableKind

    def text(self, column: str) -> str:
        """Return a cell's text; "" when it is empty or its column is missing."""
        position = self.at.get(column)
        if position is None or position >= len(self.row.cells):
            return ""
        return _APOSTROPHE.sub("", clean(self.row.cells[position]).strip(), count=1)

    def given(self, columns: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Return the columns that say something, with their text; "-" becomes ""."""
        for column in columns:
            if text := self.text(column):
                yield column, "" if text in NOTHING else text

    def said(self, column: str) -> str:
        """Return what a cell says; "" for a dash too."""
        return next((text for _, text in self.given((column,))), "")

    def items(self, text: str) -> list[str]:
        """Split a cell that holds several words or names."""
        return [item.strip() for item in _SEPARATORS.split(text) if item.strip()]

    def email(self, column: str, text: str) -> str | None:
        """Read an address."""
        return self.parsed(column, text, address, Expected.EMAIL)

    def year(self, column: str, text: str) -> int | None:
        """Read a year."""
        year = as_year(text)
        if text and year is None:
            self.report(Code.WRONG, column, Expected.YEAR, text)
        return year

    def partial_date(self, column: str, text: str) -> str | None:
        """Read a day, a month, a season or a year."""
        return self.parsed(column, text, partial_date, Expected.DATE)

    def day(self, column: str, text: str) -> date | None:
        """Read a day."""
        return self.parsed(column, text, whole_day, Expected.DAY)

    def url(self, column: str, text: str) -> str | None:
        """Read a link to a page or a file on the web."""
        return self.parsed(column, text, _url, Expected.URL)

    def yes_or_no(self, column: str, text: str) -> bool:
        """Read a yes or no; a cross means yes."""
        folded = text.casefold()
        if text and folded not in _YES | _NO:
            self.report(Code.WRONG, column, Expected.YES_OR_NO, text)
        return folded in _YES

    def one_of(self, column: str, text: str, words: dict[str, str]) -> str:
        """Read one of the known words, as the data files write it."""
        found = words.get(text.casefold())
        if found is None:
            known = tuple(dict.fromkeys(words.values()))
            self.report(Code.WRONG, column, Expected.ONE_OF, text, known)
        return found or text

    def place(self, column: str = "") -> Place:
        """Return where a cell or the row stands."""
        return Place(self.table.file, self.row.number, self.heading(column), self.table.sheet)

    def heading(self, column: str) -> str:
        """Return the heading of a column as the table writes it, or as it would."""
        if not column:
            return ""
        position = self.at.get(column)
        known = self.kind.columns[column][0]
        return known if position is None else self.table.headings[position]

    def headings(self) -> dict[str, str]:
        """Return the heading of every column."""
        return {column: self.heading(column) for column in self.kind.columns}

    def report(
        self, code: Code, column: str, expected: Expected | None = None,
        found: str = "", known: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        """Note a fault."""
        place = self.place(column)
        self.problems.append(
            Problem(code, place.file, place.row, place.column, expected, found, known, place.sheet)
        )

    def report_meeting(self, why: str, column: str) -> None:
        """Note why the meeting that the row describes cannot be."""
        self.report(Code.BAD_MEETING, column, found=self.text(column))
        self.problems[-1] = replace(self.problems[-1], why=why)

    def parsed(
        self, column: str, text: str, parse: Callable[[str], T], expected: Expected
    ) -> T | None:
        """Read what ``parse`` makes of a text; it raises ValueError for what is not expected."""
        if not text:
            return None
        try:
            return parse(text)
        except ValueError:
            self.report(Code.WRONG, column, expected, text)
            return None


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme.casefold() not in {"http", "https"} or not parts.hostname or " " in text:
        raise ValueError(text)
    return text
