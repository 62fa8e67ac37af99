"""The database: one engine, sessions that read, sessions that write."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Literal, NoReturn

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import TimeoutError  # noqa: A004 - what SQLAlchemy's pool raises too
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

# A listener has three seconds in all; waiting longer for a lock than this helps nobody.
BUSY_TIMEOUT_MS = 1500
# As many connections as the doors have threads, or a busy minute waits for the pool.
POOL_SIZE = 32

# A server that does not answer must not keep a listener's thread for good. An import takes longer
# than this in all, but no statement of it does; a migration lifts the limits for itself.
_PATIENCE: dict[str, Any] = {
    "connect_timeout": 2,
    "tcp_user_timeout": 3000,
    "options": f"-c lock_timeout={BUSY_TIMEOUT_MS} -c statement_timeout=10000",
}
# What people wrote and who they are must not end up in a log with the statement.
_COMMON: dict[str, Any] = {
    "pool_size": POOL_SIZE,
    "max_overflow": 0,
    "pool_timeout": BUSY_TIMEOUT_MS / 1000,
    "hide_parameters": True,
}


class ReadOnlyError(Exception):
    """Somebody wanted to write where nothing may be changed."""


class Database:
    """One database, SQLite or PostgreSQL, and the sessions on it."""

    def __init__(self, url: str) -> None:
        self.url: URL = make_url(url)
        self.engine = _engine(self.url)
        writer = self.engine.execution_options(sqlite_begin="IMMEDIATE")
        # A statement that reads needs no transaction, and telling a server of one takes two trips.
        # (SQLite is in the same process, and sees to a snapshot by a transaction of its own.)
        alone = {} if self.is_sqlite else {"isolation_level": "AUTOCOMMIT"}
        self._reader = self.engine.execution_options(**alone)
        self._writing = Lock()
        self._read = sessionmaker(self.engine, expire_on_commit=False)
        self._write = sessionmaker(writer, expire_on_commit=False)

    @property
    def is_sqlite(self) -> bool:
        """Tell whether the database is a SQLite file."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def path(self) -> Path | None:
        """Return the SQLite file, or None for a server."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open a session for reading; nothing is committed."""
        with self._read() as session:
            yield session

    @contextmanager
    def rows(self) -> Iterator[Connection]:
        """Open a connection for reading columns, where a session's objects are not needed."""
        with self._reader.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open a session in a transaction that commits at the end, or rolls back on an error.

        On SQLite it takes the write lock at once: a deferred transaction that turns into a
        writer halfway fails without waiting when another one writes.
        """
        with self._turn(), self._write.begin() as session:
            yield session

    def for_reading(self) -> "Database":
        """Return the same database, where ``write`` raises ``ReadOnlyError``."""
        return _Reading(self)

    @contextmanager
    def together(self) -> Iterator["Database"]:
        """Lend the same database, where all that is written commits at the end or not at all.

        Whoever writes there sees what was written before, and takes back no more than their own
        part when they fail. Nobody else writes meanwhile on SQLite, so it is for short works.
        """
        with self.write() as session:
            yield _Together(self, session.connection())

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Let this process's writers queue for SQLite's one write lock.

        SQLite itself makes a waiting writer ask again and again, and an unlucky one starves.
        """
        if not self.is_sqlite:
            yield
            return
        if not self._writing.acquire(timeout=BUSY_TIMEOUT_MS / 1000):
            raise TimeoutError("the database is busy")
        try:
            yield
        finally:
            self._writing.release()

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()


class _Reading(Database):
    """A database that refuses writers; it shares everything else with the one it was made of."""

    def __init__(self, whole: Database) -> None:
        self.__dict__.update(vars(whole))

    def write(self) -> NoReturn:
        """Refuse: nothing is to be changed here."""
        raise ReadOnlyError


class _Together(Database):
    """A database all of whose sessions are within one transaction, which somebody else ends."""

    def __init__(self, whole: Database, connection: Connection) -> None:
        self.__dict__.update(vars(whole))
        self._connection = connection
        # A session that reads must not take back what was written while it was open.
        self._read = _joined(connection, "rollback_only")
        self._write = _joined(connection, "create_savepoint")

    @contextmanager
    def rows(self) -> Iterator[Connection]:
        """Lend the one connection."""
        yield self._connection

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open a session in a part of the transaction, which alone is taken back on an error."""
        with self._write.begin() as session:
            yield session


def _joined(
    connection: Connection, mode: Literal["rollback_only", "create_savepoint"]
) -> sessionmaker[Session]:
    return sessionmaker(connection, expire_on_commit=False, join_transaction_mode=mode)


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, connect_args=_PATIENCE, **_COMMON)
    if url.database in {None, "", ":memory:"}:
        # The doors' threads would each see an empty database of their own.
        raise ValueError("SQLite must be a file")
    engine = create_engine(url, **_COMMON)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    # Hand transaction control to the "begin" event below.
    connection.isolation_level = None
    # SQLite's own lower() folds ASCII only: Å would not find å.
    connection.create_function("lower", 1, _lower, deterministic=True)
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "foreign_keys=ON",
        f"journal_mode={journal_mode(sqlite3.sqlite_version_info)}",
        "synchronous=FULL",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _lower(text: str | None) -> str | None:
    return None if text is None else text.lower()


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")


def journal_mode(version: tuple[int, int, int]) -> str:
    """Return WAL for a SQLite without the WAL-reset corruption bug (sqlite.org/wal.html).

    Others have a rollback journal that is emptied and not deleted: that is quicker, and it is
    certain that a power cut takes no transaction back (sqlite.org/pragma.html#pragma_synchronous).
    """
    fixed = (
        version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    )
    return "WAL" if fixed else "TRUNCATE"
