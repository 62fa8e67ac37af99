import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import delete, inspect, select, text, update
from sqlalchemy.exc import DBAPIError

from storage.models import Base, Collaboration, EventLog, Material
from storage.schema import (
    SchemaError,
    current_revision,
    newest_revision,
    prepare,
    upgrade,
)
from storage.session import Database
from tests.factories import add_collaboration
from tests.house import ROOT

NOW = datetime(2026, 11, 20, 8, 0, 0, tzinfo=UTC)
TOUCH = {
    "update": update(EventLog).values(verb="changed"),
    "delete": delete(EventLog),
}


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'var' / 'bot.sqlite'}")
    yield database
    database.dispose()


def make_old(database: Database) -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "storage/migrations"))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")


def revision(database: Database) -> str | None:
    with database.engine.connect() as connection:
        return current_revision(connection)


def log_one(database: Database) -> None:
    with database.write() as session:
        session.add(EventLog(at=NOW, door="terminal", verb="tried"))


def verbs(database: Database) -> list[str]:
    with database.session() as session:
        return list(session.scalars(select(EventLog.verb)))


def test_upgrade_twice_changes_nothing(database: Database, database_url: str) -> None:
    upgrade(database_url)

    assert revision(database) == newest_revision()


def test_migrations_give_the_schema_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, Base.metadata) == []


def test_migrations_go_down_and_up_again(database: Database, database_url: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "storage/migrations"))

    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")

    assert inspect(database.engine).get_table_names() == ["alembic_version"]
    upgrade(database_url)
    assert revision(database) == newest_revision()
    assert set(inspect(database.engine).get_table_names()) >= set(Base.metadata.tables)


def test_prepare_makes_the_file_and_its_folder(fresh: Database) -> None:
    prepare(fresh, NOW)

    assert fresh.path is not None
    # The journal stands empty beside it.
    names = {path.name for path in fresh.path.parent.iterdir()} - {"bot.sqlite-journal"}
    assert names == {"bot.sqlite"}
    assert revision(fresh) == newest_revision()


def test_prepare_leaves_a_current_database_alone(database: Database, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())

    prepare(database, NOW)

    assert sorted(tmp_path.iterdir()) == before


def test_prepare_backs_an_old_file_up_before_it_migrates(fresh: Database) -> None:
    prepare(fresh, NOW)
    with fresh.write() as session:
        add_collaboration(session, name="Miljösamverkan Väst")
    make_old(fresh)
    assert fresh.path is not None

    prepare(fresh, NOW)

    backup = fresh.path.with_name("bot.sqlite.20261120T080000.bak")
    copy = sqlite3.connect(backup)
    kept = copy.execute("SELECT version_num, name FROM alembic_version, collaboration").fetchall()
    copy.close()
    assert kept == [("0001", "Miljösamverkan Väst")]
    assert revision(fresh) == newest_revision()
    with fresh.session() as session:
        assert session.scalars(select(Collaboration.name)).all() == ["Miljösamverkan Väst"]


def test_prepare_refuses_an_old_schema_on_a_server_and_migrates_a_file(
    database: Database, database_kind: str
) -> None:
    make_old(database)

    if database_kind == "postgresql":
        with pytest.raises(SchemaError, match="0001"):
            prepare(database, NOW)
    else:
        prepare(database, NOW)

    expected = "0001" if database_kind == "postgresql" else newest_revision()
    assert revision(database) == expected


def test_prepare_refuses_a_newer_schema_and_leaves_no_copy_of_it(fresh: Database) -> None:
    prepare(fresh, NOW)
    with fresh.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert fresh.path is not None
    before = sorted(fresh.path.parent.iterdir())

    with pytest.raises(SchemaError, match="9999"):
        prepare(fresh, NOW)

    assert sorted(fresh.path.parent.iterdir()) == before


@pytest.mark.parametrize("verb", TOUCH)
def test_event_log_refuses_to_be_changed(database: Database, verb: str) -> None:
    log_one(database)

    with (
        pytest.raises(DBAPIError, match="event_log is append-only"),
        database.write() as session,
    ):
        session.execute(TOUCH[verb])

    assert verbs(database) == ["tried"]


def test_event_log_refuses_to_be_emptied(database: Database, database_kind: str) -> None:
    log_one(database)
    # SQLite has no TRUNCATE: a DELETE without WHERE is what empties a table there.
    empty = "TRUNCATE event_log" if database_kind == "postgresql" else "DELETE FROM event_log"

    with (
        pytest.raises(DBAPIError, match="event_log is append-only"),
        database.write() as session,
    ):
        session.execute(text(empty))

    assert verbs(database) == ["tried"]


def test_event_log_takes_more_lines(database: Database) -> None:
    log_one(database)

    log_one(database)

    assert verbs(database) == ["tried", "tried"]


# A collaboration with a project that has a material, as they stood before they were changed.
ROWS = (
    (
        "INSERT INTO collaboration (id, key, name, aliases, kind, time_zone, revision, details)"
        " VALUES (1, 'a', 'A', '[]', '', 'Europe/Stockholm', 0, '{}')"
    ),
    (
        "INSERT INTO project (id, collaboration_id, key, title, aliases, sort_key, source, notes,"
        " details, year, kind, status, period_text, goal, responsible)"
        " VALUES (1, 1, 'p', 'P', '[]', 'p', '', '[]', '{}', 2027, '', '', '', '', '')"
    ),
    (
        "INSERT INTO material (id, collaboration_id, project_id, position, title)"
        " VALUES (1, 1, 1, 0, 'Checklista')"
    ),
)


def test_sqlite_file_with_rows_that_point_at_each_other_is_migrated(fresh: Database) -> None:
    assert fresh.path is not None
    fresh.path.parent.mkdir()
    config = Config()
    config.set_main_option("script_location", str(ROOT / "storage/migrations"))
    with fresh.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0009")
        for row in ROWS:
            connection.execute(text(row))

    prepare(fresh, NOW)

    assert revision(fresh) == newest_revision()
    with fresh.session() as session:
        assert session.scalars(select(Material.title)).all() == ["Checklista"]
    with fresh.rows() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_migration_that_would_leave_rows_pointing_at_nothing_changes_nothing(
    fresh: Database,
) -> None:
    assert fresh.path is not None
    fresh.path.parent.mkdir()
    config = Config()
    config.set_main_option("script_location", str(ROOT / "storage/migrations"))
    with fresh.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0009")
    with sqlite3.connect(fresh.path) as driver:
        # As a tool does that does not look where rows point.
        driver.execute(ROWS[2])

    with pytest.raises(SchemaError):
        prepare(fresh, NOW)

    assert revision(fresh) == "0009"
