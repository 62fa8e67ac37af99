import hashlib
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.exc import DBAPIError

from storage import session as session_module
from storage.backup import Fault, back_up, inspect, restore
from storage.models import Collaboration, EventLog, Hold
from storage.schema import current_revision, newest_revision
from storage.session import Database
from tests.factories import add_collaboration
from tests.storage.backup.material import (
    NOW,
    TAKEN,
    Everything,
    change,
    everything,
    fill,
    fill_up,
    little_room,
    make_old,
    occupy,
    restore_fault,
)


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

    assert restore_fault(database, backup) is Fault.OCCUPIED
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

    assert restore_fault(database, tmp_path / "text.sqlite", replace=replace) is Fault.FOREIGN
    assert restore_fault(database, tmp_path / "ingen.sqlite", replace=replace) is Fault.MISSING
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

    assert restore_fault(database, backup) is Fault.NEWER
    assert holds(database) == []


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
        fault = restore_fault(database, backup, replace=replace)

    another.dispose()
    assert fault is Fault.BUSY
    with database.session() as session:
        assert session.scalars(select(Collaboration.key)).all() == ["vast"]


def test_restore_that_finds_no_room_leaves_the_file_as_it_was(
    database: Database, backup: Path, tmp_path: Path
) -> None:
    before = occupy(database)

    with little_room(48 * 1024):
        fault = restore_fault(database, backup, replace=True)

    assert fault is Fault.NO_SPACE
    assert everything(database) == before
    assert not list(tmp_path.glob("samverkansbot-*"))
