"""Migrated databases with one person in them, on both databases, and durable ones."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from handlers.contents import Reminders
from handlers.delivery import Delivery, Kind, Loaded
from handlers.ports import Parcel, Recipient, Services, Trace
from storage import schema
from storage.models import Notice
from storage.session import Database
from tests.databases import Cluster
from tests.factories import add_collaboration, add_person

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
# An address for the next empty database of this kind.
Addresses = Callable[[], str]


class DurableCluster(Cluster):
    """A server that waits for the disk, as in real life."""

    durability: Sequence[str] = ()


class WillingCourier:
    """Accepts everything at once."""

    def reaches(self, _to: Recipient) -> bool:
        """Reach everybody."""
        return True

    def send(self, parcel: Parcel) -> str:
        """Accept."""
        return parcel.key

    def trace(self, _parcel: Parcel) -> Trace:
        """Know of nothing: nothing is ever cut off here."""
        return Trace.ABSENT


@dataclass(frozen=True, slots=True)
class Outbox:
    """An outbox, and what delivers it."""

    services: Services
    collaboration_id: int
    person_id: int
    delivery: Delivery = field(init=False)

    def __post_init__(self) -> None:
        kinds = {"plain": Kind(_loaded)}
        delivery = Delivery(self.services, {"mail": WillingCourier()}, kinds)
        object.__setattr__(self, "delivery", delivery)


@contextmanager
def servers() -> Iterator[dict[str, Addresses]]:
    """Lend what makes empty databases, by the name of the kind; all of them are durable."""
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        # The account that runs the server must reach its own directory inside this one.
        folder.chmod(0o711)
        cluster = DurableCluster(folder / "postgresql")
        cluster.start()
        opened.callback(cluster.stop)
        numbers = iter(range(1000))
        yield {
            "SQLite": lambda: f"sqlite:///{folder / f'{next(numbers)}.sqlite3'}",
            "PostgreSQL": lambda: _created(cluster, f"bench_{next(numbers)}"),
        }


@contextmanager
def outbox(url: str) -> Iterator[Outbox]:
    """Lend an empty outbox at the address of an empty database."""
    schema.upgrade(url)
    database = Database(url)
    try:
        with database.write() as session:
            owner = add_collaboration(session)
            person = add_person(session, owner)
        yield Outbox(Services(database, lambda: NOW), owner.id, person.id)
    finally:
        database.dispose()


def _created(cluster: Cluster, name: str) -> str:
    engine = create_engine(cluster.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return cluster.url.set(database=name).render_as_string(hide_password=False)


def _loaded(_session: Session, _services: Services, _notices: Sequence[Notice]) -> Loaded:
    return Loaded(Reminders("Miljösamverkan Väst", date(2026, 11, 20), ()))
