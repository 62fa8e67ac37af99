"""Migrated, empty databases to measure on, one of each kind."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.databases import TestDatabases


def empty_databases() -> Iterator[tuple[str, str]]:
    """Yield the kind and the address of each; it is gone when the next one is asked for."""
    databases = TestDatabases.create()
    try:
        for kind, lend in (("SQLite", _sqlite), ("PostgreSQL", _postgres)):
            with lend(databases) as url:
                yield kind, url
    finally:
        databases.remove()


@contextmanager
def _sqlite(databases: TestDatabases) -> Iterator[str]:
    with TemporaryDirectory() as folder, databases.sqlite(Path(folder) / "empty.sqlite") as url:
        yield url


@contextmanager
def _postgres(databases: TestDatabases) -> Iterator[str]:
    postgres = databases.postgres()
    with postgres.database() as url:
        yield url
    postgres.close()
