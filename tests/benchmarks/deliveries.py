"""Durable deliveries a second, against a bare loop of one INSERT and one UPDATE for each."""

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import psycopg
from sqlalchemy import func, make_url, select

from handlers.notices import Draft, Urgency, put
from storage.models import Notice
from storage.session import BUSY_TIMEOUT_MS, journal_mode
from tests.benchmarks.outboxes import NOW, Addresses, Outbox, outbox, servers
from tests.benchmarks.timing import heading, line

# Turn by turn, so that whatever disturbs the machine disturbs both.
ROUNDS = 9
EACH = 60
CREATE = """
CREATE TABLE message (id INTEGER PRIMARY KEY {identity}, key TEXT NOT NULL UNIQUE,
    person INTEGER NOT NULL, due_at TEXT NOT NULL, state TEXT NOT NULL, receipt TEXT)
"""
INDEX = "CREATE INDEX waiting ON message (due_at) WHERE state = 'queued'"
INSERT = (
    "INSERT INTO message (key, person, due_at, state) VALUES ({0}, {0}, {0}, 'queued') RETURNING id"
)
UPDATE = "UPDATE message SET state = 'sent', receipt = {0} WHERE id = {0}"
# Executes and commits one statement, and returns its rows.
Execute = Callable[[str, Sequence[object]], list[Any]]
# Delivers those from one number up to another.
Deliver = Callable[[int, int], None]


def run() -> None:
    """Print the figures."""
    heading("Leveranser, varje insättning och varje kvittens säkert på disk")
    with servers() as kinds:
        for name, address in kinds.items():
            _compare(name, address)


def _compare(name: str, address: Addresses) -> None:
    opened, mark = BARE[name]
    with outbox(address()) as ours, opened(address()) as execute:
        loops = (_bare(execute, mark), _ours(ours))
        for loop in loops:
            loop(0, EACH)
        rates = [[_rate(loop, number) for loop in loops] for number in range(1, ROUNDS + 1)]
        _insist(ours, execute)
    bare, delivered = (statistics.median(column) for column in zip(*rates, strict=True))
    line(f"{name}, bara satserna", f"{bare:7.0f} leveranser/s")
    line(f"{name}, Samverkansboten", f"{delivered:7.0f} leveranser/s")
    line("kvot", f"{statistics.median(mine / plain for plain, mine in rates):.2f}")


def _rate(loop: Deliver, number: int) -> float:
    begun = time.perf_counter()
    loop(number * EACH, (number + 1) * EACH)
    return EACH / (time.perf_counter() - begun)


def _ours(ours: Outbox) -> Deliver:
    def deliver(first: int, last: int) -> None:
        for number in range(first, last):
            draft = Draft(
                key=f"bench/{number}", kind="plain", collaboration_id=ours.collaboration_id,
                due_at=NOW, urgency=Urgency.NOW, person_id=ours.person_id,
            )  # fmt: skip
            with ours.services.database.write() as session:
                put(session, ours.services, [draft])
        ours.delivery.deliver_due()

    return deliver


def _bare(execute: Execute, mark: str) -> Deliver:
    insert, update = INSERT.format(mark), UPDATE.format(mark)
    execute(CREATE.format(identity="" if mark == "?" else "GENERATED ALWAYS AS IDENTITY"), ())
    execute(INDEX, ())

    def deliver(first: int, last: int) -> None:
        for number in range(first, last):
            key = f"bench/{number}"
            ((row,),) = execute(insert, (key, 1, NOW.isoformat()))
            execute(update, (key, row))

    return deliver


@contextmanager
def _sqlite(url: str) -> Iterator[Execute]:
    """Lend a connection with our settings that commits each statement."""
    connection = sqlite3.connect(make_url(url).database or "", isolation_level=None)
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        f"journal_mode={journal_mode(sqlite3.sqlite_version_info)}",
        "synchronous=FULL",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()
    yield lambda statement, values: connection.execute(statement, values).fetchall()
    connection.close()


@contextmanager
def _postgres(url: str) -> Iterator[Execute]:
    """Lend a connection that prepares and commits each statement."""
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True, prepare_threshold=0) as connection:

        def execute(statement: str, values: Sequence[object]) -> list[Any]:
            cursor = connection.execute(statement.encode(), values)
            return cursor.fetchall() if cursor.description else []

        yield execute


def _insist(ours: Outbox, execute: Execute) -> None:
    """Refuse figures of something that has not been delivered."""
    with ours.services.database.rows() as rows:
        counted = select(func.count()).select_from(Notice).where(Notice.state == "sent")
        delivered = rows.execute(counted).scalar_one()
    bare = execute("SELECT count(*) FROM message WHERE state = 'sent'", ())[0][0]
    if delivered != bare or bare != (ROUNDS + 1) * EACH:
        raise RuntimeError(f"not delivered: {bare} and {delivered}")


BARE: dict[str, tuple[Callable[[str], AbstractContextManager[Execute]], str]] = {
    "SQLite": (_sqlite, "?"),
    "PostgreSQL": (_postgres, "%s"),
}
