"""Taking a backup while the bot runs."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import inspect as inspector
from sqlalchemy import select, text

from storage.backup.files import (
    INFO,
    BackupError,
    Fault,
    Summary,
    inspect,
    opened,
    said_plainly,
    sync,
)
from storage.backup.rows import Progress, copy_rows
from storage.models import Hold
from storage.schema import SchemaError, current_revision, newest_revision, upgrade_database
from storage.session import Database

# A backup is in no hurry: it waits for a writer longer than somebody who has asked something.
_PATIENCE_MS = 30_000


def back_up(
    database: Database,
    target: Path,
    now: datetime,
    *,
    replace: bool = False,
    progress: Progress = lambda _copied, _total: None,
) -> Summary:
    """Make one file of the whole database as it is at one moment; raise ``BackupError``.

    The file gets its name when it is whole and has been read through, so that what was
    interrupted never looks like a backup.
    """
    if database.path is not None and not os.access(database.path, os.R_OK):
        raise BackupError(Fault.NO_DATABASE)
    with said_plainly(), _unfinished(database, target, replace=replace) as part:
        if database.is_sqlite:
            _copy_file(database, part)
        else:
            _copy_server(database, part, progress)
        _mark(part, now)
        summary = _read_through(part)
        progress(summary.total, summary.total)
        sync(part)
        part.replace(target)
        sync(target.parent)
    return summary


@contextmanager
def _unfinished(database: Database, target: Path, *, replace: bool) -> Iterator[Path]:
    """Lend a file beside the target that only we can read, and remove what is left of it."""
    if not target.parent.is_dir():
        raise BackupError(Fault.NO_FOLDER)
    if target.exists():
        if database.path is not None and target.samefile(database.path):
            raise BackupError(Fault.ITSELF)
        if not replace or not target.is_file():
            raise BackupError(Fault.EXISTS)
    handle, name = tempfile.mkstemp(".part", f"{target.name}.", target.parent)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for leftover in (name, f"{name}-journal", f"{name}-wal", f"{name}-shm"):
            Path(leftover).unlink(missing_ok=True)


def _copy_file(database: Database, part: Path) -> None:
    with database.engine.connect() as connection:
        current = current_revision(connection)
    if current is None:
        raise BackupError(Fault.NO_DATABASE)
    if current > newest_revision():
        raise SchemaError(current)
    # VACUUM runs outside transactions only, so on the driver's own connection.
    raw = database.engine.raw_connection()
    try:
        raw.detach()
        cursor = raw.cursor()
        cursor.execute(f"PRAGMA busy_timeout={_PATIENCE_MS}")
        cursor.execute("VACUUM INTO ?", (str(part),))
    finally:
        raw.close()


def _copy_server(database: Database, part: Path, progress: Progress) -> None:
    copy = opened(part)
    try:
        with database.engine.connect() as connection:
            source = connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            source.execute(text("SET LOCAL statement_timeout = 0"))
            current = current_revision(source)
            if current != newest_revision():
                raise SchemaError(current or "none")
            upgrade_database(copy)
            with copy.engine.begin() as target:
                copy_rows(source, target, progress)
    finally:
        copy.dispose()


def _mark(part: Path, now: datetime) -> None:
    """Write in the file when it was taken, and a hold for whoever puts it in place by hand."""
    copy = opened(part)
    try:
        with copy.write() as session:
            session.execute(text(f"DROP TABLE IF EXISTS {INFO}"))
            session.execute(text(f"CREATE TABLE {INFO} (taken_at TEXT NOT NULL)"))
            session.execute(
                text(f"INSERT INTO {INFO} (taken_at) VALUES (:now)"),  # noqa: S608 - our own name
                {"now": now.isoformat()},
            )
            # An old schema has no such table; the restore puts the hold there.
            known = inspector(session.connection()).has_table(Hold.__tablename__)
            if known and session.scalars(select(Hold)).first() is None:
                session.add(Hold(since=now, backup_at=now))
    finally:
        copy.dispose()
    with closing(sqlite3.connect(part)) as plain:
        # One file: no log beside it may ever belong to it.
        plain.execute("PRAGMA journal_mode=DELETE")


def _read_through(part: Path) -> Summary:
    try:
        return inspect(part)
    except BackupError as error:
        # A copy can only be as good as what it is a copy of.
        raise BackupError(Fault.DAMAGED) from error
