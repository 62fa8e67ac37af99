"""What a backup is: a SQLite file of ours, with the moment it was taken written in it."""

import errno
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from storage.schema import newest_revision
from storage.session import Database

# Of the file alone, not of the models: a restored database does not have it.
INFO = "backup_info"
_OURS = {INFO, "alembic_version"}


class Fault(StrEnum):
    """Why a backup could not be taken, read or restored."""

    EXISTS = "exists"  # something has the backup's name already
    ITSELF = "itself"  # the backup would be written over the database
    NO_FOLDER = "no_folder"
    NO_SPACE = "no_space"
    UNWRITABLE = "unwritable"
    NO_DATABASE = "no_database"  # there is nothing to back up
    DAMAGED = "damaged"  # the database itself
    MISSING = "missing"
    UNREADABLE = "unreadable"
    FOREIGN = "foreign"  # no backup of ours
    BROKEN = "broken"  # a backup of ours that cannot be trusted
    NEWER = "newer"  # made by a newer program than this one
    OCCUPIED = "occupied"  # the database to restore into holds something
    BUSY = "busy"  # somebody else uses the database
    UNFIT = "unfit"  # the database cannot hold what the backup holds


_FAULTS = {
    sqlite3.SQLITE_BUSY: Fault.BUSY,
    sqlite3.SQLITE_CANTOPEN: Fault.UNWRITABLE,
    sqlite3.SQLITE_CORRUPT: Fault.DAMAGED,
    sqlite3.SQLITE_FULL: Fault.NO_SPACE,
    # A limit on how large a file may be ends like this.
    sqlite3.SQLITE_IOERR: Fault.NO_SPACE,
    sqlite3.SQLITE_LOCKED: Fault.BUSY,
    sqlite3.SQLITE_NOTADB: Fault.DAMAGED,
    sqlite3.SQLITE_PERM: Fault.UNWRITABLE,
    # Two that open a file with a log beside it at the same moment.
    sqlite3.SQLITE_PROTOCOL: Fault.BUSY,
    sqlite3.SQLITE_READONLY: Fault.UNWRITABLE,
}


class BackupError(Exception):
    """A backup could not be taken, read or restored; nothing was changed."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Summary:
    """What a backup holds: its schema, when it was taken, and how many rows of what."""

    revision: str
    taken_at: datetime
    rows: Mapping[str, int]

    @property
    def total(self) -> int:
        """Return how many rows there are in all."""
        return sum(self.rows.values())


def inspect(file: Path) -> Summary:
    """Read what a backup holds, without changing it; raise ``BackupError`` if it is none."""
    with _reading(file) as backup:
        names = _tables(backup)
        if not names >= _OURS:
            raise BackupError(Fault.FOREIGN)
        _check(backup)
        revision, taken_at = _marks(backup)
        counts = {name: _count(backup, name) for name in sorted(names - _OURS)}
    if revision > newest_revision():
        raise BackupError(Fault.NEWER)
    return Summary(revision, taken_at, counts)


def holds_rows(connection: sqlite3.Connection) -> bool:
    """Tell whether a SQLite database holds anything but its own marks."""
    return any(
        connection.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()  # noqa: S608 - a table's name, as the database itself tells it
        for name in _tables(connection) - _OURS
    )


def opened(path: Path) -> Database:
    """Open a SQLite file at any path, also one with signs that mean something in an address."""
    return Database(URL.create("sqlite", database=str(path)).render_as_string())


def primary_code(error: sqlite3.Error) -> int:
    """Return the kind of a SQLite error, without what it says more exactly."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn what SQLite and the file system say into our own error; a server's words go on."""
    try:
        yield
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        raise BackupError(Fault.NO_SPACE if full else Fault.UNWRITABLE) from error
    except (sqlite3.Error, DBAPIError) as error:
        # Cleaning up after a fault may fail as well: the earlier one is what is to be told.
        fault = next(filter(None, map(_fault_of, _behind(error))), None)
        if fault is None:
            raise
        raise BackupError(fault) from error


def _behind(error: BaseException) -> Iterator[BaseException]:
    """Yield the errors that led to this one, the first of them first, and this one last."""
    if error.__context__ is not None:
        yield from _behind(error.__context__)
    yield error


def _fault_of(error: BaseException) -> Fault | None:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return _FAULTS.get(primary_code(cause)) if isinstance(cause, sqlite3.Error) else None


def sync(path: Path) -> None:
    """See a file or a folder safe on the disk: VACUUM INTO itself does not wait for that."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _reading(file: Path) -> Iterator[sqlite3.Connection]:
    # Immutable: it takes no lock and minds no journal, so that nothing is written beside it.
    address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        if not file.is_file():
            raise BackupError(Fault.MISSING)
        with closing(sqlite3.connect(address, uri=True)) as backup:
            yield backup
    except PermissionError as error:
        raise BackupError(Fault.UNREADABLE) from error
    except sqlite3.DatabaseError as error:
        faults = {sqlite3.SQLITE_NOTADB: Fault.FOREIGN, sqlite3.SQLITE_CANTOPEN: Fault.UNREADABLE}
        raise BackupError(faults.get(primary_code(error), Fault.BROKEN)) from error


def _tables(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%'"
        " ESCAPE '\\'"
    )
    return {name for (name,) in rows}


def _check(backup: sqlite3.Connection) -> None:
    intact = backup.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
    if not intact or backup.execute("PRAGMA foreign_key_check").fetchone():
        raise BackupError(Fault.BROKEN)


def _marks(backup: sqlite3.Connection) -> tuple[str, datetime]:
    try:
        ((revision,),) = backup.execute("SELECT version_num FROM alembic_version").fetchall()
        ((taken_at,),) = backup.execute(f"SELECT taken_at FROM {INFO}").fetchall()  # noqa: S608 - our own name
        moment = datetime.fromisoformat(taken_at)
    except (ValueError, TypeError) as error:
        raise BackupError(Fault.FOREIGN) from error
    if moment.tzinfo is None:
        raise BackupError(Fault.FOREIGN)
    return str(revision), moment


def _count(backup: sqlite3.Connection, name: str) -> int:
    count: int = backup.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - as above
    return count
