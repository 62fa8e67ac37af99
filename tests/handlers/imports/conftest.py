from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from handlers.imports import ImportResult, Source, apply_import, plan_import
from handlers.ports import Services
from storage.session import Database

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    database = Database(database_url)
    yield Services(database, lambda: NOW)
    database.dispose()


class Importer:
    """Imports sources, and fails when something is wrong with them."""

    def __init__(self, services: Services) -> None:
        self.services = services

    def __call__(self, *sources: Source, collaboration: str | None = None) -> ImportResult:
        plan = plan_import(self.services, sources, collaboration)
        assert plan.problems == ()
        return apply_import(self.services, plan, "terminal")


@pytest.fixture
def bring_in(services: Services) -> Importer:
    return Importer(services)
