import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import func, literal, select, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as SaTimeoutError
from sqlalchemy.orm import Session

from storage import session as session_module
from storage.models import Collaboration, ProcessedRequest
from storage.session import Database, ReadOnlyError, journal_mode
from tests.databases import TestDatabases
from tests.factories import add_collaboration

NOW = datetime(2026, 11, 20, tzinfo=UTC)
WRITES = 100
PATIENCE_MS = 60_000


@pytest.fixture
def sqlite_database(shared_databases: TestDatabases, tmp_path: Path) -> Iterator[Database]:
    with shared_databases.sqlite(tmp_path / "only.sqlite") as url:
        database = Database(url)
        yield database
        database.dispose()


def pragma(session: Session, name: str) -> object:
    return session.execute(text(f"PRAGMA {name}")).scalar_one()


def keys(database: Database) -> list[str]:
    with database.session() as session:
        return list(session.scalars(select(ProcessedRequest.key).order_by(ProcessedRequest.key)))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("foreign_keys", 1),
        ("busy_timeout", 1500),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("journal_mode", journal_mode(sqlite3.sqlite_version_info).lower()),
    ],
)
def test_sqlite_connection_has_its_settings(
    sqlite_database: Database, name: str, value: object
) -> None:
    with sqlite_database.session() as first, sqlite_database.session() as second:
        assert (pragma(first, name), pragma(second, name)) == (value, value)


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "TRUNCATE"),
        ((3, 44, 5), "TRUNCATE"),
        ((3, 44, 6), "WAL"),
        ((3, 45, 0), "TRUNCATE"),
        ((3, 50, 6), "TRUNCATE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 0), "TRUNCATE"),
        ((3, 51, 2), "TRUNCATE"),
        ((3, 51, 3), "WAL"),
        ((3, 52, 0), "WAL"),
        ((4, 0, 0), "WAL"),
    ],
)
def test_journal_mode_is_wal_only_without_the_corruption_bug(
    version: tuple[int, int, int], mode: str
) -> None:
    assert journal_mode(version) == mode


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "sqlite:///:memory:"])
def test_database_in_memory_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="SQLite must be a file"):
        Database(url)


def test_path_is_the_file_of_sqlite_and_nothing_for_a_server(
    database: Database, database_kind: str, tmp_path: Path
) -> None:
    expected = tmp_path / "samverkansbot.sqlite" if database_kind == "sqlite" else None

    assert database.path == expected


def test_lower_folds_swedish_letters(database: Database) -> None:
    with database.session() as session:
        lowered = session.scalar(select(func.lower(literal("ÅÄÖ Åmål"))))
        nothing = session.scalar(text("SELECT lower(NULL)"))

    assert (lowered, nothing) == ("åäö åmål", None)


def test_write_commits_at_the_end(database: Database) -> None:
    with database.write() as session:
        session.add(ProcessedRequest(key="one", at=NOW))

    assert keys(database) == ["one"]


def test_write_rolls_back_on_an_error(database: Database) -> None:
    def fail_halfway() -> None:
        with database.write() as session:
            session.add(ProcessedRequest(key="one", at=NOW))
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()

    assert keys(database) == []


def test_session_commits_nothing_by_itself(database: Database) -> None:
    with database.session() as session:
        session.add(ProcessedRequest(key="one", at=NOW))
        session.flush()

    assert keys(database) == []


def test_foreign_keys_are_enforced(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as session:
        session.add(Collaboration(key="vg", name="VG", parent_id=4711))


def test_second_writer_gives_up_with_an_operational_error(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_module, "BUSY_TIMEOUT_MS", 20)
    other = Database(str(sqlite_database.url))

    with sqlite_database.write() as first:
        first.add(ProcessedRequest(key="one", at=NOW))
        first.flush()
        with pytest.raises(OperationalError, match="database is locked"), other.write() as second:
            second.execute(select(ProcessedRequest.key))

    other.dispose()
    assert keys(sqlite_database) == ["one"]


def test_second_writer_of_the_same_process_gives_up_when_the_first_takes_too_long(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_module, "BUSY_TIMEOUT_MS", 20)

    with sqlite_database.write(), pytest.raises(SaTimeoutError), sqlite_database.write():
        pass

    with sqlite_database.write() as session:
        session.add(ProcessedRequest(key="after", at=NOW))
    assert keys(sqlite_database) == ["after"]


def test_second_writer_waits_for_the_first(sqlite_database: Database) -> None:
    waiting, holding = Barrier(2), Barrier(2)

    def second() -> None:
        holding.wait()
        waiting.wait()
        with sqlite_database.write() as session:
            session.add(ProcessedRequest(key="second", at=NOW))

    with ThreadPoolExecutor(1) as pool:
        later = pool.submit(second)
        with sqlite_database.write() as session:
            session.add(ProcessedRequest(key="first", at=NOW))
            session.flush()
            holding.wait()
            waiting.wait()
        later.result()

    assert keys(sqlite_database) == ["first", "second"]


def test_two_writers_at_once_lose_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A busy machine may make them wait; two that turn into writers halfway fail without waiting.
    monkeypatch.setattr(session_module, "BUSY_TIMEOUT_MS", PATIENCE_MS)
    with database.write() as session:
        owner_id = add_collaboration(session).id
    start = Barrier(2)

    def count_up() -> None:
        start.wait()
        for _ in range(WRITES):
            with database.write() as session:
                # A read before the write is what makes deferred transactions fail.
                row = session.get_one(Collaboration, owner_id)
                # As an import does it: what was read may be old by now.
                row.revision = Collaboration.revision + 1

    with ThreadPoolExecutor(2) as pool:
        for counting in [pool.submit(count_up) for _ in range(2)]:
            counting.result()

    with database.session() as session:
        assert session.get_one(Collaboration, owner_id).revision == 2 * WRITES


def test_database_for_reading_refuses_writers_and_shares_the_connections(
    database_url: str,
) -> None:
    database = Database(database_url)
    reading = database.for_reading()

    with database.write() as session:
        session.add(Collaboration(key="vast", name="Väst"))
    with reading.session() as session:
        seen = session.scalars(select(Collaboration.key)).all()

    with pytest.raises(ReadOnlyError):
        reading.write()
    assert seen == ["vast"]
    assert reading.engine is database.engine
    database.dispose()


def add(session: Session, key: str) -> None:
    session.add(ProcessedRequest(key=key, at=NOW))


def add_all(database: Database, *names: str) -> None:
    with database.write() as session:
        for key in names:
            add(session, key)


def test_what_is_written_together_is_seen_there_and_committed_at_the_end(
    database_url: str,
) -> None:
    database = Database(database_url)

    with database.together() as together:
        with together.session() as reading:
            before = reading.scalars(select(ProcessedRequest.key)).all()
            with together.write() as session:
                add(session, "a")
        with together.write() as session:
            add(session, "b")
        with together.rows() as rows:
            inside = rows.execute(select(func.count()).select_from(ProcessedRequest)).scalar()
        outside = keys(database) if not database.is_sqlite else []

    assert (before, inside, outside) == ([], 2, [])
    assert keys(database) == ["a", "b"]
    database.dispose()


def test_what_fails_within_is_taken_back_alone(database_url: str) -> None:
    database = Database(database_url)

    with database.together() as together:
        with together.write() as session:
            add(session, "a")
        with pytest.raises(IntegrityError):
            add_all(together, "b", "a")
        with together.write() as session:
            add(session, "c")

    assert keys(database) == ["a", "c"]
    database.dispose()


def test_nothing_written_together_is_left_when_the_whole_fails(database_url: str) -> None:
    database = Database(database_url)

    def add_twice() -> None:
        with database.together() as together:
            add_all(together, "a")
            add_all(together, "a")

    with pytest.raises(IntegrityError):
        add_twice()

    assert keys(database) == []
    with database.write() as session:
        add(session, "b")
    assert keys(database) == ["b"]
    database.dispose()
