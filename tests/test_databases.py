import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import delete, func, make_url, select, text, update

from storage.models import Base, Collaboration, EventLog, Membership, Person
from storage.session import Database
from tests.databases import Postgres
from tests.sample import NOW

ROOT = Path(__file__).parents[1]
WITHOUT_POSTGRES = """
import pathlib
import tests.databases

tests.databases.DEBIAN_VERSIONS = pathlib.Path("nowhere")

def test_on_both(database_url):
    pass
"""
IN_OTHER_WORDS = """
import pytest

@pytest.mark.parametrize("words", ["one", "two", "three"])
def test_on_both(database_kind, words):
    pass
"""
WITH_A_SKIP = """
import pytest

def test_passed():
    pass

@pytest.mark.skip(reason="planted")
def test_skipped():
    pass
"""


def run_suite(
    directory: Path, code: str, *more: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    directory.mkdir(exist_ok=True)
    file = directory / "test_planted.py"
    file.write_text(code)
    kept = {"COVERAGE_FILE": str(directory / "coverage"), "PATH": "", "PYTHONPATH": str(ROOT)}
    options = ["-p", "tests.conftest", "-p", "no:cacheprovider", f"--rootdir={directory}", "-q"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, *more, file],
        check=False,
        capture_output=True,
        text=True,
        cwd=directory,
        env={**kept, **environment},
    )


def test_database_url_names_the_database_of_the_parameter(
    database_url: str, request: pytest.FixtureRequest
) -> None:
    backend = make_url(database_url).get_backend_name()

    assert f"[{backend}]" in request.node.name


@pytest.mark.parametrize("turn", ["first", "second"])
def test_database_url_lends_an_empty_database_each_time(database_url: str, turn: str) -> None:
    database = Database(database_url)
    with database.session() as session:
        before = session.scalars(select(Collaboration.key)).all()

    with database.write() as session:
        session.add(Collaboration(key=turn, name=turn))

    with database.session() as session:
        after = session.scalars(select(Collaboration.key)).all()
    database.dispose()
    assert (before, after) == ([], [turn])


def test_missing_postgresql_is_skipped_with_its_reason_on_a_laptop(tmp_path: Path) -> None:
    done = run_suite(tmp_path, WITHOUT_POSTGRES, PYTEST_ADDOPTS="-rs")

    assert done.returncode == 0, done.stdout
    assert "install PostgreSQL, or name a server in TEST_POSTGRES_URL" in done.stdout
    assert "databases: sqlite 1 passed, postgresql 1 skipped" in done.stdout


def test_missing_postgresql_fails_the_run_in_ci(tmp_path: Path) -> None:
    done = run_suite(tmp_path, WITHOUT_POSTGRES, CI="true")

    assert done.returncode == 1, done.stdout
    assert "databases: sqlite 1 passed, postgresql 1 error" in done.stdout


@pytest.mark.parametrize(
    ("folder", "more", "told"),
    [
        ("asking", (), "sqlite 3 passed, postgresql 1 passed"),
        ("asking", ("--every-case",), "sqlite 3 passed, postgresql 3 passed"),
        ("delivery", (), "sqlite 3 passed, postgresql 3 passed"),
    ],
)
def test_postgresql_is_asked_once_by_what_differs_in_its_words_alone(
    tmp_path: Path, folder: str, more: tuple[str, ...], told: str
) -> None:
    done = run_suite(tmp_path / folder, IN_OTHER_WORDS, *more)

    assert done.returncode == 0, done.stdout
    assert f"databases: {told}" in done.stdout


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_a_skipped_test_fails_the_run_only_in_ci(tmp_path: Path, ci: str, code: int) -> None:
    done = run_suite(tmp_path, WITH_A_SKIP, CI=ci)

    assert done.returncode == code, done.stdout
    assert done.stdout.splitlines()[-1].startswith("1 passed, 1 skipped")


def test_postgresql_database_is_lent_again_without_a_trace(postgres: Postgres) -> None:
    numbers: list[int] = []
    for _ in range(2):
        with postgres.database() as url:
            database = Database(url)
            with database.write() as session:
                session.add(EventLog(at=NOW, door="terminal", verb="tried"))
                session.flush()
                numbers += session.scalars(select(EventLog.id)).all()
            database.dispose()

    assert numbers == [1, 1]


def test_postgresql_sample_is_lent_again_as_it_was(sample_postgres: Postgres) -> None:
    seen: list[object] = []
    for _ in range(2):
        with sample_postgres.database() as url:
            database = Database(url)
            with database.write() as session:
                seen.append((url, session.scalars(select(Person.name).order_by(Person.id)).all()))
                session.execute(delete(Membership))
                session.execute(update(Person).values(name="Nobody"))
                session.add(Collaboration(key="new", name="New"))
                session.flush()
                seen.append(session.scalars(select(func.max(Collaboration.id))).one())
            database.dispose()

    assert seen[:2] == seen[2:]


def test_postgresql_database_with_a_changed_schema_is_not_lent_again(postgres: Postgres) -> None:
    with postgres.database() as changed:
        database = Database(changed)
        with database.engine.begin() as connection:
            connection.execute(text("DROP TRIGGER event_log_append_only ON event_log"))
        database.dispose()

    with postgres.database() as lent:
        assert lent != changed


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE person SET name = 'Nobody' WHERE id = 1",
        "DELETE FROM membership WHERE id = (SELECT max(id) FROM membership)",
        "INSERT INTO processed_request (key, at) VALUES ('new', now())",
        "SELECT nextval(pg_get_serial_sequence('person', 'id'))",
    ],
)
def test_postgresql_sample_is_brought_back_whatever_was_changed(
    sample_postgres: Postgres, change: str
) -> None:
    with sample_postgres.database() as url:
        before = contents(url)
    with sample_postgres.database() as url:
        database = Database(url)
        with database.engine.begin() as connection:
            connection.execute(text(change))
        database.dispose()
        assert contents(url) != before

    with sample_postgres.database() as again:
        assert (again, contents(again)) == (url, before)


def contents(url: str) -> list[object]:
    """Return every row that a database holds, and the number that each next one will get."""
    database = Database(url)
    with database.session() as session:
        found: list[object] = [
            sorted(map(repr, session.execute(select(table))))
            for table in Base.metadata.sorted_tables
        ]
        found.append(session.execute(text("SELECT * FROM pg_sequences ORDER BY 2")).all())
    database.dispose()
    return found


def test_postgresql_database_that_was_lent_often_is_copied_anew(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.restoring.TURNS", 1)
    with postgres.database() as often:
        pass

    with postgres.database() as lent:
        assert lent != often


def test_postgresql_database_that_was_taken_away_is_not_lent_again(postgres: Postgres) -> None:
    with postgres.database() as lost:
        postgres.lose(lost)

    with postgres.database() as lent:
        assert (lent != lost, contents(lent)[0]) == (True, [])


def test_postgresql_database_begins_with_the_first_number_again(postgres: Postgres) -> None:
    numbers: list[int] = []
    for _ in range(2):
        with postgres.database() as url:
            database = Database(url)
            with database.write() as session:
                session.add(Collaboration(key="new", name="New"))
                session.flush()
                numbers += session.scalars(select(Collaboration.id)).all()
                # As a backup's numbers are set: this one has not been given to anybody.
                session.execute(text("SELECT setval('collaboration_id_seq', 7, false)"))
                session.execute(delete(Collaboration))
            database.dispose()

    assert numbers == [1, 1]
