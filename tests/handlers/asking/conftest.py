from collections.abc import Iterator

import pytest

from handlers.ports import Services
from storage.session import Database
from tests.databases import Holding, TestDatabases
from tests.fakes import FixedClock
from tests.sample import NOW


@pytest.fixture(scope="session")
def asked_services(
    shared_databases: TestDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Services]:
    """Lend the services that the question sets are asked on; wishes among them are filed there."""
    path = tmp_path_factory.mktemp("asked") / "sample.sqlite"
    with shared_databases.sqlite(path, Holding.SAMPLE) as url:
        database = Database(url)
        yield Services(database, FixedClock(NOW))
        database.dispose()
