from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.app.checks import Finding, State
from bot.app.checks.database import LEAST_FREE, check_database
from storage.models import Hold
from storage.session import Database
from tests.bot.checks.ground import ground, said, states
from tests.sample import NOW

NEWEST = "Databasen går att öppna och har det senaste schemat."


@contextmanager
def opened(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.dispose()


def checked(url: str, free: int = LEAST_FREE) -> list[Finding]:
    return list(check_database(ground(DATABASE_URL=url), lambda _: free))


def set_revision(url: str, number: str) -> None:
    with opened(url) as database, database.write() as session:
        session.execute(text(f"UPDATE alembic_version SET version_num = '{number}'"))  # noqa: S608 - ours


def revision(url: str) -> str:
    with opened(url) as database, database.rows() as connection:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())


def test_database_with_something_in_it_is_fine(sample_url: str) -> None:
    assert said(checked(sample_url)) == [("ok", NEWEST), ("ok", "Inlästa samverkansområden: 4.")]


def test_empty_database_says_what_to_import(database_url: str) -> None:
    found = checked(database_url)

    assert said(found) == [("ok", NEWEST), ("warning", "Databasen är tom: inget är inläst.")]
    assert found[1].todo == "Läs in era uppgifter med samverkansbot import."


def test_old_schema_is_told_and_left_as_it_is(sample_url: str) -> None:
    set_revision(sample_url, "0001")

    (found,) = checked(sample_url)

    # A file is brought up to date when the bot starts; a server waits for somebody.
    file = sample_url.startswith("sqlite")
    assert found.state == (State.WARNING if file else State.FAULT)
    assert "samverkansbot migrate" in found.todo
    assert revision(sample_url) == "0001"


def test_newer_schema_is_a_fault(sample_url: str) -> None:
    set_revision(sample_url, "9999")

    assert said(checked(sample_url)) == [
        ("fault", "Databasen hör till en nyare version av programmet.")
    ]


def test_delivery_on_hold_says_how_to_release_it(sample_url: str) -> None:
    with opened(sample_url) as database, database.write() as session:
        session.add(Hold(since=NOW, backup_at=NOW - timedelta(days=1)))

    last = checked(sample_url)[-1]

    words = "Inget skickas: databasen är återställd från en säkerhetskopia från {}."
    when = "tors 19 nov 2026 kl. 09.00"
    assert said([last]) == [("warning", words.format(when))]
    assert "samverkansbot outbox --release" in last.todo


def test_file_that_is_not_there_is_a_warning_and_is_not_made(tmp_path: Path) -> None:
    found = checked(f"sqlite:///{tmp_path / 'var' / 'bot.sqlite'}")

    assert said(found) == [("warning", "Databasen finns inte än.")]
    assert "samverkansbot migrate" in found[0].todo
    assert list(tmp_path.iterdir()) == []


def test_place_where_no_file_can_be_made_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("i vägen")

    found = checked(f"sqlite:///{tmp_path / 'var' / 'bot.sqlite'}")

    assert said(found) == [("fault", "Det går inte att skriva i mappen där databasen ska ligga.")]


def test_little_room_on_the_disk_is_a_warning_and_enough_is_none(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.sqlite'}"

    enough, little = checked(url), checked(url, LEAST_FREE - 1)

    assert states(enough) == [State.WARNING]
    assert said(little[1:]) == [("warning", "Det finns bara 199 MB kvar på databasens disk.")]


def test_file_that_is_no_database_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "bot.sqlite").write_text("Det här är ingen databas. " * 100)

    found = checked(f"sqlite:///{tmp_path / 'bot.sqlite'}")

    assert said(found) == [("fault", "Databasen går inte att öppna.")]


def test_server_that_is_away_is_a_fault_and_its_password_is_told_to_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    found = checked("postgresql+psycopg://bot:hemligt@127.0.0.1:9/bot")

    assert said(found) == [("fault", "Databasen går inte att öppna.")]
    assert "hemligt" not in caplog.text + repr(found)
