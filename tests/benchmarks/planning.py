"""Planning thirteen collaborations with forty-five rules each for a year, and doing nothing."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import Any

import yaml
from sqlalchemy import func, select, text

from handlers.delivery import Delivery
from handlers.planning import almanacs
from handlers.ports import Services
from handlers.reminders import KINDS, plan_due
from storage.indexes import families
from storage.models import Notice, Occurrence
from storage.session import Database
from tests.benchmarks.empty import empty_databases
from tests.benchmarks.timing import alternating, heading, line
from tests.factories import add_collaboration, add_person, add_rule
from tests.fakes import FixedClock, RecordingCourier
from tests.sample import SAMPLE

COLLABORATIONS, RULES = 13, 45
NEW_YEAR = datetime(2027, 1, 1, 9, tzinfo=UTC)
# The mornings of a quarter: the others are like them.
DAYS = 90
ROUNDS = 300


def run() -> None:
    """Print the figures."""
    heading(f"Planera {COLLABORATIONS} samverkansområden med {RULES} regler vardera")
    for kind, url in empty_databases():
        _measure(kind, url)


def _measure(kind: str, url: str) -> None:
    clock = FixedClock(NEW_YEAR)
    services = Services(Database(url), clock)
    _fill(services)
    line(f"{kind}: reglernas tillfällen ett år, bara uträknade", f"{_reckoned(services):.2f} s")
    line(f"{kind}: första planeringen", f"{_timed(lambda: plan_due(services)):.2f} s")
    begun = time.perf_counter()
    for _ in range(DAYS):
        clock.move(timedelta(days=1))
        plan_due(services)
    spent = time.perf_counter() - begun
    line(
        f"{kind}: {DAYS} morgnar, en i taget",
        f"{spent:.1f} s, {spent / DAYS * 1000:.0f} ms per morgon",
    )
    with services.database.session() as session:
        occurrences, notices = (
            session.scalar(select(func.count()).select_from(model))
            for model in (Occurrence, Notice)
        )
    line(f"{kind}: det blev", f"{occurrences} tillfällen och {notices} påminnelser")
    _idle(kind, services)
    services.database.dispose()


def _idle(kind: str, services: Services) -> None:
    """Time a tick with nothing due beside the two questions that it cannot do without."""
    delivery = Delivery(services, {"mail": RecordingCourier()}, KINDS)
    delivery.deliver_due()

    def tick() -> None:
        plan_due(services)
        delivery.deliver_due()

    def asked() -> None:
        for statement in _QUESTIONS:
            with services.database.rows() as database:
                database.execute(statement, {"now": "2000-01-01"}).first()

    ours, bare = alternating(tick, asked, ROUNDS)
    line(f"{kind}: två frågor till databasen", bare)
    line(f"{kind}: ett tick när inget ska gå ut (mål högst 5 ms)", ours)


_QUESTIONS = (
    text("SELECT collaboration_id FROM planning_state WHERE planned_on < '2000-01-01' LIMIT 1"),
    text(
        "SELECT id FROM notice WHERE state IN ('queued', 'retry', 'sending') "
        "AND next_at <= CAST(:now AS timestamp) LIMIT 1"
    ),
)


def _reckoned(services: Services) -> float:
    """Return how long it takes to work the year out, with nothing written down."""

    def reckon() -> None:
        with services.database.session() as session:
            for family in families(session):
                for almanac in almanacs(session, family):
                    almanac.between(date(2027, 1, 1), date(2027, 12, 31))

    return _timed(reckon)


def _fill(services: Services) -> None:
    with services.database.write() as session:
        for number in range(COLLABORATIONS):
            owner = add_collaboration(session, f"s{number}")
            add_person(session, owner, f"Sam {number}", roles=("coordinator",))
            for key, rule, paused in _rules(number):
                add_rule(session, owner, key, key=key, rule=rule, paused=paused)


def _rules(number: int) -> Iterator[tuple[str, dict[str, Any], bool]]:
    """Return the rules of both samples, and deadlines up to the number."""
    files = sorted(SAMPLE.glob("*/cadence.yaml"))
    written = chain.from_iterable(
        yaml.safe_load(file.read_text("utf-8"))["recurring"] for file in files
    )
    rules = [one for one in written if "rule" in one]
    for one in rules:
        yield one["id"], one["rule"], not one.get("active_in_latest_plan", True)
    for extra in range(RULES - len(rules)):
        day = f"{1 + (number + extra) % 12:02}-{1 + extra:02}"
        yield f"more-{extra}", {"shape": "deadline", "date": day, "roll": "before"}, False


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
