"""Filling the tables of a server from a backup, in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Table, func, select, text
from sqlalchemy.exc import DataError, IntegrityError, OperationalError

from storage.backup.files import BackupError, Fault, opened
from storage.backup.rows import Progress, copy_rows, is_empty
from storage.models import Base, EventLog
from storage.schema import SchemaError, current_revision, newest_revision, upgrade_database
from storage.session import Database

# lock_not_available, deadlock_detected
_BUSY = {"55P03", "40P01"}
_GUARD = "event_log_append_only"


def fill_server(database: Database, copy: Path, progress: Progress, *, replace: bool) -> None:
    """Put what the copy holds into the tables; nobody sees anything before all of it is there."""
    _make_sure_of_the_schema(database)
    backup = opened(copy)
    try:
        with (
            _said_plainly(),
            backup.engine.connect() as source,
            database.engine.begin() as target,
        ):
            _make_room(target, replace=replace)
            copy_rows(source, target, progress)
            _restart_sequences(target)
    finally:
        backup.dispose()


def _make_sure_of_the_schema(database: Database) -> None:
    with database.engine.connect() as connection:
        current = current_revision(connection)
    if current is None:
        upgrade_database(database)
    elif current != newest_revision():
        raise SchemaError(current)


@contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        yield
    except (DataError, IntegrityError) as error:
        # A file takes texts and numbers of any length.
        raise BackupError(Fault.UNFIT) from error
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) not in _BUSY:
            raise
        raise BackupError(Fault.BUSY) from error


def _make_room(target: Connection, *, replace: bool) -> None:
    names = ", ".join(_quoted(target, table) for table in Base.metadata.sorted_tables)
    log = EventLog.__tablename__
    target.execute(text("SET LOCAL statement_timeout = 0"))
    target.execute(text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"))
    if is_empty(target):
        return
    if not replace:
        raise BackupError(Fault.OCCUPIED)
    # The guard is against the program's mistakes: the tables' owner may lift it for a moment.
    target.execute(text(f"ALTER TABLE {log} DISABLE TRIGGER {_GUARD}"))
    target.execute(text(f"TRUNCATE {names}"))
    target.execute(text(f"ALTER TABLE {log} ENABLE TRIGGER {_GUARD}"))


def _restart_sequences(target: Connection) -> None:
    """Let the next number of each table be the one after its last.

    Not with setval: that would stay when the transaction is rolled back.
    """
    for table in Base.metadata.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            owner = func.pg_get_serial_sequence(_quoted(target, table), column.name)
            sequence = target.execute(select(owner)).scalar_one()
            last = target.execute(select(func.max(column))).scalar_one() or 0
            target.execute(text(f"ALTER SEQUENCE {sequence} RESTART WITH {last + 1}"))


def _quoted(connection: Connection, table: Table) -> str:
    return connection.dialect.identifier_preparer.format_table(table)
