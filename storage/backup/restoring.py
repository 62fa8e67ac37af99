"""Restoring a backup, into an empty database or over one; afterwards nothing is sent at first."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select, text

from storage.backup.files import (
    INFO,
    BackupError,
    Fault,
    Summary,
    holds_rows,
    inspect,
    opened,
    primary_code,
    said_plainly,
    sync,
)
from storage.backup.rows import Progress
from storage.backup.servers import fill_server
from storage.models import Hold
from storage.schema import newest_revision, upgrade_database
from storage.session import BUSY_TIMEOUT_MS, Database

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_ALONE = (
    # The lock that BEGIN takes stays until the connection is closed.
    "PRAGMA locking_mode=EXCLUSIVE",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "BEGIN EXCLUSIVE",
    "COMMIT",
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and whether the backup was older than this program."""

    backup: Summary
    upgraded: bool


def restore(
    database: Database,
    file: Path,
    now: datetime,
    *,
    replace: bool = False,
    progress: Progress = lambda _copied, _total: None,
) -> Restored:
    """Put a backup into an empty database, or in place of all there is with ``replace``.

    The database is as it was when this fails, and on hold when it does not: see ``Hold``. Raises
    ``BackupError``, and ``SchemaError`` for a server whose schema is not the newest. The backup
    itself is not changed.
    """
    summary = inspect(file)
    with said_plainly(), _prepared(database, file, summary, now) as copy:
        if database.path is not None:
            database.dispose()
            _fill_file(database.path, copy, replace=replace)
        else:
            fill_server(database, copy, progress, replace=replace)
    return Restored(summary, upgraded=summary.revision != newest_revision())


@contextmanager
def _prepared(database: Database, file: Path, summary: Summary, now: datetime) -> Iterator[Path]:
    """Lend a copy of the backup as the database shall be: of the newest schema, and on hold."""
    beside = database.path.parent if database.path is not None else None
    if beside is not None:
        beside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="samverkansbot-", dir=beside) as folder:
        path = Path(folder, "copy.sqlite")
        path.touch(mode=0o600)
        shutil.copyfile(file, path)
        copy = opened(path)
        try:
            if summary.revision != newest_revision():
                upgrade_database(copy)
            _hold(copy, summary.taken_at, now)
        finally:
            copy.dispose()
        yield path


def _hold(copy: Database, taken_at: datetime, now: datetime) -> None:
    with copy.write() as session:
        session.execute(text(f"DROP TABLE {INFO}"))
        hold = session.scalars(select(Hold)).first()
        if hold is None:
            session.add(Hold(since=now, backup_at=taken_at))
        else:
            # A backup of what was on hold itself: the earlier moment is the one that counts.
            hold.since = now


def _fill_file(path: Path, copy: Path, *, replace: bool) -> None:
    if path.exists():
        try:
            _overwrite(path, copy, replace=replace)
        except sqlite3.DatabaseError as error:
            if primary_code(error) not in _DAMAGED:
                raise
            if not replace:
                raise BackupError(Fault.OCCUPIED) from error
        else:
            return
    _take_the_place(path, copy)


def _overwrite(path: Path, copy: Path, *, replace: bool) -> None:
    """Write the copy into the file itself, in one transaction of SQLite's.

    Another file in its place would leave a program that has the old one open writing to nowhere.
    """
    address = f"{path.absolute().as_uri()}?mode=rw"
    patience = BUSY_TIMEOUT_MS / 1000
    with (
        closing(sqlite3.connect(copy)) as source,
        closing(sqlite3.connect(address, timeout=patience, uri=True)) as target,
    ):
        target.isolation_level = None
        for statement in _ALONE:
            target.execute(statement)
        if not replace and holds_rows(target):
            raise BackupError(Fault.OCCUPIED)
        source.backup(target)


def _take_the_place(path: Path, copy: Path) -> None:
    """Put the copy where no database is, or one that is past reading."""
    sync(copy)
    for rest in ("-journal", "-wal", "-shm"):
        # It would be taken for a part of the new file, and damage it.
        Path(f"{path}{rest}").unlink(missing_ok=True)
    copy.replace(path)
    sync(path.parent)
