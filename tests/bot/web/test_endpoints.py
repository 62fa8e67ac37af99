from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from threading import Barrier
from typing import Any
from urllib.parse import urlsplit

import pytest
from slack_bolt import App

from bot.web.endpoints import Check, build_site
from bot.web.serving import listening, serving
from bot.web.slack_events import MOST_BYTES, PATH
from bot.workspace.sender import HttpDoor
from bot.workspace.wire import Envelope

SECRET = "signing-secret"
CHALLENGE = Envelope("events_api", {"type": "url_verification", "challenge": "c1"})
SIDE_BY_SIDE = 8


@contextmanager
def open_site(check: Check, slack: App | None = None) -> Iterator[str]:
    with (
        ThreadPoolExecutor(SIDE_BY_SIDE) as executor,
        listening("127.0.0.1", 0) as listener,
        serving(build_site(check, executor, slack), listener),
    ):
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def fetch(address: str, path: str, method: str = "GET", body: bytes = b"") -> tuple[int, str]:
    server = urlsplit(address)
    connection = HTTPConnection(server.hostname or "", server.port, timeout=10)
    try:
        connection.request(method, path, body)
        answered = connection.getresponse()
        return answered.status, answered.read().decode()
    finally:
        connection.close()


def bolt(**more: Any) -> App:
    return App(
        token="xoxb-x",
        signing_secret=SECRET,
        process_before_response=True,
        token_verification_enabled=False,
        **more,
    )


def healthy() -> None:
    """The database answers."""


def broken() -> None:
    raise OSError("lösenordet är hemligt")


def test_health_is_said_in_plain_text() -> None:
    with open_site(healthy) as address:
        assert fetch(address, "/healthz") == (200, "Allt fungerar.")


def test_health_without_a_database_says_so_and_no_more(caplog: pytest.LogCaptureFixture) -> None:
    with open_site(broken) as address:
        assert fetch(address, "/healthz") == (503, "Jag når inte databasen.")

    assert "hemligt" not in caplog.text


def test_slack_is_not_let_in_where_it_does_not_call() -> None:
    with open_site(healthy) as address:
        assert fetch(address, PATH, "POST")[0] == 404


def test_slack_verifies_the_address() -> None:
    with open_site(healthy, bolt()) as address:
        receipt = HttpDoor(address + PATH, SECRET, 10).deliver(CHALLENGE)

    assert receipt.body == {"challenge": "c1"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 401),
        (b"\xff\xfe\x00", 401),
        (b"command=/projekt", 401),
        (b"payload=%FF", 400),
        (b"{", 400),
        (b"payload=[]", 400),
        (b'{"a":' * 100_000, 400),
    ],
)
def test_request_that_is_not_slacks_is_turned_away(
    body: bytes, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    with open_site(healthy, bolt()) as address:
        assert fetch(address, PATH, "POST", body)[0] == status

    assert "Traceback" not in caplog.text


def test_request_without_end_is_not_read() -> None:
    with open_site(healthy, bolt()) as address:
        assert fetch(address, PATH, "POST", b"x" * (MOST_BYTES + 1))[0] == 413


def test_slack_only_posts() -> None:
    with open_site(healthy, bolt()) as address:
        assert fetch(address, PATH)[0] == 405


def test_requests_are_taken_side_by_side() -> None:
    together = Barrier(SIDE_BY_SIDE, timeout=10)

    def wait_for_each_other(next_: Callable[[], None]) -> None:
        together.wait()
        next_()

    app = bolt(before_authorize=wait_for_each_other)
    with open_site(healthy, app) as address, ThreadPoolExecutor(SIDE_BY_SIDE) as callers:
        door = HttpDoor(address + PATH, SECRET, 10)
        sent = [callers.submit(door.deliver, CHALLENGE) for _ in range(SIDE_BY_SIDE)]
        answers = [one.result().body for one in sent]

    assert answers == [{"challenge": "c1"}] * SIDE_BY_SIDE
