"""The receiver: a program of its own that takes parcels, remembers them, and can be asked.

It knows nothing of the outbox. One request and its answers are lines of JSON; what it has taken it
says before it answers, so that a worker can die between the two.
"""

import asyncio
import json
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

ROOT = Path(__file__).parents[2]
# Seconds until a parcel is taken, at most: time enough to be killed in.
SLOWEST = 0.012
Answer: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Taken:
    """A parcel that the sink has taken, by which send of which worker's, and when."""

    send: str
    key: str
    attempt: int
    says: tuple[str, ...]
    at: float

    @property
    def life(self) -> int:
        """Return the number of the worker."""
        return int(self.send.partition(".")[0])


class Sink:
    """What has been taken, in the order in which it was."""

    def __init__(self) -> None:
        self._taken: list[dict[str, Any]] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one worker until it is gone."""
        try:
            while line := await reader.readline():
                async for answer in self._answers(json.loads(line)):
                    writer.write(json.dumps(answer).encode() + b"\n")
                    await writer.drain()
        except ConnectionError:
            pass  # A worker was killed: what it sent has been taken all the same.
        finally:
            writer.close()

    async def _answers(self, request: dict[str, Any]) -> Any:
        match request.pop("do"):
            case "take":
                await asyncio.sleep(random.random() * SLOWEST)  # noqa: S311 - no secret
                self._taken.append({**request, "at": time.monotonic()})
                yield {"taken": len(self._taken)}
                yield {"receipt": f"taken {len(self._taken)}"}
            case "ask":
                yield {"arrived": any(one["key"] == request["key"] for one in self._taken)}
            case "tell":
                yield {"all": self._taken}


@dataclass(frozen=True, slots=True)
class Receiver:
    """The running sink, as the trial sees it."""

    port: int

    def taken(self) -> list[Taken]:
        """Return all that it has taken."""
        with socket.create_connection(("127.0.0.1", self.port)) as line:
            line.sendall(b'{"do": "tell"}\n')
            told = json.loads(line.makefile("rb").readline())["all"]
        return [Taken(**{**one, "says": tuple(one["says"])}) for one in told]


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Run the sink as a process of its own."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as listener:
        number = listener.fileno()
        command = [sys.executable, "-m", "tests.crash.sink", str(number)]
        process = subprocess.Popen(command, pass_fds=[number], cwd=ROOT)
        port = listener.getsockname()[1]
    try:
        yield Receiver(port)
    finally:
        process.terminate()
        process.wait()


async def _run(number: int) -> None:
    server = await asyncio.start_server(Sink().serve, sock=socket.socket(fileno=number))
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_run(int(sys.argv[1])))
