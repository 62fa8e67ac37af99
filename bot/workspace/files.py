"""Files on their way in: a place is promised, the bytes arrive, and then they are shared once."""

from dataclasses import dataclass, replace
from threading import Lock

from bot.workspace.records import File
from bot.workspace.wire import Refused


@dataclass(frozen=True, slots=True)
class Upload:
    """Hold what was promised for a file, and whether its bytes are here."""

    file: File
    length: int
    arrived: bool = False


class Files:
    """Keep files until they are shared; then the message has them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._uploads: dict[str, Upload] = {}
        self._promised = 0

    def promise(self, name: str, length: int, alt: str) -> File:
        """Promise a place for so many bytes."""
        with self._lock:
            self._promised += 1
            file = File(f"F{self._promised:09d}", name, name, alt)
            self._uploads[file.id] = Upload(file, length)
            return file

    def receive(self, key: str, content: bytes) -> int:
        """Take the bytes of a file, as many as were promised."""
        with self._lock:
            upload = self._find(key)
            if len(content) != upload.length:
                raise Refused("wrong_length", f"{len(content)} bytes, not {upload.length}")
            file = replace(upload.file, content=content)
            self._uploads[key] = replace(upload, file=file, arrived=True)
        return len(content)

    def arrived(self, key: str) -> File:
        """Give a file whose bytes are here and that was not shared before."""
        with self._lock:
            upload = self._find(key)
        if not upload.arrived:
            raise Refused("file_not_found", f"the bytes of {key} have not arrived")
        return upload.file

    def release(self, key: str) -> None:
        """Forget a file that was shared: it is completed only once."""
        with self._lock:
            self._uploads.pop(key, None)

    def _find(self, key: str) -> Upload:
        if key not in self._uploads:
            raise Refused("file_not_found")
        return self._uploads[key]
