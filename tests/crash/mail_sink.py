"""A mail server as a program of its own: it takes what it is given, and can write down what.

It speaks as much SMTP as is needed to be fast, with PIPELINING (RFC 2920). With a journal it writes
there what it has taken before it says so, and knows nothing of who sends.
"""

import asyncio
import os
import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_END = b"\r\n.\r\n"
_RECIPIENT = re.compile(rb"RCPT TO:<([^>]*)>", re.IGNORECASE)
_MESSAGE_ID = re.compile(rb"^Message-ID: (\S+)", re.MULTILINE)
# What stands in a journal for a mail that has none.
NO_ID = "-"
# Takes a recipient and a mail, and returns when that has been written down.
Take = Callable[[bytes, bytes], None]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A mail that the sink has taken."""

    recipient: str
    message_id: str


class MailSink(asyncio.Protocol):
    """One connection to the sink."""

    def __init__(self, take: Take, *, dawdles: float) -> None:
        self._take = take
        # Seconds that may pass until a mail is taken: time enough to be killed in.
        self._dawdles = dawdles
        self._heard = bytearray()
        self._is_content = False
        self._recipient = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self._heard += data
        if self._is_content:
            if self._heard.endswith(_END):
                self._taken()
            return
        if not self._heard.endswith(b"\r\n"):
            return
        answers = [self._answer(one) for one in bytes(self._heard).split(b"\r\n")[:-1]]
        self._heard.clear()
        self._transport.write(b"".join(answers))

    def _answer(self, line: bytes) -> bytes:
        match line[:4].upper():
            case b"EHLO":
                return b"250-sink\r\n250 PIPELINING\r\n"
            case b"RCPT":
                found = _RECIPIENT.match(line)
                self._recipient = found[1] if found else b""
                return b"250 ok\r\n"
            case b"DATA":
                self._is_content = True
                return b"354 go on\r\n"
            case b"QUIT":
                return b"221 bye\r\n"
        return b"250 ok\r\n"

    def _taken(self) -> None:
        self._is_content = False
        if self._dawdles:
            time.sleep(random.random() * self._dawdles)  # noqa: S311 - no secret
        self._take(self._recipient, bytes(self._heard) if self._dawdles else b"")
        self._heard.clear()
        self._transport.write(b"250 taken\r\n")


class Journal:
    """A file in which each line is a mail that was taken."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def take(self, recipient: bytes, content: bytes) -> None:
        """Write a mail down."""
        found = _MESSAGE_ID.search(content)
        os.write(self._file, recipient + b" " + (found[1] if found else NO_ID.encode()) + b"\n")


def accepted(journal: Path) -> Sequence[Accepted]:
    """Return what a sink with this journal has taken, in the order in which it was."""
    lines = journal.read_text("ascii").splitlines() if journal.exists() else []
    return [Accepted(*line.split(" ")) for line in lines]


@contextmanager
def mail_sink(journal: Path | None = None, dawdles: float = 0.0) -> Iterator[int]:
    """Run the sink as a process of its own, and yield its port."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as listener:
        number = listener.fileno()
        command = [sys.executable, "-m", "tests.crash.mail_sink", str(number), str(dawdles)]
        if journal is not None:
            command.append(str(journal))
        process = subprocess.Popen(command, pass_fds=[number], cwd=ROOT)
        port: int = listener.getsockname()[1]
    try:
        yield port
    finally:
        process.terminate()
        process.wait()


async def _run(number: int, dawdles: float, take: Take) -> None:
    loop = asyncio.get_running_loop()
    listener = socket.socket(fileno=number)
    server = await loop.create_server(lambda: MailSink(take, dawdles=dawdles), sock=listener)
    await server.serve_forever()


def _nothing(_recipient: bytes, _content: bytes) -> None:
    """Write nothing down."""


if __name__ == "__main__":
    _take = Journal(sys.argv[3]).take if sys.argv[3:] else _nothing
    asyncio.run(_run(int(sys.argv[1]), float(sys.argv[2]), _take))
