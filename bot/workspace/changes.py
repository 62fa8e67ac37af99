"""Tell those who watch that something changed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition

Watcher = Callable[[], None]


class Changes:
    """Count changes, wake those who wait, call those who watch."""

    def __init__(self) -> None:
        self.lock = Condition()
        self.version = 0
        self.closed = False
        self._watchers: list[Watcher] = []

    def announce(self) -> None:
        """Count one change and wake everyone."""
        with self.lock:
            self.version += 1
            self.lock.notify_all()
            watchers = list(self._watchers)
        for watcher in watchers:
            watcher()

    def close(self) -> None:
        """Let every live page end its stream."""
        self.closed = True
        self.announce()

    @contextmanager
    def watched(self, watcher: Watcher) -> Iterator[None]:
        """Call the watcher at every change, from whichever thread made it."""
        with self.lock:
            self._watchers.append(watcher)
        try:
            yield
        finally:
            with self.lock:
                self._watchers.remove(watcher)

    def wait_until(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Wait for a condition to hold; look again after every change."""
        with self.lock:
            return self.lock.wait_for(condition, seconds)
