"""A folder in place of a mail server: each letter is a file there, for trying the bot out."""

import logging
import os
from datetime import UTC
from hashlib import sha256
from pathlib import Path

from bot.mail.lines import Envelope, Meanwhile, nothing
from handlers.errors import DeliveryError
from handlers.ports import Clock, Trace

logger = logging.getLogger(__name__)


class FolderLine:
    """Write letters into a folder. They are read by their owner alone, as mail is."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    def carry(self, envelope: Envelope, meanwhile: Meanwhile = nothing) -> None:  # noqa: ARG002 - nobody is waited for
        """Write the letter; what an earlier attempt at it has written is replaced."""
        mark = _mark(envelope.message_id)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(self._folder / f".{mark}.new", self._place(mark), envelope.content)
        except OSError as error:
            logger.warning("The folder for mail cannot be written to: %s", error.strerror)
            raise DeliveryError("mail_unwritable", shared=True) from error

    def try_out(self) -> None:
        """Raise ``DeliveryError`` where no letter could be written.

        The folder is not made: whoever tries may be another than who is to write in it.
        """
        there = next(folder for folder in self._above() if folder.exists())
        if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
            logger.warning("The folder for mail cannot be written to")
            raise DeliveryError("mail_unwritable", shared=True)

    def _above(self) -> tuple[Path, ...]:
        whole = self._folder.absolute()
        return (whole, *whole.parents)

    def trace(self, message_id: str) -> Trace:
        """Tell whether the letter is there."""
        return Trace.ARRIVED if self._found(_mark(message_id)) else Trace.ABSENT

    def close(self) -> None:
        """Do nothing: no file is held open."""

    def _place(self, mark: str) -> Path:
        stamp = self._clock().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        return self._found(mark) or self._folder / f"{stamp}-{mark}.eml"

    def _found(self, mark: str) -> Path | None:
        return next(self._folder.glob(f"*-{mark}.eml"), None)


def _mark(message_id: str) -> str:
    return sha256(message_id.encode()).hexdigest()[:16]


def _write(temporary: Path, place: Path, content: bytes) -> None:
    """Write a file that is there in full or not at all, even when the machine stops."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(temporary, flags, mode=0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(place)
