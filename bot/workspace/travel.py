"""Moving the clock: one move at a time, and what came on the way."""

import logging
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Protocol

logger = logging.getLogger(__name__)


class Time(Protocol):
    """A clock that can be moved forward. Without one the workspace has the time it is given."""

    def __call__(self) -> datetime:
        """Return the present of the workspace."""

    def next_event(self) -> datetime | None:
        """Tell when something happens next; it may be due already."""

    def move_to(self, moment: datetime) -> None:
        """Move on and let happen what happens on the way; that may take a while."""

    def stop(self) -> None:
        """End a move that is under way as soon as possible."""


@dataclass(frozen=True, slots=True)
class Count:
    """Count what the bot has written in the chat, and what has been mailed."""

    posts: int
    letters: int

    def since(self, before: "Count") -> "Count":
        """Count what has come since then."""
        return Count(self.posts - before.posts, self.letters - before.letters)


@dataclass(frozen=True, slots=True)
class Move:
    """Remember a move that is under way."""

    start: datetime
    target: datetime


@dataclass(frozen=True, slots=True)
class Arrival:
    """Tell what came of a move; `failed` where something broke on the way."""

    moment: datetime
    came: Count
    failed: bool = False


class Travel:
    """Move the clock for whoever asks first."""

    def __init__(
        self,
        time: Time,
        hands: Executor,
        count: Callable[[], Count],
        announce: Callable[[], None],
    ) -> None:
        self.time = time
        self.moving: Move | None = None
        self.arrival: Arrival | None = None
        self._hands = hands
        self._count = count
        self._announce = announce
        self._lock = Lock()

    def start(self, target: datetime) -> bool:
        """Begin to move; False when the clock is moving already."""
        with self._lock:
            if self.moving is not None:
                return False
            self.moving = Move(self.time(), target)
        self._announce()
        self._hands.submit(self._go, target)
        return True

    def _go(self, target: datetime) -> None:
        before, failed = self._count(), False
        try:
            self.time.move_to(target)
        except Exception:
            logger.exception("The clock stopped on its way")
            failed = True
        came = self._count().since(before)
        self.arrival, self.moving = Arrival(self.time(), came, failed), None
        self._announce()
