"""Rows of every kind in every table, and a way to compare whole databases."""

import os
import resource
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Float,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    insert,
    select,
)

from storage.backup import BackupError, Fault, restore
from storage.models import Base, Collaboration, EventLog, Hold, ProcessedRequest, UtcDateTime
from storage.session import Database
from tests.factories import add_collaboration
from tests.house import ROOT

Everything = dict[str, Sequence[Row[Any]]]

# When the backups are taken that the tests share.
TAKEN = datetime(2026, 10, 25, 1, 30, 0, 250_000, tzinfo=UTC)
# When they are restored.
NOW = TAKEN + timedelta(days=3)
MOMENT = datetime(2027, 3, 28, 0, 59, 59, 999_999, tzinfo=UTC)
TREE = {"å": [1, 0.1, None, True, {"é\n\u2028😀": "\\u0000", "": []}], "null": None, "big": 2**53}


def everything(database: Database) -> Everything:
    """Return every row of every table, but for the hold that a backup brings with it."""
    with database.engine.connect() as connection:
        return {
            table.name: connection.execute(
                select(table).order_by(*table.primary_key.columns)
            ).fetchall()
            for table in Base.metadata.sorted_tables
            if table.name != Hold.__tablename__
        }


def fill(database: Database) -> None:
    """Add two rows to every table: one with a value in every column, one with as few as may be."""
    with database.engine.begin() as connection:
        for table in Base.metadata.sorted_tables:
            if table.name != Hold.__tablename__:
                for number, sparse in ((1, False), (2, True)):
                    connection.execute(table.insert(), _row(connection, table, number, sparse))
        _let_the_first_hang_on_the_last(connection)


def _let_the_first_hang_on_the_last(connection: Connection) -> None:
    ids = connection.execute(select(Collaboration.id).order_by(Collaboration.id)).scalars().all()
    table = Base.metadata.tables[Collaboration.__tablename__]
    connection.execute(table.update().where(table.c.id == ids[0]).values(parent_id=ids[-1]))


def _row(connection: Connection, table: Table, number: int, sparse: bool) -> dict[str, Any]:
    numbered = table.autoincrement_column
    return {
        column.name: None
        if sparse and column.nullable
        else _value(connection, column, number, sparse)
        for column in table.columns
        if column is not numbered
    }


def _value(connection: Connection, column: Column[Any], number: int, sparse: bool) -> Any:
    for key in column.foreign_keys:
        owners = select(key.column).order_by(key.column.desc()).offset(number - 1)
        return connection.execute(owners).scalars().first()
    if isinstance(column.type, String):
        return "" if sparse else f"”Åäö” 😀\t\n{column.name}"[: column.type.length]
    values: dict[type[Any], Any] = {
        Boolean: not sparse,
        Date: date(2028, 2, 29),
        Float: 0.1 + number,
        Integer: 2**31 - number,
        LargeBinary: b"" if sparse else bytes(range(256)),
        JSON: [] if sparse else TREE,
        UtcDateTime: MOMENT + timedelta(microseconds=number),
    }
    return next(value for kind, value in values.items() if isinstance(column.type, kind))


def make_old(database: Database, revision: str = "0002") -> None:
    """Take the database back to an older schema."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "storage/migrations"))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


@contextmanager
def little_room(size: int) -> Iterator[None]:
    """Let no file grow beyond ``size``, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def open_to_all() -> Iterator[None]:
    """Let new files be readable for everybody unless the program sees to it."""
    before = os.umask(0)
    try:
        yield
    finally:
        os.umask(before)


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


def restore_fault(database: Database, file: Path, *, replace: bool = False) -> Fault:
    """Try to restore, and return why that was refused."""
    with pytest.raises(BackupError) as refused:
        restore(database, file, NOW, replace=replace)
    return refused.value.fault


def change(file: Path, statement: str) -> None:
    """Change a SQLite file behind everybody's back."""
    with closing(sqlite3.connect(file)) as opened, opened:
        opened.execute(statement)
