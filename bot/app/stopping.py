"""When it is time to stop."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Event, Thread
from types import FrameType


@contextmanager
def stopping(stop: Event | None = None) -> Iterator[Event]:
    """Yield what is set when it is time to stop: by the caller, or by a signal."""
    if stop is not None:
        yield stop
        return
    stopped = Event()
    # To set the event takes its lock, and the signal may come while this very thread has that: then
    # the program would stand still for good. To put something into this queue takes none.
    told: SimpleQueue[None] = SimpleQueue()

    def handle(_number: int, _frame: FrameType | None) -> None:
        told.put(None)

    def pass_on() -> None:
        told.get()
        stopped.set()

    passing = Thread(target=pass_on, name="stopping", daemon=True)
    passing.start()
    before = {number: signal.signal(number, handle) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stopped
    finally:
        for number, previous in before.items():
            signal.signal(number, previous)
        told.put(None)
        passing.join()
