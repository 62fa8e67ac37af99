"""Plain stand-ins for what the handlers are given, and ears for what they do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import event

from handlers.contents import Duty, Missed, Reminders
from handlers.ports import Parcel, Recipient, Trace
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


class RecordingCourier:
    """A way out that keeps what it is given, and fails as told."""

    def __init__(self, *, reaches: Callable[[Recipient], bool] = lambda _to: True) -> None:
        self.sent: list[Parcel] = []
        self.errors: list[Exception] = []
        self.meanwhile: list[Callable[[], object]] = []
        self.traces: dict[str, Trace] = {}
        self.asked: list[str] = []
        self._reaches = reaches

    def reaches(self, to: Recipient) -> bool:
        """Tell what it was made to tell."""
        return self._reaches(to)

    def send(self, parcel: Parcel) -> str:
        """Let happen what happens meanwhile; keep the parcel, or raise the next of the errors."""
        if self.meanwhile:
            self.meanwhile.pop(0)()
        if self.errors:
            raise self.errors.pop(0)
        self.sent.append(parcel)
        return f"receipt-{len(self.sent)}"

    def trace(self, parcel: Parcel) -> Trace:
        """Tell what is known of an earlier attempt."""
        self.asked.append(parcel.key)
        return self.traces.get(parcel.key, Trace.UNKNOWN)


def duties_of(parcel: Parcel) -> tuple[Duty, ...]:
    """Return the duties that a parcel tells of."""
    assert isinstance(parcel.content, Reminders | Missed)
    return parcel.content.duties
