"""The tick with nothing to do, twice a minute for years, however much has been sent."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial

from sqlalchemy import text

from tests.benchmarks.outboxes import NOW, Addresses, Outbox, outbox, servers
from tests.benchmarks.timing import alternating, heading, line
from tests.outbox import add_sent

FEW, MANY = 10_000, 1_000_000
ROUNDS = 300


def _deliver(filled: Outbox) -> None:
    if filled.delivery.deliver_due():
        raise RuntimeError("something was due")


# What a tick does, part by part, where there is nothing to do.
PARTS: dict[str, Callable[[Outbox], None]] = {"leverans": _deliver}


def run() -> None:
    """Print the figures."""
    heading("Klockans slag när inget ska göras, 10 000 och 1 000 000 sända")
    with servers() as kinds:
        for name, address in kinds.items():
            _compare(name, address)


def _compare(name: str, address: Addresses) -> None:
    with ExitStack() as opened:
        few, many = (opened.enter_context(outbox(address())) for _ in range(2))
        _fill(few, FEW)
        _fill(many, MANY)
        for part, tick in PARTS.items():
            less, more = alternating(partial(tick, few), partial(tick, many), ROUNDS)
            line(f"{name}, {part}, 10 000 sända", less)
            line(f"{name}, {part}, 1 000 000 sända (mål: högst 5 ms)", more)
            line("kvot i p50 (mål: högst 1,5)", f"{more.p50 / less.p50:.2f}")


def _fill(empty: Outbox, count: int) -> None:
    is_sqlite = empty.services.database.is_sqlite
    with empty.services.database.write() as session:
        if not is_sqlite:
            session.execute(text("SET LOCAL statement_timeout = 0"))
        add_sent(session, empty.collaboration_id, empty.person_id, count, NOW)
        if not is_sqlite:
            # As PostgreSQL does by itself from time to time; SQLite is never told.
            session.execute(text("ANALYZE notice"))
