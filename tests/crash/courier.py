"""The wrapped ports: a courier to the sink over a loopback socket, and a clock that is fast."""

import json
import socket
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BufferedReader
from typing import Any

from handlers.contents import Reminders
from handlers.errors import DeliveryError
from handlers.ports import Parcel, Recipient, Trace
from tests.crash.faults import SEND_SECONDS, SPEED, Faults, Point, What
from tests.sample import NOW


class FastClock:
    """A clock that all processes of a trial share. It remembers when it was looked at last."""

    def __init__(self, began: float) -> None:
        self._began = began
        self.looked = began

    def __call__(self) -> datetime:
        """Return the moment, and take it as the last look at the lease until there is another."""
        self.looked = time.monotonic()
        return NOW + timedelta(seconds=(self.looked - self._began) * SPEED)


class SinkCourier:
    """Deliver to the sink, and come by the points at which a worker may die or stand still."""

    def __init__(
        self, port: int, faults: Faults, clock: FastClock, life: int, *, can_ask: bool
    ) -> None:
        self._port = port
        self._faults = faults
        self._clock = clock
        self._life = life
        self._can_ask = can_ask
        self._sends = 0
        self._line: tuple[socket.socket, BufferedReader] | None = None

    def reaches(self, to: Recipient) -> bool:
        """Reach everybody with an address."""
        return bool(to.email)

    def send(self, parcel: Parcel) -> str:
        """Hand the parcel over, and return the sink's receipt."""
        self._sends += 1
        send = f"{self._life}.{self._sends}"
        self._faults.at(Point.BEFORE, send, looked=self._clock.looked)
        request = {"do": "take", "send": send, "key": parcel.key, "attempt": parcel.attempt}
        try:
            hear = self._say({**request, "says": _says(parcel)})
            hear()
            self._faults.at(Point.ACCEPTED, send)
            receipt: str = hear()["receipt"]
        except OSError as error:
            self._hang_up()
            self._faults.journal.write(What.GAVE_UP, send=send, note=type(error).__name__)
            raise DeliveryError("cut", in_doubt=True) from error
        self._faults.at(Point.ANSWERED, send)
        return receipt

    def trace(self, parcel: Parcel) -> Trace:
        """Ask the sink, where it can be asked."""
        trace = self._asked(parcel) if self._can_ask else Trace.UNKNOWN
        self._faults.at(Point.ASKED, note=trace)
        self._clock.looked = time.monotonic()
        return trace

    def _asked(self, parcel: Parcel) -> Trace:
        try:
            answer = self._say({"do": "ask", "key": parcel.key})()
        except OSError as error:
            self._hang_up()
            raise DeliveryError("no_answer") from error
        return Trace.ARRIVED if answer["arrived"] else Trace.ABSENT

    def _say(self, request: dict[str, object]) -> Callable[[], dict[str, Any]]:
        """Send a request on the line that is kept, and return what hears its answers."""
        if self._line is None:
            connected = socket.create_connection(("127.0.0.1", self._port), SEND_SECONDS)
            self._line = (connected, connected.makefile("rb"))
        line, answers = self._line
        line.sendall(json.dumps(request).encode() + b"\n")
        return lambda: _heard(answers)

    def _hang_up(self) -> None:
        if self._line is not None:
            for end in self._line:
                end.close()
        self._line = None


def _heard(answers: BufferedReader) -> dict[str, Any]:
    line = answers.readline()
    if not line:
        raise ConnectionResetError("the sink has hung up")
    answer: dict[str, Any] = json.loads(line)
    return answer


def _says(parcel: Parcel) -> list[str]:
    assert isinstance(parcel.content, Reminders)
    return [duty.title for duty in parcel.content.duties]
