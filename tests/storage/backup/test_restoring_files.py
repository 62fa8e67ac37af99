import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import session as session_module
from storage.backup import Fault, restore
from storage.models import Collaboration
from storage.session import Database
from tests.factories import add_collaboration
from tests.storage.backup.material import (
    NOW,
    Everything,
    everything,
    fill_up,
    little_room,
    occupy,
    open_to_all,
    restore_fault,
)


@pytest.fixture
def absent(tmp_path: Path) -> Iterator[Database]:
    """Lend a SQLite database that has no file yet, nor a folder."""
    database = Database(f"sqlite:///{tmp_path / 'ny' / 'bot.sqlite'}")
    yield database
    database.dispose()


def test_restore_while_somebody_has_a_log_beside_the_file_open_is_refused(
    sqlite_database: Database, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.backup.restoring.BUSY_TIMEOUT_MS", 20)
    with closing(sqlite3.connect(str(sqlite_database.path))) as another:
        sqlite_database.dispose()
        another.execute("PRAGMA journal_mode=WAL")
        another.execute("SELECT * FROM collaboration").fetchall()

        assert restore_fault(sqlite_database, backup, replace=True) is Fault.BUSY


def test_restore_is_seen_by_who_has_the_file_open(
    sqlite_database: Database, backup: Path, saved: Everything
) -> None:
    assert sqlite_database.path is not None
    another = Database(str(sqlite_database.url))
    occupy(another)

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

    assert restore_fault(sqlite_database, backup) is Fault.OCCUPIED
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


def test_restore_that_finds_no_room_on_the_way_leaves_the_file_as_it_was(
    sqlite_database: Database, backup: Path
) -> None:
    fill_up(sqlite_database)
    before = everything(sqlite_database)

    # Room for the new content, not for all of the old that is set aside until it is in place.
    with little_room(backup.stat().st_size):
        fault = restore_fault(sqlite_database, backup, replace=True)

    assert fault is Fault.NO_SPACE
    assert everything(sqlite_database) == before
