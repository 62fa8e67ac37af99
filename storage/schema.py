"""The schema: bringing it up to date, and refusing to run on an old one."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage.session import Database

_MIGRATIONS = Path(__file__).parent / "migrations"


class SchemaError(Exception):
    """The database's schema is not the one this program needs."""


def upgrade(url: str) -> None:
    """Bring the database at ``url`` to the newest schema."""
    database = Database(url)
    try:
        upgrade_database(database)
    finally:
        database.dispose()


def upgrade_database(database: Database) -> None:
    """Bring an open database to the newest schema, in one transaction."""
    # Loading Alembic takes longer than answering a question, which needs none of it.
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with database.engine.connect() as connection, _made_anew(connection), connection.begin():
        _take_time(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        _check_pointers(connection)


@contextmanager
def _made_anew(connection: Connection) -> Iterator[None]:
    """Let SQLite's tables be made anew: what points at one finds it again under the same name.

    It has to be said outside the transaction, to the driver itself.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection
    driver.cursor().execute("PRAGMA foreign_keys=OFF").close()
    try:
        yield
    finally:
        driver.cursor().execute("PRAGMA foreign_keys=ON").close()


def _check_pointers(connection: Connection) -> None:
    """Raise ``SchemaError`` before anything is committed, where a row points at none."""
    if connection.dialect.name == "sqlite":
        lost = connection.execute(text("PRAGMA foreign_key_check")).all()
        if lost:
            raise SchemaError(f"{len(lost)} rows point at nothing, in {lost[0][0]} first")


def _take_time(connection: Connection) -> None:
    """Lift a server's limits for this transaction: a migration may rightly be slow."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SET LOCAL lock_timeout = 0"))


def current_revision(connection: Connection) -> str | None:
    """Return the schema's revision, or None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def newest_revision() -> str:
    """Return the newest revision that this program knows: migrations are numbered."""
    return max(file.name.partition("_")[0] for file in _MIGRATIONS.glob("versions/[0-9]*.py"))


def prepare(database: Database, now: datetime) -> None:
    """Make the database ready to run on.

    A SQLite file is migrated, after a backup beside it. A server is only checked: several
    replicas must not migrate it at once, so an old schema raises ``SchemaError``. So does one
    that is newer than this program.
    """
    if database.path is not None:
        database.path.parent.mkdir(parents=True, exist_ok=True)
    with database.engine.connect() as connection:
        current = current_revision(connection)
    if current == newest_revision():
        return
    if not database.is_sqlite or (current or "") > newest_revision():
        raise SchemaError(current or "none")
    if current is not None and database.path is not None:
        _back_up(database.path, now)
    upgrade_database(database)


def _back_up(path: Path, now: datetime) -> None:
    target = path.with_name(f"{path.name}.{now:%Y%m%dT%H%M%S}.bak")
    source = sqlite3.connect(path)
    copy = sqlite3.connect(target)
    try:
        source.backup(copy)
    finally:
        copy.close()
        source.close()
