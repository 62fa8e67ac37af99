"""Servers that outlive a test: to stop one takes a third of a second, so they are lent anew."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from threading import Condition

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.workspace import Workspace, serving

PATIENCE = 30.0
NOBODY = PlainTextResponse("Nobody is served at this address now.", 503)


@dataclass(slots=True)
class Switchboard:
    """An application that hands each request on to whom it is lent to."""

    site: ASGIApp = NOBODY
    under_way: int = 0
    changed: Condition = field(default_factory=Condition)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on, and count it until it is answered."""
        self._count(1)
        try:
            await self.site(scope, receive, send)
        finally:
            self._count(-1)

    @contextmanager
    def lent_to(self, site: ASGIApp) -> Iterator[None]:
        """Serve ``site`` until the block ends, then let what has begun finish."""
        self.site = site
        try:
            yield
        finally:
            self.site = NOBODY
            self._wait()

    def _wait(self) -> None:
        with self.changed:
            ended = self.changed.wait_for(lambda: self.under_way == 0, PATIENCE)
        assert ended, "a request was never answered"

    def _count(self, change: int) -> None:
        with self.changed:
            self.under_way += change
            self.changed.notify_all()


class Servers:
    """The servers of a test process, each on a port of its own for as long as the process lasts."""

    def __init__(self) -> None:
        self._opened = ExitStack()
        self._idle: list[tuple[Switchboard, str]] = []

    @contextmanager
    def lend(self, site: ASGIApp) -> Iterator[str]:
        """Serve a site until the block ends; give its address."""
        board, url = self._idle.pop() if self._idle else self._open()
        # One that does not let go of its requests is not lent again.
        with board.lent_to(site):
            yield url
        self._idle.append((board, url))

    def _open(self) -> tuple[Switchboard, str]:
        board = Switchboard()
        return board, self._opened.enter_context(serving(board))

    def close(self) -> None:
        """Stop all servers."""
        self._idle.clear()
        self._opened.close()


servers = Servers()


@contextmanager
def at_home(workspace: Workspace) -> Iterator[str]:
    """Open a workspace at a lent server; give its address."""
    with servers.lend(workspace.asgi) as url, workspace.open_at(url):
        yield url
