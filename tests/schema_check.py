"""Check that the migrations give the schema of the models, on each kind of database.

Run by ``make check`` as ``python -m tests.schema_check``. Without PostgreSQL on the machine only
SQLite is checked; in CI that is an error.
"""

import os
import subprocess
import sys
from pathlib import Path

from storage import schema
from tests.databases import PostgresMissingError, TestDatabases

ROOT = Path(__file__).parents[1]


def main() -> int:
    """Check both databases and return the exit code."""
    databases = TestDatabases.create()
    try:
        return max(check_sqlite(databases), check_postgres(databases))
    finally:
        databases.remove()


def check_sqlite(databases: TestDatabases) -> int:
    """Check a fresh SQLite file."""
    url = f"sqlite:///{databases.directory / 'check.sqlite'}"
    schema.upgrade(url)
    return run_alembic("sqlite", url)


def check_postgres(databases: TestDatabases) -> int:
    """Check a fresh PostgreSQL database, where there is a server."""
    try:
        postgres = databases.postgres()
    except PostgresMissingError as missing:
        sys.stderr.write(f"postgresql: not checked ({missing})\n")
        return 1 if os.environ.get("CI") else 0
    with postgres.database() as url:
        code = run_alembic("postgresql", url)
    postgres.close()
    return code


def run_alembic(name: str, url: str) -> int:
    """Compare the models with the migrated database at ``url``."""
    command = [sys.executable, "-m", "alembic", "check"]
    sys.stdout.write(f"{name}: ")
    sys.stdout.flush()
    environment = {**os.environ, "DATABASE_URL": url}
    return subprocess.run(command, check=False, cwd=ROOT, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
