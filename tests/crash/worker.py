"""The workers' program: deliver with the real delivery, and come back after every mishap."""

import gc
import logging
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.exc import OperationalError, TimeoutError  # noqa: A004 - the name of the pool's error
from sqlalchemy.orm import Session, configure_mappers

from handlers.contents import Duty, Reminders
from handlers.delivery import Delivery, Kind, Loaded
from handlers.notices import Draft, put
from handlers.ports import Services
from storage.models import Notice
from storage.session import Database
from tests.crash.courier import FastClock, SinkCourier
from tests.crash.faults import Faults, Journal, Odds, Point, What

# As the clock comes back for what is due, only sooner.
REST_SECONDS = 0.02
KIND = "plain"
_DAY = date(2026, 11, 20)

# What each worker would do anew is done before they are forked.
configure_mappers()
for _url in ("sqlite:///unused", "postgresql+psycopg:///unused"):
    Database(_url).dispose()
gc.freeze()


@dataclass(frozen=True, slots=True)
class Orders:
    """What a process of the trial is told at its start. ``life`` is its number."""

    url: str
    port: int
    journal: Path
    began: float
    seed: int
    life: int
    can_ask: bool
    odds: Odds


def work(orders: Orders) -> None:
    """Deliver what is due, again and again, until somebody ends the process."""
    journal = Journal(orders.journal, orders.life)
    logging.getLogger("handlers").addHandler(_Heard(journal))
    delivery = _delivery(orders, journal)
    while True:
        try:
            delivery.deliver_due()
            journal.write(What.RESTS)
        except (OperationalError, TimeoutError) as error:
            journal.write(What.BUSY, note=str(error)[:200])
        time.sleep(REST_SECONDS)


def plan(orders: Orders, batches: Sequence[Sequence[Draft]]) -> None:
    """Put every batch into the outbox, while another process puts the same."""
    journal = Journal(orders.journal, orders.life)
    services = Services(Database(orders.url), FastClock(orders.began))
    for batch in batches:
        while (count := _put(services, batch, journal)) is None:
            pass
        journal.write(What.PUT, note=str(count))


def _put(services: Services, batch: Sequence[Draft], journal: Journal) -> int | None:
    try:
        with services.database.write() as session:
            return put(session, services, batch)
    except (OperationalError, TimeoutError) as error:
        journal.write(What.BUSY, note=str(error)[:200])
        return None


def _delivery(orders: Orders, journal: Journal) -> Delivery:
    chance = random.Random(f"{orders.seed}/{orders.life}")  # noqa: S311 - to be repeated
    clock = FastClock(orders.began)
    faults = Faults(journal, chance, orders.odds)
    courier = SinkCourier(orders.port, faults, clock, orders.life, can_ask=orders.can_ask)

    def load(_session: Session, _services: Services, notices: Sequence[Notice]) -> Loaded:
        content = Reminders("Miljösamverkan Väst", _DAY, tuple(_duty(one.key) for one in notices))
        faults.at(Point.LOADED)
        clock.looked = time.monotonic()
        return Loaded(content)

    services = Services(Database(orders.url), clock)
    return Delivery(services, {"mail": courier}, {KIND: Kind(load)}, chance=chance.random)


def _duty(key: str) -> Duty:
    return Duty(
        number=1, rule=key, part="", slot="2026", title=key, kind="deadline", state="open",
        first=_DAY, due=_DAY,
    )  # fmt: skip


class _Heard(logging.Handler):
    """Put what the program logs as an error into the journal."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(logging.ERROR)
        self._journal = journal

    def emit(self, record: logging.LogRecord) -> None:
        """Write down what went wrong, and by which exception."""
        cause = record.exc_info[1] if record.exc_info else None
        self._journal.write(What.FAULT, note=f"{record.getMessage()}: {cause!r}"[:500])
