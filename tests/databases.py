"""The databases of the tests: a SQLite file or PostgreSQL database of its own for each test.

Everything that is dear is made once per session, in one directory that all xdist workers share:
the first worker that needs the server or a template makes it while it holds a lock. A template is
a migrated database, empty or with the sample collaborations in it.
"""

import fcntl
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Self, TypedDict

from sqlalchemy import URL, NullPool, create_engine, make_url, text

from storage import schema
from tests.restoring import Lendable, keeping
from tests.sample import bring_in_sample

GIVEN_SERVER = "TEST_POSTGRES_URL"
DEBIAN_VERSIONS = Path("/usr/lib/postgresql")
_NOT_DURABLE = [
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off",
    # And a long journal would fill the memory that it may stand in.
    "wal_level=minimal", "max_wal_senders=0", "max_wal_size=128MB",
]  # fmt: skip
# The engine of each test may open a connection per thread.
_SIZES = ["max_connections=300", "shared_buffers=64MB"]


class PostgresMissingError(Exception):
    """There is no PostgreSQL on this machine, and none was named."""


class Holding(StrEnum):
    """What a template holds, and each database that is a copy of it."""

    NOTHING = "nothing"
    SAMPLE = "sample"

    def prepare(self, url: str) -> None:
        """Migrate the new database at ``url`` and put in what it shall hold."""
        schema.upgrade(url)
        if self is Holding.SAMPLE:
            bring_in_sample(url)


class Owner(TypedDict, total=False):
    """The account that runs a server, as keyword arguments of ``subprocess.run``."""

    user: str
    group: str
    extra_groups: list[str]


class Cluster:
    """A PostgreSQL server of our own, on a socket only we can open, thrown away afterwards."""

    # What a crash of the machine would lose is of no interest where everything is thrown away.
    durability: Sequence[str] = _NOT_DURABLE

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._binaries = _binaries()
        # initdb and postgres refuse to run as root.
        self._owner: Owner = (
            {"user": "postgres", "group": "postgres", "extra_groups": []}
            if os.geteuid() == 0
            else {}
        )

    @property
    def url(self) -> URL:
        """Return the address of the server's maintenance database."""
        return URL.create(
            "postgresql+psycopg",
            username="samverkansbot",
            database="postgres",
            query={"host": str(self._directory)},
        )

    @property
    def running(self) -> bool:
        """Tell whether the server has been started."""
        return (self._directory / "data" / "postmaster.pid").exists()

    def start(self) -> None:
        """Create the cluster and start the server; return when it answers."""
        shutil.rmtree(self._directory, ignore_errors=True)
        self._directory.mkdir(mode=0o700)
        if self._owner:
            shutil.chown(self._directory, "postgres", "postgres")
        self._run(
            "initdb", "--username=samverkansbot", "--auth=trust", "--no-sync",
            "--encoding=UTF8", "--locale=C.UTF-8",
        )  # fmt: skip
        settings = ["listen_addresses=", f"unix_socket_directories={self._directory}"]
        options = " ".join(f"-c {item}" for item in [*settings, *self.durability, *_SIZES])
        log = self._directory / "log"
        self._run("pg_ctl", "start", "--wait", f"--log={log}", f"--options={options}")

    def stop(self) -> None:
        """Stop the server at once; its files are of no more use."""
        if self.running:
            self._run("pg_ctl", "stop", "--wait", "--mode=immediate")

    def _run(self, program: str, *arguments: str) -> None:
        data = f"--pgdata={self._directory / 'data'}"
        command = [str(self._binaries / program), *arguments, data]
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, cwd="/", **self._owner
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stdout}{done.stderr}")


class Postgres:
    """A server on which each test gets a copy of a template."""

    def __init__(self, server: URL, template: str, holding: Holding = Holding.NOTHING) -> None:
        self._server = server
        self._template = f"{template}_{holding}"
        self._holding = holding
        self._clean: list[Lendable] = []
        self._engine = create_engine(server, isolation_level="AUTOCOMMIT")

    def make_template(self) -> None:
        """Create the database that all others are copies of."""
        self.drop_template()
        self._execute(f"CREATE DATABASE {self._template}")
        self._holding.prepare(self._address(self._template))
        kept = create_engine(self._address(self._template), poolclass=NullPool)
        with kept.begin() as connection:
            # The driver alone takes several statements in one trip.
            connection.connection.cursor().execute(keeping())

    @contextmanager
    def database(self) -> Iterator[str]:
        """Lend the address of a copy of the template."""
        lent = self._clean.pop() if self._clean else self._copy()
        try:
            yield self._address(lent.name)
        finally:
            self._take_back(lent)

    def _copy(self) -> Lendable:
        name = f"test_{uuid.uuid4().hex}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {self._template}")
        return Lendable(name, self._server)

    def lose(self, url: str) -> None:
        """Take a lent database away from who uses it: a new connection finds nothing."""
        self._drop(make_url(url).database or "")

    def _take_back(self, lent: Lendable) -> None:
        """Keep a database for the next test: to restore one is far cheaper than to copy it."""
        if lent.restore():
            self._clean.append(lent)
            return
        lent.close()
        # By force: a test that left a connection open must not fail its neighbours.
        self._drop(lent.name)

    def drop_template(self) -> None:
        """Remove the template, also one that was left half made."""
        self._drop(self._template)

    def close(self) -> None:
        """Remove what was kept for the next test, and close the connections to the server."""
        for lent in self._clean:
            lent.close()
            self._drop(lent.name)
        self._engine.dispose()

    def _drop(self, name: str) -> None:
        self._execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _address(self, name: str) -> str:
        return self._server.set(database=name).render_as_string(hide_password=False)

    def _execute(self, statement: str, values: dict[str, str] | None = None) -> None:
        with self._engine.connect() as connection:
            connection.execute(text(statement), values)


class TestDatabases:
    """What the workers of one test session share, in one directory."""

    __test__ = False

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._lock = directory / "lock"
        self._cluster = directory / "postgresql"

    @classmethod
    def create(cls) -> Self:
        """Make the shared directory; nothing is started before somebody asks."""
        directory = Path(tempfile.mkdtemp(prefix="samverkansbot-"))
        # The account that runs the server must reach its own directory inside this one.
        directory.chmod(0o711)
        return cls(directory)

    @contextmanager
    def sqlite(self, path: Path, holding: Holding = Holding.NOTHING) -> Iterator[str]:
        """Lend the address of a SQLite file at ``path``, a copy of the template."""
        shutil.copy(self._sqlite_template(holding), path)
        yield f"sqlite:///{path}"

    def postgres(self, holding: Holding = Holding.NOTHING) -> Postgres:
        """Connect to the session's server; start it and make the template if nobody has."""
        with self._locked():
            postgres = Postgres(self._server(), self._template_name, holding)
            if not self._ready(holding).exists():
                postgres.make_template()
                self._ready(holding).touch()
        return postgres

    def remove(self) -> None:
        """Stop and remove everything that the session made."""
        given = os.environ.get(GIVEN_SERVER)
        if given:
            self._drop_templates(make_url(given))
        elif self._cluster.exists():
            Cluster(self._cluster).stop()
        shutil.rmtree(self.directory)

    def _drop_templates(self, server: URL) -> None:
        for holding in Holding:
            if self._ready(holding).exists():
                postgres = Postgres(server, self._template_name, holding)
                postgres.drop_template()
                postgres.close()

    def _ready(self, holding: Holding) -> Path:
        return self.directory / f"{holding}.ready"

    @property
    def _template_name(self) -> str:
        # The directory's random part, so that two sessions can use one given server.
        return f"template_{self.directory.name.removeprefix('samverkansbot-')}".lower()

    def _server(self) -> URL:
        given = os.environ.get(GIVEN_SERVER)
        if given:
            return make_url(given)
        cluster = Cluster(self._cluster)
        if not cluster.running:
            cluster.start()
        return cluster.url

    def _sqlite_template(self, holding: Holding) -> Path:
        template = self.directory / f"{holding}.sqlite"
        with self._locked():
            if not template.exists():
                unfinished = template.with_suffix(".new")
                holding.prepare(f"sqlite:///{unfinished}")
                unfinished.rename(template)
        return template

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._lock.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _binaries() -> Path:
    # Debian keeps one directory per version, off the search path; elsewhere they are on it.
    versions = DEBIAN_VERSIONS.glob("*/bin/initdb")
    newest = max(versions, key=lambda path: int(path.parts[-3]), default=None)
    found = newest or shutil.which("initdb")
    if not found:
        raise PostgresMissingError(f"install PostgreSQL, or name a server in {GIVEN_SERVER}")
    return Path(found).resolve().parent
