from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Holding, TestDatabases
from tests.flows.diary import Calendar, opened
from tests.flows.house import House, open_house


@pytest.fixture
def house(sample_url: str) -> Iterator[House]:
    """Lend the whole house, once on each kind of database."""
    with open_house(sample_url) as opened:
        yield opened


@pytest.fixture
def sqlite_path(shared_databases: TestDatabases, tmp_path: Path) -> Iterator[Path]:
    """Lend a SQLite file with the sample in it."""
    path = tmp_path / "flows.sqlite"
    with shared_databases.sqlite(path, Holding.SAMPLE):
        yield path


@pytest.fixture
def quick_house(sqlite_path: Path) -> Iterator[House]:
    """Lend the whole house on SQLite, where the kind of database makes no difference."""
    with open_house(f"sqlite:///{sqlite_path}") as opened:
        yield opened


@pytest.fixture
def calendar(house: House) -> Calendar:
    """Lend the calendar, once on each kind of database."""
    return opened(house)


@pytest.fixture
def quick(quick_house: House) -> Calendar:
    """Lend the calendar on SQLite, where the kind of database makes no difference."""
    return opened(quick_house)
