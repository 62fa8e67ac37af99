import json
import time
from dataclasses import replace
from urllib.parse import parse_qs

import pytest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from bot.workspace import create_workspace
from bot.workspace.sender import HttpDoor, written
from bot.workspace.wire import Envelope
from tests.bot.workspace.material import APP_TOKEN, BOT_TOKEN, INA, SECRET, SETTINGS, MovableClock
from tests.bot.workspace.tiny_bot import Heard, House, build_app


def test_signature_is_the_one_that_slack_makes() -> None:
    door = HttpDoor("http://127.0.0.1:9", SECRET, 1.0)

    headers = door.signed("a=1&b=å")

    assert headers["X-Slack-Signature"].startswith("v0=")
    assert SignatureVerifier(SECRET).is_valid_request("a=1&b=å", headers)
    assert not SignatureVerifier("another").is_valid_request("a=1&b=å", headers)


def test_each_kind_of_payload_is_written_in_its_own_form() -> None:
    form, form_type = written(Envelope("slash_commands", {"text": "släckvatten & mer"}))
    wrapped, _ = written(Envelope("interactive", {"type": "block_actions"}))
    event, event_type = written(Envelope("events_api", {"type": "event_callback"}))

    assert parse_qs(form) == {"text": ["släckvatten & mer"]}
    assert json.loads(parse_qs(wrapped)["payload"][0]) == {"type": "block_actions"}
    assert json.loads(event) == {"type": "event_callback"}
    assert (form_type, event_type) == ("application/x-www-form-urlencoded", "application/json")


def test_address_is_verified_by_the_bot(house: House) -> None:
    challenge = Envelope("events_api", {"type": "url_verification", "challenge": "c1"})

    receipt = house.workspace.http_door().deliver(challenge)

    assert receipt.body == {"challenge": "c1"}


def test_forged_or_old_signature_is_turned_away(house: House) -> None:
    door = house.workspace.http_door()
    body = "command=%2Fprojekt&text=x&user_id=U0INA"
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    forged = door.post(body, form | door.signed("another body"))
    old = door.post(body, form | door.signed(body, str(int(time.time()) - 301)))

    assert (forged.status, old.status) == (401, 401)
    assert house.workspace.ephemerals(INA) == ()


def test_event_is_sent_again_until_it_is_taken(house: House) -> None:
    house.heard.fail = 2

    outcome = house.workspace.say(INA, house.workspace.direct(INA), "hej")

    assert (outcome.acknowledged, outcome.attempts) == (True, 3)
    assert house.heard.retries == ["0", "1", "2"]
    assert len(house.heard.events) == 1


def test_event_is_given_up_after_three_retries(house: House) -> None:
    house.heard.fail = 9

    outcome = house.workspace.say(INA, house.workspace.direct(INA), "hej")

    assert (outcome.failure, outcome.attempts) == ("http_error", 4)
    assert house.heard.retries == ["0", "1", "2", "3"]


def test_command_is_never_sent_again(house: House) -> None:
    house.heard.fail = 1

    outcome = house.workspace.command(INA, "/projekt", "x")

    assert (outcome.failure, outcome.attempts) == ("http_error", 1)


def test_event_is_redelivered_with_the_same_id(house: House) -> None:
    house.workspace.say(INA, house.workspace.direct(INA), "hej")

    house.workspace.redeliver()

    first, second = house.heard.events
    assert first["event_ts"] == second["event_ts"]


def test_submission_is_redelivered_with_the_same_view(house: House) -> None:
    house.workspace.command(INA, "/forslag")
    house.workspace.submit(INA, {"title": "Skateparker", "change": "Tillsyn varje år."})

    house.workspace.redeliver()

    assert len(house.workspace.messages(house.workspace.direct(INA))) == 2


def test_each_payload_goes_to_one_of_the_connections() -> None:
    workspace = create_workspace(replace(SETTINGS, socket_mode=True), MovableClock())
    with workspace.serving():
        client = WebClient(APP_TOKEN, base_url=workspace.api_url)
        urls = [client.apps_connections_open(app_token=APP_TOKEN)["url"] for _ in range(2)]
        with connect(urls[0]) as first, connect(urls[1]) as second:
            lines = (first, second)
            hellos = [json.loads(line.recv())["type"] for line in lines]
            sent = [workspace.hands.submit(workspace.command, INA, "/projekt") for _ in lines]
            payloads = [json.loads(line.recv()) for line in lines]
            for line, payload in zip(lines, payloads, strict=True):
                line.send(json.dumps({"envelope_id": payload["envelope_id"]}))
            outcomes = [deed.result().acknowledged for deed in sent]
            workspace.sockets.refresh()
            goodbyes = [json.loads(line.recv())["type"] for line in lines]

    assert (hellos, outcomes, goodbyes) == (["hello"] * 2, [True] * 2, ["disconnect"] * 2)
    assert [payload["payload"]["command"] for payload in payloads] == ["/projekt"] * 2


def test_socket_address_is_good_for_one_connection() -> None:
    workspace = create_workspace(replace(SETTINGS, socket_mode=True), MovableClock())
    with workspace.serving():
        client = WebClient(APP_TOKEN, base_url=workspace.api_url)
        url = client.apps_connections_open(app_token=APP_TOKEN)["url"]
        with connect(url) as first:
            first.recv()

            with pytest.raises(InvalidStatus):
                connect(url)


def test_socket_mode_carries_the_same_payloads() -> None:
    workspace = create_workspace(replace(SETTINGS, socket_mode=True), MovableClock())
    heard = Heard()
    with workspace.serving():
        app = build_app(workspace, heard)
        client = WebClient(APP_TOKEN, base_url=workspace.api_url)
        handler = SocketModeHandler(app, APP_TOKEN, web_client=client)
        handler.connect()  # type: ignore[no-untyped-call]  # untyped in slack_bolt
        assert workspace.wait_until(lambda: workspace.sockets.connections == 1)

        command = workspace.command(INA, "/samverkan", "", "C0OPEN")
        workspace.say(INA, workspace.direct(INA), "hej")
        answered = workspace.wait_until(lambda: len(workspace.messages(INA)) == 2)
        workspace.command(INA, "/forslag")
        sent = workspace.submit(INA, {"title": "Skateparker", "change": "Mer"})
        handler.close()  # type: ignore[no-untyped-call]  # untyped in slack_bolt
        app.listener_runner.listener_executor.shutdown()

    assert (command.acknowledged, answered) == (True, True)
    assert workspace.ephemerals(INA)[0].text == "Skriv /projekt och ett namn"
    assert sent.errors == {"change": "Skriv minst en mening."}
    assert heard.events[0]["text"] == "hej"


def test_socket_mode_without_connection_is_a_bot_that_is_away() -> None:
    workspace = create_workspace(replace(SETTINGS, socket_mode=True), MovableClock())

    outcome = workspace.command(INA, "/projekt", "x")
    workspace.close()

    assert outcome.failure == "connection_failed"
    assert BOT_TOKEN not in workspace.ephemerals(INA)[0].text
