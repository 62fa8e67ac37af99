"""When it is time to stop."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType


@contextmanager
def stopping(stop: Event | None = None) -> Iterator[Event]:
    """Yield what is set when it is time to stop: by the caller, or by a signal."""
    if stop is not None:
        yield stop
        return
    stopped = Event()

    def handle(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    before = {number: signal.signal(number, handle) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stopped
    finally:
        for number, previous in before.items():
            signal.signal(number, previous)
