import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from slack_sdk import WebClient

from bot.slack.courier import ONE_CALL, PATIENCE, SlackCourier
from bot.workspace import Workspace
from handlers.delivery import LEASE
from handlers.ports import Parcel
from tests.bot.slack.parcels import INA, OPEN, TOKEN, Waits, calls, courier_to, fault, kind, parcel
from tests.fakes import FixedClock


@pytest.mark.parametrize(
    ("to", "code"),
    [
        (parcel(user="U0BOT"), "cannot_dm_bot"),
        (parcel(user="U0GONE"), "user_disabled"),
        (parcel(user="U0NOBODY"), "user_not_found"),
        (parcel(channel="C0NONE"), "channel_not_found"),
        (parcel(channel="C0ALONE"), "not_in_channel"),
    ],
)
def test_closed_door_says_that_another_may_be_open(
    courier: SlackCourier, to: Parcel, code: str
) -> None:
    assert kind(fault(courier, to)) == (code, False, True, False)


@pytest.mark.parametrize(
    ("said", "code", "elsewhere", "in_doubt"),
    [
        ("is_archived", "is_archived", True, False),
        ("invalid_blocks", "invalid_blocks", True, False),
        ("msg_blocks_too_long", "msg_blocks_too_long", True, False),
        ("account_inactive", "slack_misconfigured", False, False),
        ("token_revoked", "slack_misconfigured", False, False),
        ("missing_scope", "slack_misconfigured", False, False),
        ("internal_error", "slack_silent", False, True),
        ("fatal_error", "slack_silent", False, True),
        ("request_timeout", "slack_silent", False, True),
        ("team_added_to_org", "team_added_to_org", False, False),
    ],
)
def test_slacks_answer_decides_what_may_be_tried(
    courier: SlackCourier,
    workspace: Workspace,
    said: str,
    code: str,
    *,
    elsewhere: bool,
    in_doubt: bool,
) -> None:
    workspace.fail_next("chat.postMessage", said)

    assert kind(fault(courier, parcel())) == (code, False, elsewhere, in_doubt)


def test_nothing_is_in_doubt_before_it_was_posted(
    courier: SlackCourier, workspace: Workspace
) -> None:
    workspace.fail_next("conversations.open", "internal_error", lost=True)

    assert kind(fault(courier, parcel())) == ("slack_silent", False, False, False)


def test_wrong_token_can_be_mended(
    workspace: Workspace, clock: FixedClock, waits: Waits, caplog: pytest.LogCaptureFixture
) -> None:
    courier = courier_to(workspace.api_url, clock, waits, token="xoxb-old")

    assert kind(fault(courier, parcel())) == ("slack_misconfigured", False, False, False)
    assert "Slack does not let the app in: invalid_auth" in caplog.messages


def test_short_rate_limit_is_waited_out(
    courier: SlackCourier, workspace: Workspace, waits: Waits
) -> None:
    workspace.fail_next("chat.postMessage", "ratelimited", retry_after=2)

    courier.send(parcel())

    assert waits.slept == [2]
    assert len(workspace.messages(workspace.direct(INA))) == 1


def test_rate_limit_is_waited_out_once(
    courier: SlackCourier, workspace: Workspace, waits: Waits
) -> None:
    workspace.fail_next("chat.postMessage", "ratelimited", retry_after=2, times=2)

    error = fault(courier, parcel())

    assert (error.code, error.retry_after, waits.slept) == ("slack_busy", 2, [2])
    assert calls(workspace, "chat.postMessage") == 2


def test_long_rate_limit_is_left_to_the_outbox(
    courier: SlackCourier, workspace: Workspace, waits: Waits
) -> None:
    workspace.fail_next("chat.postMessage", "ratelimited", retry_after=30)

    error = fault(courier, parcel())

    assert (*kind(error), error.retry_after) == ("slack_busy", False, False, False, 30)
    assert waits.slept == []


def test_wait_that_would_take_too_long_with_the_rest_is_not_waited(
    courier: SlackCourier, workspace: Workspace, waits: Waits
) -> None:
    answer_slowly(courier, waits, PATIENCE - ONE_CALL - 1)
    workspace.fail_next("chat.postMessage", "ratelimited", retry_after=2)

    error = fault(courier, parcel())

    assert (error.code, waits.slept) == ("slack_busy", [])
    assert LEASE.total_seconds() / 5 > PATIENCE


def test_call_that_there_is_no_time_for_is_not_begun(
    courier: SlackCourier, workspace: Workspace, waits: Waits
) -> None:
    answer_slowly(courier, waits, PATIENCE - ONE_CALL + 1)

    assert kind(fault(courier, parcel())) == ("slack_slow", False, False, False)
    assert calls(workspace, "chat.postMessage") == 0


def answer_slowly(courier: SlackCourier, waits: Waits, seconds: float) -> None:
    """Let time pass while a direct message is opened."""
    client = courier._client  # noqa: SLF001 - the line between us and Slack
    opening = client.conversations_open

    def slow(**given: object) -> object:
        waits.now += seconds
        return opening(**given)  # type: ignore[arg-type] # as they were given

    client.conversations_open = slow  # type: ignore[assignment,method-assign] # as above


def test_slack_that_cannot_be_connected_to_has_taken_nothing(
    clock: FixedClock, waits: Waits
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        courier = courier_to(f"http://127.0.0.1:{taken.getsockname()[1]}/api/", clock, waits)

        error = fault(courier, parcel(channel=OPEN))

    assert kind(error) == ("slack_away", False, False, False)


def test_connection_cut_after_the_request_is_in_doubt_and_not_repeated(
    clock: FixedClock, waits: Waits
) -> None:
    with answering(b"") as (url, heard):
        error = fault(courier_to(url, clock, waits), parcel(channel=OPEN))

    assert kind(error) == ("slack_silent", False, False, True)
    assert len(heard) == 1


def test_answer_of_something_between_us_and_slack_is_in_doubt(
    clock: FixedClock, waits: Waits
) -> None:
    page = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 4\r\nConnection: close\r\n\r\n<p/>"
    with answering(page) as (url, _):
        error = fault(courier_to(url, clock, waits), parcel(channel=OPEN))

    assert kind(error) == ("slack_silent", False, False, True)


def test_answer_that_does_not_come_in_time_is_in_doubt(clock: FixedClock, waits: Waits) -> None:
    client = WebClient(TOKEN)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        client.base_url = f"http://127.0.0.1:{silent.getsockname()[1]}/api/"
        courier = SlackCourier(client, clock, monotonic=waits.monotonic, sleep=waits.sleep)
        usual, client.timeout = client.timeout, 0.05  # type: ignore[assignment] # floats do too

        error = fault(courier, parcel(channel=OPEN))

    assert kind(error) == ("slack_silent", False, False, True)
    assert usual == ONE_CALL


@contextmanager
def answering(answer: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """Serve a line that takes whole requests and gives each the same answer, or hangs up."""
    heard: list[bytes] = []

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as incoming:
                head = b"".join(iter(incoming.readline, b"\r\n"))
                length = next(
                    int(line.split(b":")[1])
                    for line in head.splitlines()
                    if line.lower().startswith(b"content-length")
                )
                heard.append(head + incoming.read(length))
                connection.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/api/", heard
        finally:
            # Wakes the thread that waits for the next call.
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()
