"""Signed requests straight into the Bolt app, and Slack not taking what comes out."""

import json

import pytest
from slack_bolt import BoltRequest, BoltResponse

from bot.workspace import payloads
from bot.workspace.content import find
from bot.workspace.sender import HttpDoor, written
from bot.workspace.wire import Envelope
from handlers.following import followed_projects
from handlers.people import asker_by_email
from tests.flows.house import INA, OPEN, SECRET, House, lines

COMMAND = {
    "team_id": "T1",
    "user_id": INA,
    "channel_id": OPEN,
    "command": "/projekt",
    "text": "släckvatten",
}
NOWHERE = "http://127.0.0.1:9/respond/1"


def dispatch(house: House, envelope: Envelope, secret: str = SECRET) -> BoltResponse:
    body, content_type = written(envelope)
    headers = {"content-type": content_type, **HttpDoor("", secret, 1).signed(body)}
    return house.app.dispatch(BoltRequest(body=body, headers=dict(headers)))


def test_command_is_answered_in_the_response_itself(quick_house: House) -> None:
    answered = dispatch(quick_house, Envelope("slash_commands", COMMAND))

    body = json.loads(answered.body)
    assert answered.status == 200
    assert body["text"] == "Tillsynsprojekt släckvatten: avslutat november 2024."
    assert body["response_type"] == "ephemeral"
    assert [call.method for call in quick_house.workspace.calls] == ["auth.test", "users.info"]


def test_command_signed_with_another_secret_is_turned_away(quick_house: House) -> None:
    answered = dispatch(quick_house, Envelope("slash_commands", COMMAND), "another secret")

    assert answered.status == 401
    assert quick_house.workspace.calls == []


def test_answer_that_slack_does_not_take_is_logged_and_nothing_breaks(
    quick_house: House, caplog: pytest.LogCaptureFixture
) -> None:
    answer = quick_house.ask(INA, "/projekt", "släckvatten")
    state = quick_house.workspace.state
    action = payloads.action(state, find(answer, "follow"), None)
    press = payloads.block_actions(state, INA, answer, [action])
    press.payload["response_url"] = NOWHERE

    answered = dispatch(quick_house, press)

    ina = asker_by_email(quick_house.services, "avlopp.lerum@vast.example", "slack")
    assert ina is not None
    assert answered.status == 200
    assert "Slack did not take an apology" in caplog.text
    assert [one.key for one in followed_projects(quick_house.services, ina)] == [
        "vast-2024-slackvatten"
    ]
    assert lines(quick_house.last(INA)) == lines(answer)
