"""A register of ten thousand projects, with the sample data in it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert, select

from bot.documents.reading import read_sources
from handlers.imports import apply_import, plan_import
from handlers.people import link_slack
from handlers.ports import Services
from storage.models import Collaboration, Project
from storage.schema import prepare
from storage.session import Database
from storage.sorting import sort_key
from storage.words import fold
from tests.benchmarks.names import SAMPLE, names

PROJECTS = 10_000
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TEAM, USER = "TBENCH001", "UBENCH001"
INSPECTOR = "avlopp.boras@vast.example"


@contextmanager
def large_register(projects: int = PROJECTS) -> Iterator[Services]:
    """Yield services on a file of its own, its asker linked and its indexes warm."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        try:
            prepare(database, NOW)
            services = Services(database, lambda: NOW)
            apply_import(services, plan_import(services, read_sources([SAMPLE])), "terminal")
            _add_projects(database, projects)
            link_slack(services, TEAM, USER, INSPECTOR)
            yield services
        finally:
            database.dispose()


def _add_projects(database: Database, count: int) -> None:
    with database.write() as session:
        owner = session.scalars(select(Collaboration.id).where(Collaboration.key == "vast")).one()
        rows = [
            {
                "collaboration_id": owner,
                "key": f"vast-prov-{number}",
                "title": name,
                "aliases": [],
                "sort_key": sort_key(name),
                "source": "",
                "notes": [],
                "details": {},
                "year": 2000 + number % 26,
                "kind": "tillsynsprojekt",
                "status": "avslutat",
                "period_text": str(2000 + number % 26),
                "goal": "",
            }
            for number, name in enumerate(names(count))
            # The sample's own must stay the only one of its name, or the answer is a choice.
            if "slackvatten" not in fold(name)
        ]
        session.execute(insert(Project), rows)
