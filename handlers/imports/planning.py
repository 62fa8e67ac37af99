"""From sources to a plan: read, combine, check, compare. Nothing is written here."""

from collections.abc import Iterable, Iterator

from handlers.imports.archive import Archive
from handlers.imports.checks import check
from handlers.imports.combining import combine
from handlers.imports.comparing import compare
from handlers.imports.dates.reading import DateTables, is_list_of_dates
from handlers.imports.dates.weighing import Scales
from handlers.imports.directory import Directory, open_directory
from handlers.imports.documents import COLLABORATION, Opened, open_documents, read_document
from handlers.imports.families import Families
from handlers.imports.owners import Owners, find_owners
from handlers.imports.plan import ImportPlan
from handlers.imports.problems import Code, Problem
from handlers.imports.records import Record
from handlers.imports.relations import Context
from handlers.imports.sources import Document, Source, Table, Unreadable
from handlers.imports.tables import load_people, read_table
from handlers.ports import Services


def plan_import(
    services: Services, sources: Iterable[Source], collaboration: str | None = None
) -> ImportPlan:
    """Tell what importing the sources would change, or everything that is wrong with them.

    ``collaboration`` is whose the records are where the sources themselves do not say it.
    """
    given = tuple(sources)
    problems = [source.problem for source in given if isinstance(source, Unreadable)]
    with services.database.session() as session:
        archive = Archive(session)
        archive.load_collaborations()
        documents = [source for source in given if isinstance(source, Document)]
        opened = tuple(open_documents(documents, problems))
        owners = find_owners(opened, archive.parents(), collaboration)
        found = tuple(_from_documents(opened, owners, problems))
        lists, tables = _apart(given)
        rows = tuple(DateTables(owners, archive, found, problems).read(lists))
        load_people(tables, archive)
        found += tuple(_from_tables(tables, archive, owners, found, problems))
        records = combine(found, problems)
        context = load(archive, records, owners.families)
        scales = Scales(session, archive, rows, services.today())
        problems += check(records, context)
        scales.check()
        if problems:
            return ImportPlan((), problems=_sorted(problems), records=records)
        changes = tuple(compare(record, context) for record in records)
        meetings = tuple(one.change for one in scales.weigh())
    return ImportPlan(changes, meetings, records=records, rows=rows)


def load(archive: Archive, records: Iterable[Record], families: Families) -> Context:
    """Fetch everything that the records name."""
    known = tuple(records)
    archive.load(known)
    archive.load_references(each for record in known for each in record.references)
    return Context(archive, families)


def families_of(records: Iterable[Record], archive: Archive) -> Families:
    """Return the families that there will be once the records are written."""
    parents = archive.parents()
    for record in records:
        if record.identity.kind == "collaboration" and "parent" in record.values:
            parent = record.values["parent"]
            parents[record.identity.key] = parent if isinstance(parent, str) else None
    return Families(parents)


def _apart(given: Iterable[Source]) -> tuple[list[Table], list[Table]]:
    """Return the lists of dates, and the other tables."""
    tables = [source for source in given if isinstance(source, Table)]
    lists = [table for table in tables if is_list_of_dates(table)]
    return lists, [table for table in tables if not is_list_of_dates(table)]


def _from_documents(
    opened: Iterable[Opened], owners: Owners, problems: list[Problem]
) -> Iterator[Record]:
    for each in opened:
        key = owners.of_document(each)
        if each.shape is COLLABORATION:
            yield from read_document(each, each.own_key)
        elif each.shape.shared or _known(key, each.document.file, owners, problems):
            yield from read_document(each, key)


def _from_tables(
    tables: Iterable[Table],
    archive: Archive,
    owners: Owners,
    records: tuple[Record, ...],
    problems: list[Problem],
) -> Iterator[Record]:
    directories: dict[str, Directory] = {}
    for table in tables:
        key = owners.of_table(table)
        if not _known(key, table.file, owners, problems):
            continue
        if key not in directories:
            directories[key] = open_directory(archive, owners.families, key, records)
        yield from read_table(table, key, directories[key], archive, problems)


def _known(key: str, file: str, owners: Owners, problems: list[Problem]) -> bool:
    if not key:
        problems.append(Problem(Code.NO_COLLABORATION, file))
    elif key not in owners.families.parents:
        problems.append(Problem(Code.UNKNOWN_REFERENCE, file, found=key))
    return key in owners.families.parents


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    distinct = dict.fromkeys(problems)
    return tuple(sorted(distinct, key=lambda each: (each.file, each.sheet, each.row or 0)))
