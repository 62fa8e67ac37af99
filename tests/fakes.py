"""Plain stand-ins for what the handlers are given, and ears for what they do."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import event

from storage.session import Database


class FixedClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Return the moment that the clock stands at."""
        return self.now

    def move(self, step: timedelta) -> None:
        """Move the clock on."""
        self.now += step


@contextmanager
def recorded_statements(database: Database) -> Iterator[list[str]]:
    """Record every statement that is sent to the database inside the block."""
    heard: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            heard.append(statement)

    event.listen(database.engine, "before_cursor_execute", listen)
    try:
        yield heard
    finally:
        event.remove(database.engine, "before_cursor_execute", listen)
