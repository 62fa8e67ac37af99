"""A PostgreSQL database that is lent to one test after another: each gets it as it was at first.

To bring back what a test has changed is far cheaper than to copy the template anew, and to look
for what was changed cheaper than to bring back everything. A row tells by ``xmin`` which
transaction wrote it, and a table by the number of its rows whether some are gone.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from psycopg import OperationalError, connect
from sqlalchemy import URL

from storage.models import Base

# One that has been lent so often holds more that is dead than alive.
TURNS = 100

# What the template holds stands in a schema beside, for each copy to become as it was.
_KEEP_SEQUENCES = """
CREATE TABLE kept.sequences AS
SELECT quote_ident(sequencename) AS name, last_value FROM pg_sequences
"""
# All of them: one that has given no number yet does not tell which it will give first.
_RESTORE_SEQUENCES = """
SELECT setval(name::regclass, coalesce(last_value, 1), last_value IS NOT NULL) FROM kept.sequences
"""
# Within five seconds: what is still open then has hung.
_END_OTHERS = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
# Enough to see that a test has changed something: which revision, and how many of what.
_SCHEMA = """
SELECT (SELECT string_agg(version_num, ',') FROM alembic_version),
       (SELECT count(*) FROM pg_class), (SELECT count(*) FROM pg_attribute),
       (SELECT count(*) FROM pg_constraint), (SELECT count(*) FROM pg_trigger)
"""
_TRANSACTION = "SELECT pg_current_xact_id()::text::bigint % 4294967296"


def keeping() -> str:
    """Return the script that keeps what a template holds, in the template itself."""
    copies = [f'CREATE TABLE kept."{one}" AS TABLE public."{one}"' for one in _tables()]
    return ";".join(["CREATE SCHEMA kept", *copies, _KEEP_SEQUENCES])


class Lendable:
    """A copy of a template, and the one connection that outlives the tests it is lent to."""

    def __init__(self, name: str, address: URL) -> None:
        self.name = name
        # The driver's own way of writing the address.
        plain = address.set(drivername="postgresql", database=name)
        self._connection = connect(plain.render_as_string(hide_password=False), autocommit=True)
        self._turns = 0
        # Everything that was written until now belongs to the template.
        self._last = self._ask(_TRANSACTION)[0][0]
        self._schema = self._ask(_SCHEMA)
        self._kept = self._counts("kept")

    def restore(self) -> bool:
        """Bring back what the template holds; False when it is better to copy that anew."""
        self._turns += 1
        if self._turns >= TURNS:
            return False
        try:
            self._ask(_END_OTHERS)
            if self._ask(_SCHEMA) != self._schema:
                return False
            self._bring_back(self._changed())
        except OperationalError:
            # A test has taken the server, or the database, away.
            return False
        return True

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _changed(self) -> list[str]:
        now = self._counts("public")
        return [
            table
            for table, (rows, newest) in now.items()
            if rows != self._kept[table][0] or newest > self._last
        ]

    def _bring_back(self, tables: Sequence[str]) -> None:
        if tables:
            with self._connection.transaction():
                self._connection.execute(_restoring(tables).encode())
                self._last = self._ask(_TRANSACTION)[0][0]
        self._ask(_RESTORE_SEQUENCES)

    def _counts(self, schema: str) -> dict[str, tuple[int, int]]:
        """Return how many rows each table has, and which transaction wrote the newest."""
        rows = self._ask(_counting(schema))
        return {name: (count, newest) for name, count, newest in rows}

    def _ask(self, question: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(question.encode()).fetchall()


@cache
def _counting(schema: str) -> str:
    newest = "coalesce(max(xmin::text::bigint), 0)"
    return " UNION ALL ".join(
        f"""SELECT '{one}', count(*), {newest} FROM {schema}."{one}" """  # noqa: S608 - ours
        for one in _tables()
    )


def _restoring(tables: Sequence[str]) -> str:
    # So that neither foreign keys nor the append-only log stand in the way.
    steps = ["SET LOCAL session_replication_role = replica"]
    for one in tables:
        steps.append(f'DELETE FROM public."{one}"')  # noqa: S608 - the name of a table of ours
        steps.append(f'INSERT INTO public."{one}" TABLE kept."{one}"')
    return ";".join(steps)


def _tables() -> Sequence[str]:
    return tuple(Base.metadata.tables)
