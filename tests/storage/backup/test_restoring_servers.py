from pathlib import Path

import pytest
from sqlalchemy import delete, text
from sqlalchemy.exc import DBAPIError

from storage.backup import Fault, restore
from storage.models import Base, EventLog
from storage.schema import SchemaError
from storage.session import Database
from tests.factories import add_collaboration
from tests.storage.backup.material import (
    NOW,
    Everything,
    change,
    everything,
    make_old,
    occupy,
    restore_fault,
)


def test_restore_tells_how_far_it_has_come(server: Database, backup: Path) -> None:
    told: list[tuple[int, int]] = []

    restore(server, backup, NOW, progress=lambda copied, total: told.append((copied, total)))

    assert told == sorted(told)
    assert told[-1] == (2 * len(Base.metadata.tables) - 1,) * 2


def test_restore_on_a_server_makes_the_tables_where_there_are_none(
    server: Database, backup: Path, saved: Everything
) -> None:
    make_old(server, "base")

    restore(server, backup, NOW)

    assert everything(server) == saved


@pytest.mark.parametrize("revision", ["0003", "9999"])
def test_restore_on_a_server_with_another_schema_is_refused(
    server: Database, backup: Path, revision: str
) -> None:
    with server.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :at"), {"at": revision})

    with pytest.raises(SchemaError, match=revision):
        restore(server, backup, NOW, replace=True)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE collaboration SET time_zone = hex(zeroblob(100))",
        "UPDATE project SET year = 3000000000",
        "UPDATE project SET goal = 'a' || char(0) || 'b'",
    ],
)
def test_restore_of_what_a_server_cannot_hold_leaves_it_as_it_was(
    server: Database, backup: Path, statement: str
) -> None:
    before = occupy(server)
    change(backup, statement)

    assert restore_fault(server, backup, replace=True) is Fault.UNFIT
    assert everything(server) == before
    # The numbering and the guard of the log are as they were, too.
    with server.write() as session:
        assert add_collaboration(session, "ny").id == 4
    with pytest.raises(DBAPIError, match="append-only"), server.write() as session:
        session.execute(delete(EventLog))


def test_restore_that_is_interrupted_on_a_server_leaves_it_as_it_was(
    server: Database, backup: Path
) -> None:
    before = occupy(server)

    def stop(copied: int, total: int) -> None:
        if copied == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore(server, backup, NOW, replace=True, progress=stop)

    assert everything(server) == before
