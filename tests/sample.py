"""The two collaborations that come with the program, brought into a database of the tests."""

from datetime import UTC, datetime
from pathlib import Path

from handlers.imports import Document, apply_import, plan_import
from handlers.ports import Services
from storage.session import Database

SAMPLE = Path(__file__).parents[1] / "bot" / "sample"
# The day that the questions are asked on, unless they say otherwise.
NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def bring_in_sample(url: str) -> None:
    """Import the sample into the empty, migrated database at ``url``."""
    database = Database(url)
    services = Services(database, lambda: NOW)
    try:
        apply_import(services, plan_import(services, _documents()), "terminal")
    finally:
        database.dispose()


def _documents() -> list[Document]:
    files = sorted(SAMPLE.rglob("*.yaml"))
    return [Document(file.name, str(file.parent), file.read_text("utf-8")) for file in files]
