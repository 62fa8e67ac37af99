"""What the checks' tests stand on: settings as they are set, and a page that answers as told."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from bot.app.checks import Finding, Ground, State
from bot.config import usable_settings
from handlers.ports import Clock
from tests.fakes import FixedClock
from tests.sample import NOW

# How HTTP writes ``NOW``.
NOW_WRITTEN = "Fri, 20 Nov 2026 08:00:00 GMT"
# Nobody listens there.
NOWHERE = "http://127.0.0.1:9"


def ground(clock: Clock | None = None, /, **environ: str) -> Ground:
    """Read the settings as the command does."""
    settings, wrong = usable_settings(environ)
    return Ground(settings, clock or FixedClock(NOW), wrong)


def states(findings: Iterable[Finding]) -> list[State]:
    return [finding.state for finding in findings]


def said(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """Return the state of each finding, and what it says."""
    return [(finding.state.value, finding.said) for finding in findings]


@contextmanager
def page(body: str, status: int = 200, date: str = NOW_WRITTEN) -> Iterator[str]:
    """Answer everything alike, at the time that ``date`` says; yield the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def date_time_string(self, timestamp: float | None = None) -> str:  # noqa: ARG002 - the signature is the library's
            return date

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
