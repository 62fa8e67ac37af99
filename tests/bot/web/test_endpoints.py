import asyncio
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from threading import Barrier
from typing import Any
from urllib.parse import urlsplit

import pytest
from slack_bolt import App
from starlette.types import Message

from bot.config import EVENTS_PATH
from bot.web.endpoints import Check, build_site
from bot.web.serving import listening, serving
from bot.web.slack_events import MOST_BYTES
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
        # Bolt would look for a name in the files of all who called.
        name=__name__,
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
        assert fetch(address, EVENTS_PATH, "POST")[0] == 404


def test_slack_verifies_the_address() -> None:
    with open_site(healthy, bolt()) as address:
        receipt = HttpDoor(address + EVENTS_PATH, SECRET, 10).deliver(CHALLENGE)

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
        assert fetch(address, EVENTS_PATH, "POST", body)[0] == status

    assert "Traceback" not in caplog.text


def begin(address: str) -> socket.socket:
    """Announce a long body and send the beginning of it."""
    server = urlsplit(address)
    sending = socket.create_connection((server.hostname or "", server.port or 0), timeout=10)
    sending.sendall(
        f"POST {EVENTS_PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\na".encode()
    )
    return sending


def test_sender_who_hangs_up_leaves_no_trace(capsys: pytest.CaptureFixture[str]) -> None:
    with open_site(healthy, bolt()) as address, begin(address) as sending:
        sending.shutdown(socket.SHUT_WR)
        answered = sending.recv(1000)

    assert answered == b""
    assert capsys.readouterr().err == ""


def test_body_that_breaks_off_is_a_bad_request() -> None:
    events: list[Message] = [
        {"type": "http.request", "body": b"a", "more_body": True},
        {"type": "http.disconnect"},
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return events.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": EVENTS_PATH, "headers": []}
    with ThreadPoolExecutor(1) as executor:
        asyncio.run(build_site(healthy, executor, bolt())(scope, receive, send))

    assert sent[0]["status"] == 400


def test_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.slack_events.SECONDS_TO_READ", 0.1)

    with open_site(healthy, bolt()) as address, begin(address) as sending:
        answered = b"".join(iter(partial(sending.recv, 1000), b""))

    assert answered.startswith(b"HTTP/1.1 408 ")
    assert b"\r\nconnection: close\r\n" in answered.lower()


def test_request_without_end_is_not_read() -> None:
    with open_site(healthy, bolt()) as address:
        assert fetch(address, EVENTS_PATH, "POST", b"x" * (MOST_BYTES + 1))[0] == 413


def test_slack_only_posts() -> None:
    with open_site(healthy, bolt()) as address:
        assert fetch(address, EVENTS_PATH)[0] == 405


def test_requests_are_taken_side_by_side() -> None:
    together = Barrier(SIDE_BY_SIDE, timeout=10)

    def wait_for_each_other(next_: Callable[[], None]) -> None:
        together.wait()
        next_()

    app = bolt(before_authorize=wait_for_each_other)
    with open_site(healthy, app) as address, ThreadPoolExecutor(SIDE_BY_SIDE) as callers:
        door = HttpDoor(address + EVENTS_PATH, SECRET, 10)
        sent = [callers.submit(door.deliver, CHALLENGE) for _ in range(SIDE_BY_SIDE)]
        answers = [one.result().body for one in sent]

    assert answers == [{"challenge": "c1"}] * SIDE_BY_SIDE
