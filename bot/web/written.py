"""What has been written and may be asked for again, as much of it as there is room for."""

from collections import OrderedDict
from threading import Lock


class Written:
    """Bytes by what they are known by; those that were not used for longest go first.

    Safe between threads.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, tag: str) -> bytes | None:
        """Return what is kept, or None where it is not there (any more)."""
        with self._lock:
            if tag in self._kept:
                self._kept.move_to_end(tag)
            return self._kept.get(tag)

    def keep(self, tag: str, body: bytes) -> None:
        """Keep what was written, and let go of others where there is no room."""
        with self._lock:
            self._size += len(body) - len(self._kept.pop(tag, b""))
            self._kept[tag] = body
            while self._size > self._most:
                self._size -= len(self._kept.popitem(last=False)[1])
