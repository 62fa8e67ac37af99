"""Serving over HTTP from a thread of its own, until told to stop."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn
from starlette.types import ASGIApp

BACKLOG = 128
# Slack has given up on an answer after three seconds.
SECONDS_TO_FINISH = 4


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Take the address, or raise ``OSError`` before anything else has started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # By its name: asyncio sends at once (TCP_NODELAY) only on a socket that says it is TCP, and
    # otherwise every answer waits 40 ms for the other side's acknowledgement.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host.strip("[]"), port))
        listener.listen(BACKLOG)
        yield listener


@contextmanager
def serving(site: ASGIApp, listener: socket.socket) -> Iterator[None]:
    """Serve until the block ends, then let what has begun finish."""
    server = uvicorn.Server(
        uvicorn.Config(
            site,
            log_level="warning",
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=SECONDS_TO_FINISH,
        )
    )
    # In a thread, uvicorn leaves the signals to the main program.
    thread = Thread(target=server.run, kwargs={"sockets": [listener]}, name="http")
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()
