from pathlib import Path

import pytest
from sqlalchemy import exc, text

from bot.app.services import build_services, database_trouble, system_clock
from bot.app.serving import build_slack_app
from bot.config import SettingsError, load_settings
from storage.schema import SchemaError
from storage.session import Database
from tests.databases import Postgres
from tests.fakes import FixedClock
from tests.sample import NOW


class DriverError(Exception):
    """What a database driver says."""


def failed(kind: type[exc.DBAPIError], said: str) -> exc.DBAPIError:
    return kind("SELECT hemligt", {"p": "hemligt"}, DriverError(said))


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (failed(exc.OperationalError, "database is locked"), "database_busy"),
        (failed(exc.OperationalError, "canceling statement due to lock timeout"), "database_busy"),
        (exc.TimeoutError("QueuePool limit"), "database_busy"),
        (failed(exc.OperationalError, "unable to open database file"), "database_down"),
        (failed(exc.OperationalError, "no such table: person"), "database_down"),
        (failed(exc.DatabaseError, "file is not a database"), "database_down"),
        (failed(exc.InterfaceError, "connection already closed"), "database_down"),
        (failed(exc.IntegrityError, "UNIQUE constraint failed"), ""),
        (failed(exc.ProgrammingError, "syntax error"), ""),
        (ValueError("locked"), ""),
    ],
)
def test_trouble_with_the_database_is_told_from_a_bug(
    error: Exception, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert database_trouble(error) == code
    assert "hemligt" not in caplog.text
    assert bool(caplog.text) == bool(code)


def test_services_stand_on_a_migrated_file(tmp_path: Path) -> None:
    settings = load_settings({"DATABASE_URL": f"sqlite:///{tmp_path / 'var' / 'bot.sqlite3'}"})

    services = build_services(settings, FixedClock(NOW))

    with services.database.session() as session:
        assert session.execute(text("SELECT count(*) FROM project")).scalar() == 0
    assert services.clock() == NOW
    services.database.dispose()


def test_services_refuse_a_server_with_an_old_schema(postgres: Postgres) -> None:
    with postgres.database() as url:
        database = Database(url)
        with database.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        database.dispose()

        with pytest.raises(SchemaError):
            build_services(load_settings({"DATABASE_URL": url}), FixedClock(NOW))


def test_app_is_built_without_a_word_to_slack(tmp_path: Path) -> None:
    settings = load_settings(
        {
            "DATABASE_URL": f"sqlite:///{tmp_path / 'bot.sqlite3'}",
            "SLACK_BOT_TOKEN": "xoxb-x",
            "SLACK_API_URL": "http://127.0.0.1:9/api/",
        }
    )
    services = build_services(settings, FixedClock(NOW))

    app = build_slack_app(settings, services)

    assert app.client.base_url == "http://127.0.0.1:9/api/"
    assert app.client.retry_handlers == []
    services.database.dispose()


def test_app_needs_a_token(tmp_path: Path) -> None:
    settings = load_settings({"DATABASE_URL": f"sqlite:///{tmp_path / 'bot.sqlite3'}"})
    services = build_services(settings, FixedClock(NOW))

    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN"):
        build_slack_app(settings, services)

    services.database.dispose()


def test_clock_is_aware() -> None:
    assert system_clock().utcoffset() is not None
