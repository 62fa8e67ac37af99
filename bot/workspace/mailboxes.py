"""What has been mailed: a directory where each mail is a file of its own."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from bot.workspace.letters import Letter, read_letter

SUFFIX = ".eml"
# A file that was replaced within one tick of the file system's clock is another file all the same.
Version = tuple[int, int, int]


class Mailbox:
    """Show the mails of a directory, each read once as long as its file is the same."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._read: dict[str, tuple[Version, Letter]] = {}
        self._lock = Lock()

    def letters(self, address: str | None = None) -> tuple[Letter, ...]:
        """List the mails to an address, or to everyone, the newest first."""
        return self._those(lambda letter: address is None or letter.is_to(address))

    def letters_from(self, address: str) -> tuple[Letter, ...]:
        """List the mails from an address, the newest first."""
        return self._those(lambda letter: letter.is_from(address))

    def put(self, key: str, raw: bytes) -> None:
        """Put a mail there in one stroke, so that nobody sees half of it."""
        hidden = self._directory / f".{key}.new"
        hidden.write_bytes(raw)
        hidden.replace(self._directory / f"{key}{SUFFIX}")

    def stamp(self) -> int:
        """Give a number that is another one when something has come since."""
        try:
            return self._directory.stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def _those(self, wanted: Callable[[Letter], bool]) -> tuple[Letter, ...]:
        with self._lock:
            self._read = dict(self._look())
            found = [letter for _, letter in self._read.values() if wanted(letter)]
        return tuple(sorted(found, key=lambda letter: (letter.moment, letter.key), reverse=True))

    def _look(self) -> list[tuple[str, tuple[Version, Letter]]]:
        found = []
        for path in self._paths():
            try:
                found.append((path.name, self._known(path)))
            except FileNotFoundError:
                # It was taken away while we were looking.
                continue
        return found

    def _paths(self) -> list[Path]:
        try:
            names = os.listdir(self._directory)  # noqa: PTH208 - names alone, for each page anew
        except FileNotFoundError:
            return []
        return [self._directory / name for name in names if _is_mail(name)]

    def _known(self, path: Path) -> tuple[Version, Letter]:
        stat = path.stat()
        version = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        known = self._read.get(path.name)
        if known is not None and known[0] == version:
            return known
        return version, read_letter(path, datetime.fromtimestamp(stat.st_mtime, tz=UTC))


def _is_mail(name: str) -> bool:
    return name.endswith(SUFFIX) and not name.startswith(".")
