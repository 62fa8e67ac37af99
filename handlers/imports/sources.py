"""What the door read out of the files, before anybody knows what it means."""

from dataclasses import dataclass

from handlers.imports.problems import Problem


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file; files of one folder belong together."""

    file: str
    folder: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its number in the file and its cells as text."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file or one sheet of a workbook."""

    file: str
    headings: tuple[str, ...]
    heading_row: int
    rows: tuple[Row, ...]
    sheet: str = ""
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read at all."""

    problem: Problem


Source = Document | Table | Unreadable
