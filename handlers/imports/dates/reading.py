"""Lists of dates: whose each is, which column is which, and the meetings of its rows."""

from collections.abc import Iterable, Iterator

from handlers.imports.archive import Archive
from handlers.imports.cells import Cells
from handlers.imports.date_row import DateRow
from handlers.imports.dates.rows import DateRows
from handlers.imports.directory import Directory, open_directory
from handlers.imports.headings import DATES, kind_of
from handlers.imports.owners import Owners
from handlers.imports.problems import Code, Problem
from handlers.imports.records import Identity, Record
from handlers.imports.sources import Table
from handlers.imports.tables import columns_of
from storage.models import Collaboration

# "Miljösamverkan Halland" is called Halland too.
_PREFIX = "miljösamverkan "


def is_list_of_dates(table: Table) -> bool:
    """Tell whether the headings of a table are those of a list of dates."""
    return kind_of(table.headings) is DATES


class DateTables:
    """Reads lists of dates, with what else comes in the same import."""

    def __init__(
        self, owners: Owners, archive: Archive, records: tuple[Record, ...], problems: list[Problem]
    ) -> None:
        self._owners = owners
        self._archive = archive
        self._records = records
        self._problems = problems
        self._directories: dict[str, Directory] = {}

    def read(self, tables: Iterable[Table]) -> Iterator[DateRow]:
        """Read the rows that nothing is wrong with; what is wrong with the others is reported."""
        for table in tables:
            owner = self._owners.of_table(table)
            if owner and owner not in self._owners.families.parents:
                self._report(Code.UNKNOWN_REFERENCE, table, owner)
            else:
                yield from self._rows(table, owner)

    def _rows(self, table: Table, owner: str) -> Iterator[DateRow]:
        at = columns_of(table, DATES, self._problems)
        if DATES.missing(at.keys()):
            # Of every row the same would be missing.
            return
        if not owner and "collaboration" not in at:
            self._report(Code.NO_COLLABORATION, table)
        reader = DateRows(owner, self._named(owner), self._directory)
        for row in table.rows:
            read = reader.read(Cells(table, row, at, self._problems, DATES))
            if read is not None:
                yield read

    def _named(self, owner: str) -> dict[str, str]:
        """Return the collaborations that a row may name: those of the list's own family."""
        families = self._owners.families
        keys = families.of(owner) if owner else families.parents.keys()
        named: dict[str, str] = {}
        for key in keys:
            for name in self._names(key):
                named |= {name: key, name.removeprefix(_PREFIX): key}
        return named | {key: key for key in keys}

    def _names(self, key: str) -> list[str]:
        stored = self._archive.get(Identity("collaboration", "", key))
        known = [stored.name, *stored.aliases] if isinstance(stored, Collaboration) else []
        coming = [
            str(one.values["name"])
            for one in self._records
            if (one.identity.kind, one.identity.key) == ("collaboration", key)
            and "name" in one.values
        ]
        return [" ".join(name.casefold().split()) for name in (*known, *coming)]

    def _directory(self, key: str) -> Directory:
        root = self._owners.families.root(key)
        if root not in self._directories:
            families = self._owners.families
            self._directories[root] = open_directory(self._archive, families, root, self._records)
        return self._directories[root]

    def _report(self, code: Code, table: Table, found: str = "") -> None:
        self._problems.append(Problem(code, table.file, found=found, sheet=table.sheet))
