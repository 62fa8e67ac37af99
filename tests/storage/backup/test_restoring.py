import hashlib
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from storage import session as session_module
from storage.backup import BackupError, Fault, back_up, inspect, restore
from storage.models import Base, Collaboration, EventLog, Hold, ProcessedRequest
from storage.schema import SchemaError, current_revision, newest_revision
from storage.session import Database
from tests.factories import add_collaboration
from tests.storage.backup.material import (
    TAKEN,
    Everything,
    everything,
    fill,
    little_room,
    make_old,
    open_to_all,
)

NOW = TAKEN + timedelta(days=3)


@pytest.fixture
def absent(tmp_path: Path) -> Iterator[Database]:
    """Lend a SQLite database that has no file yet, nor a folder."""
    database = Database(f"sqlite:///{tmp_path / 'ny' / 'bot.sqlite'}")
    yield database
    database.dispose()


def occupy(database: Database) -> Everything:
    """Put something into the database that no backup holds, and return it all."""
    with database.write() as session:
        for key in ("norr", "söder", "öster"):
            add_collaboration(session, key)
        session.add(EventLog(at=NOW, door="terminal", verb="kept"))
    return everything(database)


def fill_up(database: Database) -> None:
    """Put more into the database than a backup of two rows per table takes."""
    rows = [{"key": f"{number:06}" * 20, "at": NOW} for number in range(5000)]
    with database.engine.begin() as connection:
        connection.execute(insert(ProcessedRequest), rows)


def fault_of(database: Database, file: Path, *, replace: bool = False) -> Fault:
    with pytest.raises(BackupError) as refused:
        restore(database, file, NOW, replace=replace)
    return refused.value.fault


def change(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as opened, opened:
        opened.execute(statement)


def holds(database: Database) -> list[tuple[datetime, datetime]]:
    with database.session() as session:
        return [(one.since, one.backup_at) for one in session.scalars(select(Hold))]


def test_restore_gives_back_every_row_on_either_database(
    sample_database: Database, other: Database, target: Path
) -> None:
    fill(sample_database)
    before = everything(sample_database)
    back_up(sample_database, target, TAKEN)

    restored = restore(other, target, NOW)

    assert everything(other) == before
    assert all(before.values())
    assert restored.backup == inspect(target)
    assert not restored.upgraded


def test_restore_there_and_back_again_changes_nothing(
    database: Database, other: Database, target: Path
) -> None:
    fill(database)
    before = everything(database)
    back_up(database, target, TAKEN)
    restore(other, target, NOW)
    second = target.with_name("andra.sqlite")
    back_up(other, second, NOW)

    restore(database, second, NOW, replace=True)

    assert everything(database) == before


def test_restore_puts_the_database_on_hold(database: Database, backup: Path) -> None:
    restore(database, backup, NOW)

    assert holds(database) == [(NOW, TAKEN)]


def test_restore_of_what_was_on_hold_keeps_the_earlier_moment(
    database: Database, backup: Path
) -> None:
    restore(database, backup, NOW)
    second = backup.with_name("andra.sqlite")
    back_up(database, second, NOW)

    restore(database, second, NOW + timedelta(days=1), replace=True)

    assert holds(database) == [(NOW + timedelta(days=1), TAKEN)]


def test_restore_leaves_the_backup_as_it_is(database: Database, backup: Path) -> None:
    before = hashlib.sha256(backup.read_bytes()).digest()
    backup.chmod(0o400)

    restore(database, backup, NOW)

    assert hashlib.sha256(backup.read_bytes()).digest() == before
    assert list(backup.parent.iterdir()) == [backup]


def test_restored_database_has_no_marks_of_a_backup(database: Database, backup: Path) -> None:
    restore(database, backup, NOW)

    with database.engine.connect() as connection:
        assert not database.engine.dialect.has_table(connection, "backup_info")
        assert current_revision(connection) == newest_revision()


def test_restored_database_takes_new_rows(database: Database, backup: Path) -> None:
    restore(database, backup, NOW)

    with database.write() as session:
        highest = session.scalar(select(func.max(Collaboration.id)))
        new = add_collaboration(session, "ny")
        session.add(EventLog(at=NOW, door="terminal", verb="tried"))

    assert new.id == (highest or 0) + 1


@pytest.mark.parametrize("replace", [False, True])
def test_restored_event_log_is_append_only(database: Database, backup: Path, replace: bool) -> None:
    if replace:
        occupy(database)
    restore(database, backup, NOW, replace=replace)

    with pytest.raises(DBAPIError, match="append-only"), database.write() as session:
        session.execute(delete(EventLog))


def test_restore_refuses_a_database_that_holds_something(database: Database, backup: Path) -> None:
    before = occupy(database)

    assert fault_of(database, backup) is Fault.OCCUPIED
    assert everything(database) == before
    assert holds(database) == []


def test_restore_replaces_all_when_told(
    database: Database, backup: Path, saved: Everything
) -> None:
    occupy(database)

    restore(database, backup, NOW, replace=True)

    assert everything(database) == saved


def test_restore_over_a_much_larger_database_replaces_all(
    database: Database, backup: Path, saved: Everything
) -> None:
    fill_up(database)

    restore(database, backup, NOW, replace=True)

    assert everything(database) == saved


@pytest.mark.parametrize("replace", [False, True])
def test_restore_of_something_that_is_no_backup_changes_nothing(
    database: Database, tmp_path: Path, replace: bool
) -> None:
    before = occupy(database)
    (tmp_path / "text.sqlite").write_text("ingen databas " * 500)

    assert fault_of(database, tmp_path / "text.sqlite", replace=replace) is Fault.FOREIGN
    assert fault_of(database, tmp_path / "ingen.sqlite", replace=replace) is Fault.MISSING
    assert everything(database) == before


def test_restore_upgrades_an_older_backup_on_a_copy(
    sqlite_database: Database, other: Database, target: Path
) -> None:
    with sqlite_database.write() as session:
        add_collaboration(session, name="Miljösamverkan Väst")
    make_old(sqlite_database)
    back_up(sqlite_database, target, TAKEN)
    before = target.read_bytes()

    restored = restore(other, target, NOW)

    assert (restored.backup.revision, restored.upgraded) == ("0002", True)
    assert target.read_bytes() == before
    assert holds(other) == [(NOW, TAKEN)]
    with other.session() as session:
        assert session.scalars(select(Collaboration.name)).all() == ["Miljösamverkan Väst"]


def test_restore_refuses_a_newer_backup(database: Database, backup: Path) -> None:
    change(backup, "UPDATE alembic_version SET version_num = '9999'")

    assert fault_of(database, backup) is Fault.NEWER
    assert holds(database) == []


def test_restore_tells_how_far_it_has_come(server: Database, backup: Path) -> None:
    told: list[tuple[int, int]] = []

    restore(server, backup, NOW, progress=lambda copied, total: told.append((copied, total)))

    assert told == sorted(told)
    assert told[-1] == (2 * len(Base.metadata.tables) - 1,) * 2


def test_restore_on_a_server_makes_the_tables_where_there_are_none(
    server: Database, backup: Path, saved: Everything
) -> None:
    make_old(server, "base")

    restore(server, backup, NOW)

    assert everything(server) == saved


@pytest.mark.parametrize("revision", ["0003", "9999"])
def test_restore_on_a_server_with_another_schema_is_refused(
    server: Database, backup: Path, revision: str
) -> None:
    with server.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :at"), {"at": revision})

    with pytest.raises(SchemaError, match=revision):
        restore(server, backup, NOW, replace=True)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE collaboration SET time_zone = hex(zeroblob(100))",
        "UPDATE project SET year = 3000000000",
        "UPDATE project SET goal = 'a' || char(0) || 'b'",
    ],
)
def test_restore_of_what_a_server_cannot_hold_leaves_it_as_it_was(
    server: Database, backup: Path, statement: str
) -> None:
    before = occupy(server)
    change(backup, statement)

    assert fault_of(server, backup, replace=True) is Fault.UNFIT
    assert everything(server) == before
    # The numbering and the guard of the log are as they were, too.
    with server.write() as session:
        assert add_collaboration(session, "ny").id == 4
    with pytest.raises(DBAPIError, match="append-only"), server.write() as session:
        session.execute(delete(EventLog))


def test_restore_that_is_interrupted_on_a_server_leaves_it_as_it_was(
    server: Database, backup: Path
) -> None:
    before = occupy(server)

    def stop(copied: int, total: int) -> None:
        if copied == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore(server, backup, NOW, replace=True, progress=stop)

    assert everything(server) == before


@pytest.mark.parametrize("replace", [False, True])
def test_restore_while_somebody_else_writes_is_refused(
    database: Database,
    database_url: str,
    backup: Path,
    monkeypatch: pytest.MonkeyPatch,
    replace: bool,
) -> None:
    monkeypatch.setattr(session_module, "BUSY_TIMEOUT_MS", 20)
    monkeypatch.setattr("storage.backup.restoring.BUSY_TIMEOUT_MS", 20)
    another = Database(database_url)

    with another.write() as session:
        add_collaboration(session)
        fault = fault_of(database, backup, replace=replace)

    another.dispose()
    assert fault is Fault.BUSY
    with database.session() as session:
        assert session.scalars(select(Collaboration.key)).all() == ["vast"]


def test_restore_while_somebody_has_a_log_beside_the_file_open_is_refused(
    sqlite_database: Database, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.backup.restoring.BUSY_TIMEOUT_MS", 20)
    with closing(sqlite3.connect(str(sqlite_database.path))) as another:
        sqlite_database.dispose()
        another.execute("PRAGMA journal_mode=WAL")
        another.execute("SELECT * FROM collaboration").fetchall()

        assert fault_of(sqlite_database, backup, replace=True) is Fault.BUSY


def test_restore_is_seen_by_who_has_the_file_open(
    sqlite_database: Database, backup: Path, saved: Everything
) -> None:
    assert sqlite_database.path is not None
    another = Database(str(sqlite_database.url))
    occupy(another)
    assert another.engine.pool.status()

    restore(sqlite_database, backup, NOW, replace=True)

    assert everything(another) == saved
    with another.write() as session:
        add_collaboration(session, "efter")
    with sqlite_database.session() as session:
        assert "efter" in session.scalars(select(Collaboration.key)).all()
    another.dispose()


def test_restore_keeps_a_files_owner_and_mode(sqlite_database: Database, backup: Path) -> None:
    path = sqlite_database.path
    assert path is not None
    path.chmod(0o640)
    before = path.stat()

    restore(sqlite_database, backup, NOW, replace=True)

    after = path.stat()
    assert (after.st_mode, after.st_uid, after.st_ino) == (
        before.st_mode,
        before.st_uid,
        before.st_ino,
    )


def test_restore_makes_the_file_and_its_folder_and_lets_nobody_else_read_it(
    absent: Database, backup: Path, saved: Everything
) -> None:
    with open_to_all():
        restore(absent, backup, NOW)

    path = absent.path
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert everything(absent) == saved
    assert [one.name for one in path.parent.iterdir()] == ["bot.sqlite"]


def test_restore_does_not_let_what_is_left_of_an_old_file_into_the_new_one(
    absent: Database, backup: Path, saved: Everything
) -> None:
    assert absent.path is not None
    absent.path.parent.mkdir()
    for rest in ("-journal", "-wal", "-shm"):
        Path(f"{absent.path}{rest}").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\1" * 9000)

    restore(absent, backup, NOW)

    assert everything(absent) == saved


def test_restore_into_an_empty_file_needs_no_leave(
    absent: Database, backup: Path, saved: Everything
) -> None:
    assert absent.path is not None
    absent.path.parent.mkdir()
    absent.path.touch()

    restore(absent, backup, NOW)

    assert everything(absent) == saved


@pytest.mark.parametrize("where", [0, 4096])
def test_restore_takes_the_place_of_a_damaged_file_when_told(
    sqlite_database: Database, backup: Path, saved: Everything, where: int
) -> None:
    path = sqlite_database.path
    assert path is not None
    sqlite_database.dispose()
    content = bytearray(path.read_bytes())
    content[where:-1] = b"\xff" * (len(content) - where - 1)
    path.write_bytes(content)
    damaged = path.read_bytes()

    assert fault_of(sqlite_database, backup) is Fault.OCCUPIED
    assert path.read_bytes() == damaged
    restore(sqlite_database, backup, NOW, replace=True)

    assert everything(sqlite_database) == saved


def test_restore_keeps_a_log_beside_the_file_working(
    sqlite_database: Database, backup: Path, saved: Everything, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_module, "journal_mode", lambda _version: "WAL")
    sqlite_database.dispose()
    occupy(sqlite_database)

    restore(sqlite_database, backup, NOW, replace=True)

    assert everything(sqlite_database) == saved
    with closing(sqlite3.connect(str(sqlite_database.path))) as opened:
        assert opened.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_restore_that_finds_no_room_leaves_the_file_as_it_was(
    database: Database, backup: Path, tmp_path: Path
) -> None:
    before = occupy(database)

    with little_room(48 * 1024):
        fault = fault_of(database, backup, replace=True)

    assert fault is Fault.NO_SPACE
    assert everything(database) == before
    assert not list(tmp_path.glob("samverkansbot-*"))


def test_restore_that_finds_no_room_on_the_way_leaves_the_file_as_it_was(
    sqlite_database: Database, backup: Path
) -> None:
    fill_up(sqlite_database)
    before = everything(sqlite_database)

    # Room for the new content, not for all of the old that is set aside until it is in place.
    with little_room(backup.stat().st_size):
        fault = fault_of(sqlite_database, backup, replace=True)

    assert fault is Fault.NO_SPACE
    assert everything(sqlite_database) == before
