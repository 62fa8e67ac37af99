from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event

from handlers.ports import Services
from storage import session
from storage.session import Database
from tests.databases import Holding, Postgres, TestDatabases
from tests.fakes import FixedClock
from tests.handlers.calendars import Desk, open_desk
from tests.sample import NOW

PATIENCE_MS = 60_000


@pytest.fixture
def services(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """Lend the services on a migrated, empty database."""
    # Threads that write at once may have to wait long on a busy machine.
    monkeypatch.setattr(session, "BUSY_TIMEOUT_MS", PATIENCE_MS)
    database = Database(database_url)
    yield Services(database, FixedClock(NOW))
    database.dispose()


@pytest.fixture
def desk(services: Services) -> Desk:
    """Lend a collaboration with a coordinator, two offices and an empty calendar."""
    return open_desk(services)


@pytest.fixture
def reading(request: pytest.FixtureRequest, database_kind: str) -> Services:
    """Lend the services on a sample database that all tests share: it refuses writers."""
    shared: Services = request.getfixturevalue(f"{database_kind}_reader")
    return shared


@pytest.fixture(scope="session")
def sqlite_reader(
    shared_databases: TestDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Services]:
    path = tmp_path_factory.mktemp("reader") / "sample.sqlite"
    with shared_databases.sqlite(path, Holding.SAMPLE) as url, reader(url) as services:
        yield services


@pytest.fixture(scope="session")
def postgresql_reader(sample_postgres: Postgres) -> Iterator[Services]:
    with sample_postgres.database() as url, reader(url) as services:
        yield services


@contextmanager
def reader(url: str) -> Iterator[Services]:
    database = Database(url)
    refuse_writers(database.engine)
    yield Services(database, FixedClock(NOW))
    database.dispose()


def refuse_writers(engine: Engine) -> None:
    sqlite = engine.dialect.name == "sqlite"
    setting = "PRAGMA query_only=ON" if sqlite else "SET default_transaction_read_only = on"

    def refuse(connection: object, _entry: object) -> None:
        connection.execute(setting).close()  # type: ignore[attr-defined]  # both drivers have it
        if not sqlite:
            connection.commit()  # type: ignore[attr-defined]  # both drivers have it

    event.listen(engine, "connect", refuse)
