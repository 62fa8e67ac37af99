"""Fixtures and rules for the whole suite: every database test runs on both databases."""

import asyncio
import gc
import os
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from handlers.ports import Services
from storage.session import Database
from tests.databases import Holding, Postgres, PostgresMissingError, TestDatabases
from tests.fakes import FixedClock
from tests.memory import keep_in_memory
from tests.sample import NOW
from tests.servers import servers
from tests.statements import compile_once

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DATABASES = ("sqlite", "postgresql")
OUTCOMES = ("passed", "failed", "error", "skipped")
# The folders of what reads, and understands words.
_READS = frozenset({"asking", "contacts", "imports", "projects", "rules"})
_SHARED = pytest.StashKey[TestDatabases]()

# No test is timed: how fast a machine finds an example says nothing of the program.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Make the directory of the session's databases; an xdist worker is told where it is."""
    keep_in_memory()
    compile_once()
    worker_input: dict[str, str] | None = getattr(config, "workerinput", None)
    config.stash[_SHARED] = (
        TestDatabases.create()
        if worker_input is None
        else TestDatabases(Path(worker_input["databases"]))
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Use one worker more than there are cores: many a test waits for a server or a browser."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell an xdist worker where the session's databases are."""
    node.workerinput["databases"] = str(node.config.stash[_SHARED].directory)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server and remove the directory, once all workers are done."""
    if not hasattr(config, "workerinput"):
        config.stash[_SHARED].remove()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let every case be tried on PostgreSQL too."""
    parser.addoption("--every-case", action="store_true", help="try every case on PostgreSQL too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Note in each test's report which database it ran on, and leave out further cases of words."""
    for item in items:
        if name := _database(item):
            item.user_properties.append(("database", name))
    left_out = set() if config.getoption("--every-case") else set(_further_cases(items))
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]


def _database(item: pytest.Item) -> str:
    params = item.callspec.params if hasattr(item, "callspec") else {}
    name = params.get("database_kind")
    return name if name in DATABASES else ""


def _further_cases(items: list[pytest.Item]) -> Iterator[pytest.Item]:
    """Yield what asks PostgreSQL the same once more in other words.

    What is stored and delivered is tried on both databases case by case. What is read, and said,
    asks them the same questions whatever the words are: there, PostgreSQL is asked once a test.
    """
    asked: set[tuple[Path, str]] = set()
    for item in items:
        if _database(item) != "postgresql" or not _READS.intersection(item.path.parts):
            continue
        test = (item.path, getattr(item, "originalname", item.name))
        if test in asked:
            yield item
        asked.add(test)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Generator[None, object, object]:
    """Read the tests without a search for garbage, and leave them out of it ever after.

    Next to everything is kept then; afterwards a seventh of the time went by among what was read.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        gc.enable()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Stop what was lent, and let a skipped test fail the run in CI: there, all must be tried."""
    servers.close()
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many tests ran on each database."""
    counts = {name: Counter[str]() for name in DATABASES}
    for outcome in OUTCOMES:
        for report in terminalreporter.stats.get(outcome, []):
            for key, value in getattr(report, "user_properties", []):
                if key == "database":
                    counts[value][outcome] += 1
    if any(counts.values()):
        terminalreporter.write_line(
            "databases: " + ", ".join(f"{name} {_line(counts[name])}" for name in DATABASES)
        )
    if os.environ.get("CI") and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("A skipped test fails the run in CI.", red=True)


def _line(counts: Counter[str]) -> str:
    named = [f"{counts[outcome]} {outcome}" for outcome in OUTCOMES if counts[outcome]]
    return " ".join(named) or "0 passed"


@pytest.fixture(scope="session")
def chromium() -> "Iterator[tuple[Browser, asyncio.AbstractEventLoop]]":
    """Open the system's own Chromium, which stays open: to start it takes seconds."""
    from tests.bot.workspace.browser import open_browser  # noqa: PLC0415 - slow to load

    with open_browser() as opened:
        loop = asyncio.get_running_loop()
        yield opened, loop
        _mark(loop)


@pytest.fixture
def browser(chromium: "tuple[Browser, asyncio.AbstractEventLoop]") -> "Iterator[Browser]":
    """Lend the browser; what a test leaves open in it is closed."""
    opened, loop = chromium
    _mark(loop)
    yield opened
    for context in opened.contexts:
        context.close()
    _mark(None)


def _mark(loop: asyncio.AbstractEventLoop | None) -> None:
    """Say whose loop runs in this thread: Playwright's only while a test has the browser.

    As long as it is said to run, asyncio refuses to run another one.
    """
    asyncio._set_running_loop(loop)  # noqa: SLF001 - there is no other way


@pytest.fixture(scope="session")
def shared_databases(pytestconfig: pytest.Config) -> TestDatabases:
    return pytestconfig.stash[_SHARED]


@pytest.fixture(scope="session")
def postgres(shared_databases: TestDatabases) -> Iterator[Postgres]:
    with _connected(shared_databases, Holding.NOTHING) as server:
        yield server


@pytest.fixture(scope="session")
def sample_postgres(shared_databases: TestDatabases) -> Iterator[Postgres]:
    with _connected(shared_databases, Holding.SAMPLE) as server:
        yield server


@contextmanager
def _connected(databases: TestDatabases, holding: Holding) -> Iterator[Postgres]:
    try:
        server = databases.postgres(holding)
    except PostgresMissingError as missing:
        if os.environ.get("CI"):
            pytest.fail(f"No PostgreSQL in CI: {missing}")
        pytest.skip(f"No PostgreSQL here: {missing}")
    yield server
    server.close()


@pytest.fixture(params=DATABASES)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Name the kind of database: a test that needs one runs once on each kind."""
    return str(request.param)


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest,
    database_kind: str,
    shared_databases: TestDatabases,
    tmp_path: Path,
) -> Iterator[str]:
    """Lend a migrated, empty database."""
    if database_kind == "sqlite":
        lent = shared_databases.sqlite(tmp_path / "samverkansbot.sqlite")
    else:
        lent = request.getfixturevalue("postgres").database()
    with lent as url:
        yield url


@pytest.fixture
def sample_url(
    request: pytest.FixtureRequest,
    database_kind: str,
    shared_databases: TestDatabases,
    tmp_path: Path,
) -> Iterator[str]:
    """Lend a database with the two sample collaborations, free to change."""
    if database_kind == "sqlite":
        lent = shared_databases.sqlite(tmp_path / "sample.sqlite", Holding.SAMPLE)
    else:
        lent = request.getfixturevalue("sample_postgres").database()
    with lent as url:
        yield url


@pytest.fixture
def sample_services(sample_url: str) -> Iterator[Services]:
    """Lend the services on a sample database of the test's own."""
    database = Database(sample_url)
    yield Services(database, FixedClock(NOW))
    database.dispose()
