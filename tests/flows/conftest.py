from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from tests.databases import Holding, TestDatabases
from tests.fakes import FixedClock
from tests.flows.diary import Calendar, opened
from tests.flows.gathering import MONDAY
from tests.flows.house import House, open_house
from tests.flows.letters import BOT, COORDINATOR, Post
from tests.flows.mailing import Mailing
from tests.sample import NOW


@pytest.fixture
def house(sample_url: str) -> Iterator[House]:
    """Lend the whole house, once on each kind of database."""
    with open_house(sample_url) as opened:
        yield opened


@pytest.fixture
def sqlite_path(shared_databases: TestDatabases, tmp_path: Path) -> Iterator[Path]:
    """Lend a SQLite file with the sample in it."""
    path = tmp_path / "flows.sqlite"
    with shared_databases.sqlite(path, Holding.SAMPLE):
        yield path


@pytest.fixture
def quick_house(sqlite_path: Path) -> Iterator[House]:
    """Lend the whole house on SQLite, where the kind of database makes no difference."""
    with open_house(f"sqlite:///{sqlite_path}") as opened:
        yield opened


@pytest.fixture
def calendar(house: House) -> Calendar:
    """Lend the calendar, once on each kind of database."""
    return opened(house)


@pytest.fixture
def quick(quick_house: House) -> Calendar:
    """Lend the calendar on SQLite, where the kind of database makes no difference."""
    return opened(quick_house)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "mail"


@pytest.fixture
def post(sample_url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Post:
    """Lend a way to hand over a mail as a mail server does, and to let the clock tick after it."""
    monkeypatch.setenv("DATABASE_URL", sample_url)
    monkeypatch.setenv("SMTP_URL", f"file:{folder}")
    monkeypatch.setenv("MAIL_FROM", f"Samverkansboten <{BOT}>")
    monkeypatch.setenv("MAIL_AUTHSERV_ID", "mx.vast.example")
    monkeypatch.setenv("PUBLIC_URL", "https://bot.example")
    monkeypatch.setenv("SECRET_KEY", "k" * 32)
    monkeypatch.setattr("bot.app.services.system_clock", FixedClock(NOW))
    runner = CliRunner()

    def hand_over(raw: bytes) -> Result:
        taken = runner.invoke(app, ["receive"], input=raw)
        runner.invoke(app, ["tick"])
        return taken

    return hand_over


@pytest.fixture
def coordinator(post: Post) -> Post:
    """Lend the way in where there is a coordinator, and something to tick off."""
    runner = CliRunner()
    runner.invoke(
        app, ["person", "role", COORDINATOR, "coordinator", "--collaboration", "jonkoping"]
    )
    runner.invoke(app, ["tick"])
    return post


@pytest.fixture
def mailing(coordinator: Post, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailing]:
    """Lend a coordinator who asks by mail alone."""
    clock = FixedClock(MONDAY)
    monkeypatch.setattr("bot.app.services.system_clock", clock)
    made = Mailing(coordinator, folder, clock)
    yield made
    made.services.database.dispose()
