"""Whether the database can be used, has the newest schema, and has something in it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import exc, func, select

from bot.app.checks.findings import Finding, Ground, State
from bot.app.services import database_trouble
from bot.texts import text, word
from bot.texts.amounts import grouped
from bot.texts.waiting import moment_words
from handlers.holding import holding
from handlers.ports import Services
from storage.models import Collaboration
from storage.schema import current_revision, newest_revision
from storage.session import Database

# Returns the free bytes on the disk of a directory.
Free: TypeAlias = Callable[[Path], int]

LEAST_FREE = 200_000_000
_SUBJECT = "database"
_MEGABYTE = 1_000_000


def free_bytes(folder: Path) -> int:
    """Ask the disk."""
    return shutil.disk_usage(folder).free


def check_database(ground: Ground, free: Free = free_bytes) -> Iterator[Finding]:
    """Look at the database without changing it: no file is made, and nothing is migrated."""
    database = Database(ground.settings.database_url)
    try:
        if database.path is not None:
            yield from _place(database.path, free)
        if database.path is None or database.path.exists():
            yield from _content(database, ground)
    finally:
        database.dispose()


def _place(path: Path, free: Free) -> Iterator[Finding]:
    folder = next(above for above in path.absolute().parents if above.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        said, todo = text("check.folder_unwritable"), text("check.folder_todo")
        yield Finding(_SUBJECT, State.FAULT, said, todo)
        return
    if not path.exists():
        said, todo = text("check.no_file"), text("check.no_file_todo")
        yield Finding(_SUBJECT, State.WARNING, said, todo)
    elif not os.access(path, os.R_OK | os.W_OK):
        said, todo = text("check.file_unwritable"), text("check.folder_todo")
        yield Finding(_SUBJECT, State.FAULT, said, todo)
    left = free(folder)
    if left < LEAST_FREE:
        said = text("check.disk_full", megabytes=grouped(left // _MEGABYTE))
        yield Finding(_SUBJECT, State.WARNING, said, text("check.disk_todo"))


def _content(database: Database, ground: Ground) -> Iterator[Finding]:
    try:
        revision = _revision(database)
        yield _schema(revision, database)
        if revision == newest_revision():
            yield _imported(database)
            yield from _hold(Services(database, ground.clock))
    except (exc.DatabaseError, exc.TimeoutError) as error:
        code = database_trouble(error)
        if not code:
            raise
        said, todo = word("check_database", code), word("check_database_todo", code)
        yield Finding(_SUBJECT, State.FAULT, said, todo)


def _revision(database: Database) -> str | None:
    with database.rows() as connection:
        return current_revision(connection)


def _schema(revision: str | None, database: Database) -> Finding:
    newest = newest_revision()
    if revision == newest:
        return Finding(_SUBJECT, State.OK, text("check.schema_newest"))
    if (revision or "") > newest:
        said, todo = text("check.schema_newer"), text("check.schema_newer_todo")
        return Finding(_SUBJECT, State.FAULT, said, todo)
    if database.is_sqlite:
        # The bot sees to it by itself when it starts.
        said, todo = text("check.schema_old_file"), text("check.schema_old_file_todo")
        return Finding(_SUBJECT, State.WARNING, said, todo)
    said, todo = text("check.schema_old"), text("check.schema_old_todo")
    return Finding(_SUBJECT, State.FAULT, said, todo)


def _imported(database: Database) -> Finding:
    with database.rows() as connection:
        count = connection.execute(select(func.count()).select_from(Collaboration)).scalar_one()
    if not count:
        said, todo = text("check.nothing_imported"), text("check.nothing_imported_todo")
        return Finding(_SUBJECT, State.WARNING, said, todo)
    return Finding(_SUBJECT, State.OK, text("check.imported", count=count))


def _hold(services: Services) -> Iterator[Finding]:
    hold = holding(services)
    if hold is not None:
        said = text("check.on_hold", when=moment_words(hold.backup_at))
        yield Finding(_SUBJECT, State.WARNING, said, text("check.on_hold_todo"))
