"""Copying all rows from one database to another, whatever the two are."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, bindparam, func, select

from storage.models import Base

# Rows at a time: enough to be quick, few enough to weigh nothing.
_BATCH = 200

# Told how many rows are copied, of how many.
Progress = Callable[[int, int], object]


def copy_rows(source: Connection, target: Connection, progress: Progress) -> None:
    """Copy every table's rows in an order that the foreign keys allow, a few at a time."""
    total = sum(_count(source, table) for table in Base.metadata.sorted_tables)
    copied = 0
    progress(copied, total)
    for table in Base.metadata.sorted_tables:
        inward = _references_to_itself(table)
        # A row may come before the one it hangs on: that is put in when all are there.
        without = {column.name: None for column in inward}
        with _batches(source, select(table).order_by(*table.primary_key.columns)) as batches:
            for rows in batches:
                target.execute(table.insert(), [row | without for row in rows])
                copied += len(rows)
                progress(copied, total)
        for column in inward:
            _refer(source, target, table, column)


def is_empty(connection: Connection) -> bool:
    """Tell whether there is no row in any table."""
    return not any(
        connection.execute(select(1).select_from(table).limit(1)).first()
        for table in Base.metadata.sorted_tables
    )


def _count(source: Connection, table: Table) -> int:
    return source.execute(select(func.count()).select_from(table)).scalar_one()


def _references_to_itself(table: Table) -> list[Column[Any]]:
    return [key.parent for key in table.foreign_keys if key.column.table is table]


def _refer(source: Connection, target: Connection, table: Table, column: Column[Any]) -> None:
    (key,) = table.primary_key.columns
    statement = table.update().where(key == bindparam("_key")).values({column: bindparam("_other")})
    pairs = select(key.label("_key"), column.label("_other")).where(column.is_not(None))
    with _batches(source, pairs) as batches:
        for rows in batches:
            target.execute(statement, rows)


@contextmanager
def _batches(source: Connection, query: Select[Any]) -> Iterator[Iterator[list[dict[str, Any]]]]:
    # A server keeps the rest of the rows until they are asked for.
    with source.execute(query.execution_options(yield_per=_BATCH)) as result:
        yield ([dict(row) for row in rows] for rows in result.mappings().partitions())
