"""Serve an ASGI application on the loopback interface from a thread of its own."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn
from starlette.types import ASGIApp

LOOPBACK = "127.0.0.1"
SECONDS_TO_FINISH = 2


@contextmanager
def serving(app: ASGIApp, port: int = 0) -> Iterator[str]:
    """Serve until the block ends; give the address. Port 0 takes a free one."""
    # By its name: asyncio sends at once only on a socket that says it is TCP.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((LOOPBACK, port))
        # Listening before the server starts lets early callers queue instead of being refused.
        listener.listen(128)
        server = uvicorn.Server(_config(app))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, name="serving")
        thread.start()
        try:
            yield f"http://{LOOPBACK}:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_level="warning",
        lifespan="off",
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )
