"""A plan with ten thousand proposals in its bank, beside the bare rows of it."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert, select

from bot.texts.cards import present
from handlers.answers import Asker, PlanAnswer
from handlers.plans import NewPlan, Which, Words, add_line, make_plan, show_plan
from handlers.ports import Services
from handlers.scope import scope
from storage.models import PlanEntry, Proposal
from storage.session import Database
from tests.benchmarks.timing import heading, line, spread
from tests.databases import TestDatabases
from tests.factories import add_collaboration, add_group, add_person

IN_BANK, LINES, TIMES = 10_000, 40, 15
NOW = datetime(2027, 6, 20, 8, tzinfo=UTC)
COORDINATOR = Asker("jonkoping", 1, frozenset({"coordinator"}), "slack")


def run() -> None:
    """Print the figures."""
    heading(f"En plan med {LINES} rader och {IN_BANK} förslag i banken")
    databases = TestDatabases.create()
    try:
        with (
            TemporaryDirectory() as folder,
            databases.sqlite(Path(folder) / "plans.sqlite") as url,
        ):
            _measured("SQLite", url)
        postgres = databases.postgres()
        with postgres.database() as url:
            _measured("PostgreSQL", url)
        postgres.close()
    finally:
        databases.remove()


def _measured(name: str, url: str) -> None:
    database = Database(url)
    services = Services(database, lambda: NOW)
    _fill(services)
    seen: dict[str, Callable[[], object]] = {
        "raderna som de ligger i databasen": partial(_bare, services),
        "planen som svar": partial(_shown, services),
        "planen som kort": lambda: present(_shown(services)),
    }
    for what, act in seen.items():
        act()
        line(f"{name}: {what}", spread([_timed(act) for _ in range(TIMES)]))
    database.dispose()


def _fill(services: Services) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session, "jonkoping")
        add_person(session, owner, "Sam Ordnare", roles=("coordinator",))
        add_group(session, owner, "Styrgruppen")
        rows = [
            {
                "collaboration_id": owner.id,
                "key": f"forslag-{number}",
                "title": f"Förslag nummer {number} om tillsyn",
                "sort_key": f"{number:05}",
                "category": "Tillsyn miljöskydd",
                "status": "i förslagsbanken",
                "year_received": 2015 + number % 12,
            }
            for number in range(IN_BANK)
        ]
        session.execute(insert(Proposal), rows)
    make_plan(services, COORDINATOR, NewPlan(2028, 2028))
    for number in range(LINES):
        words = Words({"title": f"Aktivitet {number}", "goal": "Renare vatten", "time": "2028"})
        add_line(services, COORDINATOR, Which(2028), words)


def _bare(services: Services) -> int:
    proposal = Proposal.__table__.c
    columns = (proposal.key, proposal.title, proposal.category, proposal.year_received)
    with services.database.rows() as rows:
        bank = rows.execute(select(*columns)).all()
        return len(bank) + len(rows.execute(select(*PlanEntry.__table__.c)).all())


def _shown(services: Services) -> PlanAnswer:
    with scope(services, COORDINATOR) as here:
        answer = show_plan(here, 2028)
    assert isinstance(answer, PlanAnswer)
    return answer


def _timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun
