"""Watching a mailbox: told of new mail by the server, and connecting again when it is away."""

import logging
import random
from collections.abc import Callable
from threading import Event, Lock

from bot.mail.imap.reading import Reader
from bot.mail.imap.session import Mailbox, MailboxError

logger = logging.getLogger(__name__)

# Shorter than the memory of any device on the way: they forget connections that say nothing.
IDLE = 240.0
# Where the server tells of nothing, we ask.
POLL = 60.0
# Something is left to do that somebody else may be doing.
SOON = 5.0
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 300.0

Open = Callable[[], Mailbox]


class Watch:
    """Read a mailbox until told to stop; in a thread of its own."""

    def __init__(
        self,
        opening: Open,
        reader: Reader,
        trouble: Callable[[Exception], str],
        chance: Callable[[], float] = random.random,
        pause: Callable[[Event, float], object] = Event.wait,
    ) -> None:
        self._opening = opening
        self._reader = reader
        # Tells whether it is the database that is away.
        self._trouble = trouble
        self._chance = chance
        self._pause = pause
        self._stopped = Event()
        self._lock = Lock()
        self._mailbox: Mailbox | None = None
        self._failures = 0

    def run(self) -> None:
        """Connect and read, again and again."""
        while not self._stopped.is_set():
            try:
                self._connected()
            except MailboxError as error:
                self._failed(error.reason)
            except Exception as error:
                if not self._trouble(error):
                    logger.exception("Reading the mailbox")
                self._failed("program")

    def stop(self) -> None:
        """Stop at once, also in the middle of waiting."""
        with self._lock:
            self._stopped.set()
            if self._mailbox is not None:
                self._mailbox.cut()

    def _connected(self) -> None:
        mailbox = self._opening()
        try:
            with self._lock:
                self._mailbox = mailbox
            while not self._stopped.is_set():
                done = self._reader.round(mailbox)
                self._failures = 0
                self._wait(mailbox, IDLE if done else SOON)
        finally:
            with self._lock:
                self._mailbox = None
            mailbox.close()

    def _wait(self, mailbox: Mailbox, seconds: float) -> None:
        if not self._stopped.is_set() and not mailbox.wait(seconds):
            self._pause(self._stopped, min(seconds, POLL))

    def _failed(self, reason: str) -> None:
        if self._stopped.is_set():
            return
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2**self._failures)
        self._failures = min(self._failures + 1, 10)
        logger.warning("The mailbox cannot be read (%s); again in %.0f s", reason, pause)
        # Not all replicas at the same moment.
        self._pause(self._stopped, pause * (0.5 + self._chance() / 2))
