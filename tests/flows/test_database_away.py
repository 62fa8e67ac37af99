"""The database is locked or gone: the person is told so, and everything works afterwards."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from handlers.desk import open_tasks
from handlers.people import asker_by_email
from tests.databases import Postgres
from tests.flows.house import INA, House, health_of, lines, open_house

BUSY = "Det är kö till databasen just nu. Inget har ändrats. Försök igen om en liten stund."
GONE = (
    "Jag når inte databasen just nu. Inget har ändrats och inget är borta. "
    "Försök igen om några minuter. Hjälper det inte, mejla samordnaren."
)
TITLE = "Tillsynsprojekt släckvatten · Avslutat november 2024"


def test_locked_database_is_said_to_be_busy(quick_house: House, sqlite_path: Path) -> None:
    quick_house.ask(INA, "/projekt", "släckvatten")

    with _locked(sqlite_path):
        command = quick_house.ask(INA, "/projekt", "släckvatten")
        quick_house.workspace.say(INA, quick_house.workspace.direct(INA), "släckvatten")
        message = quick_house.direct(INA)[-1]
    after = quick_house.ask(INA, "/projekt", "släckvatten")

    assert (lines(command), lines(message)) == ([BUSY], [BUSY])
    assert lines(after)[0] == TITLE


def test_button_in_a_locked_database_leaves_the_answer_and_changes_nothing(
    quick_house: House, sqlite_path: Path
) -> None:
    answer = quick_house.ask(INA, "/projekt", "släckvatten")

    with _locked(sqlite_path, "IMMEDIATE"):
        told = quick_house.press(INA, "Bevaka")
    mine = quick_house.ask(INA, "/samverkan", "bevakningar")

    assert lines(told) == [BUSY]
    assert quick_house.workspace.ephemerals(INA)[0].plain == answer.plain
    assert lines(mine) == ["Jag hittar inga bevakade projekt."]


def test_dialog_in_a_locked_database_keeps_what_was_written(
    quick_house: House, sqlite_path: Path
) -> None:
    quick_house.ask(INA, "/projekt", "släckvatten")
    quick_house.press(INA, "Rätta uppgift")

    with _locked(sqlite_path, "IMMEDIATE"):
        refused = quick_house.workspace.submit(INA, {"correction": "Fel år."})
    sent = quick_house.workspace.submit(INA)

    coordinator = asker_by_email(quick_house.services, "projektledare@vast.example", "slack")
    assert coordinator is not None
    assert refused.errors == {"correction": BUSY}
    assert sent.errors == {}
    assert [one.text for one in open_tasks(quick_house.services, coordinator)] == ["Fel år."]


def test_picker_in_a_locked_database_suggests_nothing(
    quick_house: House, sqlite_path: Path
) -> None:
    answer = quick_house.ask(INA, "/projekt")

    with _locked(sqlite_path):
        options = quick_house.workspace.suggest(INA, answer, "pick_project", "släck")

    assert options == ()


def test_home_in_a_locked_database_says_so(quick_house: House, sqlite_path: Path) -> None:
    with _locked(sqlite_path):
        quick_house.workspace.open_home(INA)

    assert lines(quick_house.workspace.home(INA)) == [BUSY]


def test_file_that_is_gone_is_said_to_be_and_comes_back(
    quick_house: House, sqlite_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    quick_house.ask(INA, "/projekt", "släckvatten")
    kept = sqlite_path.with_suffix(".kept")
    sqlite_path.rename(kept)
    sqlite_path.mkdir()
    # What is open stays open when a file is renamed; a restart or a new connection does not.
    quick_house.services.database.dispose()

    told = quick_house.ask(INA, "/projekt", "släckvatten")
    health = health_of(quick_house.url)
    sqlite_path.rmdir()
    kept.rename(sqlite_path)

    assert lines(told) == [GONE]
    assert health == (503, "Jag når inte databasen.")
    assert "SELECT" not in caplog.text
    assert lines(quick_house.ask(INA, "/projekt", "släckvatten"))[0] == TITLE
    assert health_of(quick_house.url) == (200, "Allt fungerar.")


def test_empty_file_in_its_place_is_noticed(quick_house: House, sqlite_path: Path) -> None:
    sqlite_path.rename(sqlite_path.with_suffix(".kept"))
    quick_house.services.database.dispose()

    told = quick_house.ask(INA, "/projekt", "släckvatten")

    assert lines(told) == [GONE]
    assert health_of(quick_house.url)[0] == 503


def test_server_that_is_gone_is_said_to_be(sample_postgres: Postgres) -> None:
    with sample_postgres.database() as url, open_house(url) as house:
        house.ask(INA, "/projekt", "släckvatten")
        sample_postgres.lose(url)

        told = house.ask(INA, "/projekt", "släckvatten")
        health = health_of(house.url)

    assert lines(told) == [GONE]
    assert health == (503, "Jag når inte databasen.")


@contextmanager
def _locked(path: Path, how: str = "EXCLUSIVE") -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"BEGIN {how}")
        yield
        connection.execute("ROLLBACK")
