"""Serve an ASGI application on the loopback interface."""

from collections.abc import Iterator
from contextlib import contextmanager

from starlette.types import ASGIApp

from bot.web import serving as web

LOOPBACK = "127.0.0.1"


@contextmanager
def serving(app: ASGIApp, port: int = 0) -> Iterator[str]:
    """Serve until the block ends; give the address. Port 0 takes a free one."""
    with web.listening(LOOPBACK, port) as listener, web.serving(app, listener):
        yield f"http://{LOOPBACK}:{listener.getsockname()[1]}"
