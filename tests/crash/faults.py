"""What goes wrong in a worker, and the journal that says when: written before it happens."""

import json
import os
import random
import signal
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from handlers.delivery import LEASE
from handlers.delivery.delivering import LEAST_LEFT

# The clock of the trial runs so much faster than time, for the lease and every wait alike.
SPEED = 90
LEASE_SECONDS = LEASE.total_seconds() / SPEED
# What is left of the lease when a send is begun, and when the courier gives up.
SEND_SECONDS = LEASE_SECONDS / LEAST_LEFT
# Long enough for the lease to end and another worker to come.
PAUSE_SECONDS = LEASE_SECONDS * 1.4


class Point(StrEnum):
    """Where a worker is inside one of the wrapped ports.

    Between ``LOADED`` or ``ASKED`` and ``BEFORE`` lies the last look at the lease.
    """

    LOADED = "loaded"
    ASKED = "asked"
    BEFORE = "before"
    ACCEPTED = "accepted"
    ANSWERED = "answered"


class What(StrEnum):
    """What else stands in the journal."""

    PUT = "put"
    RESTS = "rests"
    BUSY = "busy"  # the database was locked, and the worker comes back
    FAULT = "fault"  # the program logged an error
    GAVE_UP = "gave_up"
    KILLS_ITSELF = "kills_itself"
    KILLED = "killed"
    PAUSED = "paused"
    RESUMED = "resumed"


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the journal; ``send`` is the worker's number and that of its send."""

    at: float
    life: int
    what: str
    send: str = ""
    looked: float = 0.0
    note: str = ""


class Journal:
    """A file that many processes append to. A line that was written outlives its writer."""

    def __init__(self, path: Path, life: int) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._life = life

    def write(
        self,
        what: str,
        *,
        life: int | None = None,
        send: str = "",
        looked: float = 0.0,
        note: str = "",
    ) -> None:
        """Append a line: of this process, or of the worker that something is done to."""
        whose = self._life if life is None else life
        event = Event(time.monotonic(), whose, what, send, looked, note)
        os.write(self._file, json.dumps(asdict(event)).encode() + b"\n")


class Reader:
    """Reads a journal while it is written."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._rest = b""

    def news(self) -> list[Event]:
        """Return what has been written since the last time."""
        *lines, self._rest = (self._rest + self._file.read()).split(b"\n")
        return [Event(**json.loads(line)) for line in lines]

    def close(self) -> None:
        """Read no more."""
        self._file.close()


@dataclass(frozen=True, slots=True)
class Odds:
    """How likely a worker is to kill or pause itself, each time that it comes to a point."""

    kills: Mapping[Point, float]
    pauses: Mapping[Point, float]


NO_ODDS = Odds({}, {})
USUAL_ODDS = Odds(
    kills={Point.BEFORE: 0.03, Point.ACCEPTED: 0.03, Point.ANSWERED: 0.03},
    pauses={Point.LOADED: 0.005, Point.ASKED: 0.02, Point.BEFORE: 0.01, Point.ANSWERED: 0.004},
)


class Faults:
    """Let this process die or stand still at the points of its ports, by chance."""

    def __init__(self, journal: Journal, chance: random.Random, odds: Odds) -> None:
        self.journal = journal
        self._chance = chance
        self._odds = odds

    def at(self, point: Point, send: str = "", *, looked: float = 0.0, note: str = "") -> None:
        """Write down that the worker has come to ``point``; perhaps it comes no further."""
        self.journal.write(point, send=send, looked=looked, note=note)
        if self._chance.random() < self._odds.kills.get(point, 0):
            self.journal.write(What.KILLS_ITSELF, send=send, note=point)
            os.kill(os.getpid(), signal.SIGKILL)
        if self._chance.random() < self._odds.pauses.get(point, 0):
            # Whoever keeps the arena reads this, and lets the worker go on when it is time.
            self.journal.write(What.PAUSED, send=send, note=point)
            os.kill(os.getpid(), signal.SIGSTOP)
