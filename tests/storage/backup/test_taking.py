import signal
import sqlite3
import stat
import subprocess
import sys
import textwrap
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import insert, text

from storage import session as session_module
from storage.backup import BackupError, Fault, back_up, inspect
from storage.models import Base, EventLog, Hold, ProcessedRequest
from storage.schema import SchemaError
from storage.session import Database
from tests.factories import add_collaboration
from tests.house import ROOT
from tests.storage.backup.material import Everything, everything, fill, little_room, open_to_all

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
PATIENCE_MS = 60_000


class Unplugged(BaseException):
    """Something that no handler of errors catches."""


@contextmanager
def as_database(file: Path) -> Iterator[Database]:
    database = Database("sqlite:///" + str(file).replace("%", "%25").replace("?", "%3F"))
    yield database
    database.dispose()


def read(file: Path) -> Everything:
    with as_database(file) as database:
        return everything(database)


def fault_of(database: Database, target: Path, *, replace: bool = False) -> Fault:
    with pytest.raises(BackupError) as refused:
        back_up(database, target, NOW, replace=replace)
    return refused.value.fault


def test_backup_holds_every_row_of_every_table(sample_database: Database, target: Path) -> None:
    fill(sample_database)
    before = everything(sample_database)

    summary = back_up(sample_database, target, NOW)

    assert read(target) == before
    assert everything(sample_database) == before
    assert all(before.values())
    assert summary == inspect(target)


def test_backup_is_one_file_that_only_its_owner_can_read(database: Database, target: Path) -> None:
    with open_to_all():
        back_up(database, target, NOW)

    assert [path.name for path in target.parent.iterdir()] == [target.name]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_backup_holds_nothing_that_was_deleted(database: Database, target: Path) -> None:
    with database.write() as session:
        session.execute(text("DELETE FROM processed_request"))
        owner = add_collaboration(session, name="Hemligt namn")
        session.flush()
        session.delete(owner)

    back_up(database, target, NOW)

    assert b"Hemligt namn" not in target.read_bytes()


def test_backup_keeps_the_event_log_append_only(database: Database, target: Path) -> None:
    fill(database)

    back_up(database, target, NOW)

    with (
        closing(sqlite3.connect(target)) as copy,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        copy.execute("DELETE FROM event_log")


def test_backup_that_is_put_in_place_by_hand_is_on_hold(database: Database, target: Path) -> None:
    back_up(database, target, NOW)

    with as_database(target) as copy, copy.session() as session:
        hold = session.query(Hold).one()

    assert (hold.since, hold.backup_at) == (NOW, NOW)
    with database.session() as session:
        assert session.query(Hold).all() == []


def test_backup_of_a_database_on_hold_keeps_the_earlier_moment(
    database: Database, target: Path
) -> None:
    earlier = datetime(2026, 11, 1, tzinfo=UTC)
    with database.write() as session:
        session.add(Hold(since=NOW, backup_at=earlier))

    back_up(database, target, NOW)

    with as_database(target) as copy, copy.session() as session:
        assert session.query(Hold).one().backup_at == earlier


def test_backup_of_a_backup_put_in_place_by_hand_has_a_moment_of_its_own(
    database: Database, target: Path
) -> None:
    back_up(database, target, datetime(2026, 11, 1, tzinfo=UTC))
    second = target.with_name("andra.sqlite")

    with as_database(target) as put_in_place:
        back_up(put_in_place, second, NOW)

    assert inspect(second).taken_at == NOW


def test_backup_refuses_a_name_that_is_taken(database: Database, target: Path) -> None:
    target.write_text("något annat")

    assert fault_of(database, target) is Fault.EXISTS
    assert target.read_text() == "något annat"


def test_backup_takes_the_place_of_another_when_told(database: Database, target: Path) -> None:
    target.write_text("något annat")
    target.chmod(0o644)

    back_up(database, target, NOW, replace=True)

    assert inspect(target).taken_at == NOW
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.parametrize("replace", [False, True])
def test_backup_does_not_take_the_place_of_a_folder(
    database: Database, target: Path, replace: bool
) -> None:
    target.mkdir()

    assert fault_of(database, target, replace=replace) is Fault.EXISTS


def test_backup_refuses_a_folder_that_is_missing(database: Database, tmp_path: Path) -> None:
    assert fault_of(database, tmp_path / "ingen" / "kopia.sqlite") is Fault.NO_FOLDER
    assert not (tmp_path / "ingen").exists()


def test_backup_refuses_a_name_that_cannot_be_written(database: Database, tmp_path: Path) -> None:
    assert fault_of(database, tmp_path / ("å" * 200)) is Fault.UNWRITABLE


def test_backup_is_not_written_over_the_database_itself(
    sqlite_database: Database, tmp_path: Path
) -> None:
    assert sqlite_database.path is not None
    link = tmp_path / "länk.sqlite"
    link.symlink_to(sqlite_database.path)

    for path in (sqlite_database.path, link):
        assert fault_of(sqlite_database, path, replace=True) is Fault.ITSELF


def test_backup_that_finds_no_room_leaves_nothing(sample_database: Database, target: Path) -> None:
    with little_room(64 * 1024):
        fault = fault_of(sample_database, target)

    assert fault is Fault.NO_SPACE
    assert list(target.parent.iterdir()) == []


def test_backup_that_finds_no_room_leaves_the_one_before(
    sample_database: Database, target: Path
) -> None:
    back_up(sample_database, target, NOW)
    before = target.read_bytes()

    with little_room(64 * 1024):
        fault_of(sample_database, target, replace=True)

    assert target.read_bytes() == before
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("last", [False, True])
def test_backup_that_is_interrupted_leaves_nothing(
    database: Database, target: Path, last: bool
) -> None:
    fill(database)

    def pull_the_plug(copied: int, total: int) -> None:
        if (copied == total) is last or database.is_sqlite:
            raise Unplugged

    with pytest.raises(Unplugged):
        back_up(database, target, NOW, progress=pull_the_plug)

    assert list(target.parent.iterdir()) == []


def test_backup_whose_process_is_killed_never_has_the_name_of_a_backup(
    database: Database, database_url: str, target: Path
) -> None:
    fill(database)
    database.dispose()
    program = f"""
        import os, signal
        from datetime import UTC, datetime
        from pathlib import Path
        from storage.backup import back_up
        from storage.session import Database

        def die(copied, total):
            if copied == total:
                os.kill(os.getpid(), signal.SIGKILL)

        back_up(Database({database_url!r}), Path({str(target)!r}), datetime.now(UTC), progress=die)
    """

    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], check=False, cwd=ROOT)

    assert done.returncode == -signal.SIGKILL
    left = list(target.parent.iterdir())
    assert {path.suffix for path in left} <= {".part", ".part-journal"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in left} == {0o600}


def test_backup_tells_how_far_it_has_come(database: Database, target: Path) -> None:
    fill(database)
    told: list[tuple[int, int]] = []

    summary = back_up(
        database, target, NOW, progress=lambda copied, total: told.append((copied, total))
    )

    assert told == sorted(told)
    assert told[-1] == (summary.total, summary.total)
    assert database.is_sqlite or len(told) > len(Base.metadata.tables)


def test_backup_under_load_is_of_one_moment(
    database: Database, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A busy machine may make them wait.
    monkeypatch.setattr(session_module, "BUSY_TIMEOUT_MS", PATIENCE_MS)
    fill(database)
    started, stop = Event(), Event()

    def write_pairs() -> int:
        pairs = 0
        while not stop.is_set():
            with database.write() as session:
                session.add(EventLog(at=NOW, door="terminal", verb="first"))
                session.flush()
                session.add(ProcessedRequest(key=f"pair {pairs}", at=NOW))
            pairs += 1
            if pairs == 20:
                started.set()
        return pairs

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write_pairs)
        try:
            assert started.wait(PATIENCE_MS / 1000)
            summary = back_up(database, target, NOW)
        finally:
            stop.set()
        pairs = writing.result()

    assert summary.rows["event_log"] == summary.rows["processed_request"]
    assert 22 <= summary.rows["event_log"] <= pairs + 2


def test_backup_of_a_large_server_weighs_little_more_than_of_an_empty_one(
    server: Database, target: Path
) -> None:
    # What is loaded for the first one is not to be weighed.
    back_up(server, target, NOW)
    empty = _weight(server, target)
    details = {"text": "x" * 8000}
    one = {"at": NOW, "door": "terminal", "verb": "tried", "details": details}
    with server.engine.begin() as connection:
        connection.execute(insert(EventLog), [one] * 2000)

    # Of making its schema each backup has as much to hold; of the rows, only a few at a time.
    large = _weight(server, target)

    assert target.stat().st_size > 16_000_000
    assert large - empty < 4_500_000


def _weight(server: Database, target: Path) -> int:
    """Back a server up, and return how many bytes of memory that took at most."""
    tracemalloc.start()
    back_up(server, target, NOW, replace=True)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def test_backup_of_a_file_that_is_not_there_makes_none(tmp_path: Path, target: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'ingen.sqlite'}")

    assert fault_of(database, target) is Fault.NO_DATABASE
    assert not (tmp_path / "ingen.sqlite").exists()


def test_backup_of_a_file_that_holds_nothing_is_refused(tmp_path: Path, target: Path) -> None:
    (tmp_path / "tom.sqlite").touch()
    database = Database(f"sqlite:///{tmp_path / 'tom.sqlite'}")

    assert fault_of(database, target) is Fault.NO_DATABASE
    database.dispose()


@pytest.mark.parametrize("where", [0, 9000])
def test_backup_of_a_damaged_file_is_refused(
    sqlite_database: Database, target: Path, where: int
) -> None:
    path = sqlite_database.path
    assert path is not None
    content = bytearray(path.read_bytes())
    content[where : where + 8192] = b"\xff" * 8192
    path.write_bytes(content)

    assert fault_of(sqlite_database, target) is Fault.DAMAGED
    assert list(target.parent.iterdir()) == []


def test_backup_of_a_newer_database_is_refused(database: Database, target: Path) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(SchemaError, match="9999"):
        back_up(database, target, NOW)

    assert list(target.parent.iterdir()) == []


def test_backup_is_in_one_piece_where_the_database_has_a_log_beside_it(
    sqlite_database: Database, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_module, "journal_mode", lambda _version: "WAL")
    fill(sqlite_database)
    assert Path(f"{sqlite_database.path}-wal").stat().st_size

    back_up(sqlite_database, target, NOW)

    assert list(target.parent.iterdir()) == [target]
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert read(target) == everything(sqlite_database)


def test_backup_waits_for_nobody_for_good(
    sqlite_database: Database, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.backup.taking._PATIENCE_MS", 20)
    monkeypatch.setattr(session_module, "BUSY_TIMEOUT_MS", 20)

    with closing(sqlite3.connect(str(sqlite_database.path))) as other:
        other.execute("BEGIN EXCLUSIVE")

        assert fault_of(sqlite_database, target) is Fault.BUSY
