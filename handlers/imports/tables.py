"""Tables: which kind each is, which column is which, and the records of its rows."""

from collections.abc import Callable, Iterable, Iterator

from handlers.addresses import address
from handlers.imports.archive import Archive
from handlers.imports.cells import Cells
from handlers.imports.contact_rows import ContactRows
from handlers.imports.directory import Directory
from handlers.imports.headings import CONTACTS, KINDS, MATERIALS, TableKind, kind_of
from handlers.imports.problems import Code, Problem
from handlers.imports.project_rows import ProjectRows
from handlers.imports.records import Record
from handlers.imports.sources import Table

RowReader = Callable[[Cells], Iterator[Record]]


def load_people(tables: Iterable[Table], archive: Archive) -> None:
    """Fetch everybody whose address stands in a table of contacts, in few queries."""
    archive.load_people(email for table in tables for email in _emails(table))


def read_table(
    table: Table,
    collaboration: str,
    directory: Directory,
    archive: Archive,
    problems: list[Problem],
) -> Iterator[Record]:
    """Read the records of a table's rows."""
    kind = kind_of(table.headings)
    if kind is None:
        known = tuple(dict.fromkeys(name for each in KINDS for name in each.known))
        problems.append(
            Problem(
                Code.UNKNOWN_FILE, table.file, table.heading_row, known=known, sheet=table.sheet
            )
        )
        return
    at = columns_of(table, kind, problems)
    read = _reader(kind, collaboration, directory, archive)
    for row in table.rows:
        yield from read(Cells(table, row, at, problems, kind))


def _reader(
    kind: TableKind, collaboration: str, directory: Directory, archive: Archive
) -> RowReader:
    if kind is CONTACTS:
        return ContactRows(collaboration, directory, archive).read
    rows = ProjectRows(collaboration, directory)
    return rows.read_material if kind is MATERIALS else rows.read_project


def columns_of(table: Table, kind: TableKind, problems: list[Problem]) -> dict[str, int]:
    """Return where each known column of a table stands; report what is wrong with the headings."""
    at: dict[str, int] = {}
    faults: list[tuple[Code, str]] = []
    for position, heading in enumerate(_headings(table)):
        column = kind.column(heading)
        if column is None and (heading or _is_used(table, position)):
            faults.append((Code.UNKNOWN_HEADING, heading))
        elif column in at:
            faults.append((Code.REPEATED_HEADING, heading))
        elif column is not None:
            at[column] = position
    faults += [
        (Code.MISSING_HEADING, kind.columns[column][0]) for column in kind.missing(at.keys())
    ]
    problems += [
        Problem(code, table.file, table.heading_row, name, known=kind.known, sheet=table.sheet)
        for code, name in faults
    ]
    return at


def _headings(table: Table) -> list[str]:
    # Cells to the right of the last heading have none.
    width = max((len(row.cells) for row in table.rows), default=0)
    missing = max(0, width - len(table.headings))
    return [heading.strip() for heading in table.headings] + [""] * missing


def _is_used(table: Table, position: int) -> bool:
    return any(len(row.cells) > position and row.cells[position] for row in table.rows)


def _emails(table: Table) -> Iterator[str]:
    if kind_of(table.headings) is not CONTACTS:
        return
    column = CONTACTS.column
    position = next(at for at, name in enumerate(table.headings) if column(name) == "email")
    for row in table.rows:
        try:
            yield address(row.cells[position])
        except (ValueError, IndexError):
            continue
