from collections.abc import Iterator

import pytest

from storage.session import Database


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.dispose()


@pytest.fixture
def sample_database(sample_url: str) -> Iterator[Database]:
    database = Database(sample_url)
    yield database
    database.dispose()
