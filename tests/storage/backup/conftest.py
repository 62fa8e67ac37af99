import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.backup import back_up
from storage.session import Database
from tests.conftest import DATABASES
from tests.databases import Postgres, TestDatabases
from tests.storage.backup.material import TAKEN, Everything, everything, fill


@pytest.fixture(params=DATABASES)
def other(
    request: pytest.FixtureRequest, shared_databases: TestDatabases, tmp_path: Path
) -> Iterator[Database]:
    """Lend a second database, migrated and empty: of the same kind, and of the other one."""
    if request.param == "sqlite":
        lent = shared_databases.sqlite(tmp_path / "other.sqlite")
    else:
        lent = request.getfixturevalue("postgres").database()
    with lent as url:
        database = Database(url)
        yield database
        database.dispose()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Name a backup in a folder of its own."""
    folder = tmp_path / "säker plats"
    folder.mkdir()
    return folder / "kopia 50 %?.sqlite"


@pytest.fixture(scope="session")
def made_once(
    shared_databases: TestDatabases, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Everything]:
    """Make a backup with two rows in every table, and tell what it holds."""
    folder = tmp_path_factory.mktemp("backup")
    with shared_databases.sqlite(folder / "source.sqlite") as url:
        source = Database(url)
        fill(source)
        back_up(source, folder / "backup.sqlite", TAKEN)
        held = everything(source)
        source.dispose()
    return folder / "backup.sqlite", held


@pytest.fixture
def backup(made_once: tuple[Path, Everything], target: Path) -> Path:
    """Lend a backup with two rows in every table, free to change."""
    shutil.copy(made_once[0], target)
    return target


@pytest.fixture
def saved(made_once: tuple[Path, Everything]) -> Everything:
    """Return what the backup holds."""
    return made_once[1]


@pytest.fixture
def sqlite_database(shared_databases: TestDatabases, tmp_path: Path) -> Iterator[Database]:
    """Lend a migrated, empty SQLite database."""
    with shared_databases.sqlite(tmp_path / "only.sqlite") as url:
        database = Database(url)
        yield database
        database.dispose()


@pytest.fixture
def server(postgres: Postgres) -> Iterator[Database]:
    """Lend a migrated, empty PostgreSQL database."""
    with postgres.database() as url:
        database = Database(url)
        yield database
        database.dispose()
