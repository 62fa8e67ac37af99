"""The thread that sends: woken by the bell, undisturbed by trouble, done when it is told to end."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.app.sending import Outgoing, build_outgoing, sending
from bot.app.serving import figures_of
from bot.config import SettingsError, load_settings
from handlers.ports import Parcel, Services
from handlers.reminders import plan_due
from storage.models import Collaboration, Person
from storage.session import Database
from tests.factories import add_collaboration, add_person, add_rule
from tests.fakes import FixedClock, RecordingCourier

JANUARY = datetime(2027, 1, 28, 9, tzinfo=UTC)
MORNING = datetime(2027, 1, 29, 9, tzinfo=UTC)
PATIENCE = 60


class Telling(RecordingCourier):
    """A courier that tells when it has been called."""

    def __init__(self) -> None:
        super().__init__()
        self.called = Event()

    def send(self, parcel: Parcel) -> str:
        try:
            return super().send(parcel)
        finally:
            self.called.set()


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    """Lend an outbox in which something is due when the clock is moved to the morning."""
    services = Services(Database(database_url), FixedClock(JANUARY))
    with services.database.write() as session:
        owner = add_collaboration(session)
        add_person(session, owner, roles=("coordinator",))
        rule = {"shape": "deadline", "date": "02-last", "roll": "before"}
        add_rule(session, owner, "Rapport", rule=rule)
    plan_due(services)
    yield services
    services.database.dispose()


def at_morning(services: Services) -> Services:
    return Services(services.database, FixedClock(MORNING), bell=services.bell)


def test_what_is_due_is_sent_at_the_start(services: Services) -> None:
    courier = Telling()

    with sending(Outgoing(at_morning(services), {"mail": courier})):
        assert courier.called.wait(PATIENCE)

    assert len(courier.sent) == 1


def test_bell_wakes_the_thread(services: Services) -> None:
    courier = Telling()
    clock = FixedClock(JANUARY)
    outgoing = Outgoing(Services(services.database, clock, bell=services.bell), {"mail": courier})

    with sending(outgoing):
        clock.now = MORNING
        services.bell.set()
        assert courier.called.wait(PATIENCE)

    assert len(courier.sent) == 1


@pytest.mark.parametrize(
    ("fault", "logged"),
    [
        (ZeroDivisionError("a fault of ours"), "planning or delivering"),
        (OperationalError("SELECT 1", {}, Exception("database is locked")), "database_busy"),
    ],
    ids=["program", "database"],
)
def test_trouble_is_logged_and_the_next_bell_works(
    services: Services,
    fault: Exception,
    logged: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    courier, first = Telling(), Event()
    outgoing = Outgoing(failing_once(at_morning(services), fault, first), {"mail": courier})

    with sending(outgoing):
        assert first.wait(PATIENCE)
        services.bell.set()
        assert courier.called.wait(PATIENCE)

    assert logged in caplog.text
    assert len(courier.sent) == 1


def failing_once(services: Services, fault: Exception, happened: Event) -> Services:
    """Return services whose clock raises the first time that it is asked."""
    faults = [fault]

    def clock() -> datetime:
        if faults:
            happened.set()
            raise faults.pop()
        return services.clock()

    return Services(services.database, clock, bell=services.bell)


def test_guests_whose_meetings_are_long_over_are_looked_for_once_an_hour(
    services: Services,
) -> None:
    clock = FixedClock(JANUARY)
    outgoing = Outgoing(replace(services, clock=clock), {})
    seen = []
    for name in ("Eva Ek", "Bo Ek", "Ola Ek"):
        with services.database.write() as session:
            owner = session.scalars(select(Collaboration)).one()
            add_person(session, owner, name, kind="guest")
        outgoing.work()
        seen.append(guests(services))
        clock.move(timedelta(minutes=40))

    assert seen == [0, 1, 0]


def guests(services: Services) -> int:
    """Return how many guests there are who can be reached."""
    there = select(Person).where(Person.kind == "guest", Person.email.is_not(None))
    with services.database.session() as session:
        return len(session.scalars(there).all())


def test_figures_count_what_was_planned_and_sent(services: Services) -> None:
    outgoing = Outgoing(at_morning(services), {"mail": RecordingCourier()})

    outgoing.work()

    figures = outgoing.metrics.written(figures_of(outgoing.services)).decode()
    assert 'samverkansbot_notices_total{state="planned"} 1.0' in figures
    assert 'samverkansbot_notices_total{state="sent"} 1.0' in figures


def test_ways_out_are_those_that_are_set(services: Services, tmp_path: Path) -> None:
    nothing = built(services, {})
    both = built(
        services,
        {
            "SLACK_BOT_TOKEN": "xoxb-x",
            "SMTP_URL": f"file:{tmp_path}",
            "MAIL_FROM": "boten@vast.example",
            "PUBLIC_URL": "https://boten.example",
            "SECRET_KEY": "k" * 40,
        },
    )

    assert (sorted(nothing.couriers), nothing.links) == ([], None)
    assert sorted(both.couriers) == ["mail", "slack"]
    assert both.links is not None


def test_mail_without_a_sender_is_refused_at_the_start(services: Services, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="MAIL_FROM"):
        built(services, {"SMTP_URL": f"file:{tmp_path}"})


def test_short_key_among_several_is_refused_at_the_start(services: Services) -> None:
    keys = {"PUBLIC_URL": "https://boten.example", "SECRET_KEY": f"{'k' * 40},{'k' * 8}"}

    with pytest.raises(SettingsError, match="minst 32 tecken"):
        built(services, keys)


def built(services: Services, values: dict[str, str]) -> Outgoing:
    return build_outgoing(load_settings(values), services)
