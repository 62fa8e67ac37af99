"""What the bot may answer when a dialog is sent, told to it in the dialog's own metadata."""

import json
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.workspace.tickets import Trigger
from tests.bot.workspace.material import BOT_TOKEN, INA, button, plain, section, text_input
from tests.bot.workspace.tiny_bot import House

AWAY = "http://127.0.0.1:9/slack/events"
NOT_REACHED = "Det gick inte att nå boten. Försök igen."


def view(answer: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "obedient",
        "title": plain("Förslag"),
        "submit": plain("Vidare"),
        "private_metadata": json.dumps(answer or {}),
        "blocks": [
            text_input("Rubrik", "title", initial_value="Skateparker"),
            {"type": "actions", "elements": [button("Liknande", "menu")]},
        ],
    } | more


def open_view(house: House, shown: dict[str, Any]) -> None:
    ticket = house.workspace.state.tickets.issue_trigger(Trigger(INA, house.clock()))
    client = WebClient(BOT_TOKEN, base_url=house.workspace.api_url)
    client.views_open(trigger_id=ticket, view=shown)


def titles(house: House) -> list[str]:
    return [shown.title for shown in house.workspace.views(INA)]


def test_update_shows_another_view_and_keeps_what_was_typed(house: House) -> None:
    updated = view(title=plain("Förhandsvisning"))
    open_view(house, view({"response_action": "update", "view": updated}))

    house.workspace.submit(INA, {"title": "Badplatser"})

    assert titles(house) == ["Förhandsvisning"]
    assert house.workspace.view(INA).state["title"]["text"]["value"] == "Badplatser"


def test_push_lays_a_view_on_top_and_sending_it_goes_back(house: House) -> None:
    open_view(house, view({"response_action": "push", "view": view(title=plain("Kvitto"))}))
    house.workspace.submit(INA)
    pushed = titles(house)

    house.workspace.submit(INA)

    assert pushed == ["Förslag", "Kvitto"]
    assert titles(house) == ["Förslag"]


def test_leaving_everything_closes_every_view(house: House) -> None:
    open_view(house, view({"response_action": "push", "view": view()}))
    house.workspace.submit(INA)

    house.workspace.close_view(INA, everything=True)

    assert titles(house) == []


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"response_action": "errors", "errors": {"nowhere": "Fel"}}, "invalid_arguments"),
        ({"response_action": "update", "view": view(title=plain("x" * 25))}, "invalid_arguments"),
        ({"response_action": "push", "view": {"type": "home", "blocks": []}}, "invalid_arguments"),
    ],
)
def test_answer_that_slack_would_refuse_leaves_the_dialog_with_a_notice(
    house: House, answer: dict[str, Any], code: str
) -> None:
    open_view(house, view(answer))

    outcome = house.workspace.submit(INA)

    assert (outcome.acknowledged, outcome.failure) == (False, code)
    assert [refusal.code for refusal in house.workspace.refusals] == [code]
    assert house.workspace.view(INA).notice == NOT_REACHED


def test_dialog_sent_to_a_bot_that_is_away_keeps_what_was_typed(house: House) -> None:
    open_view(house, view())
    house.workspace.events_url = AWAY

    outcome = house.workspace.submit(INA, {"title": "Badplatser"})

    shown = house.workspace.view(INA)
    assert outcome.failure == "connection_failed"
    assert (shown.notice, shown.state["title"]["text"]["value"]) == (NOT_REACHED, "Badplatser")


def test_button_in_a_dialog_of_a_bot_that_is_away_leaves_a_notice(house: House) -> None:
    open_view(house, view())
    house.workspace.events_url = AWAY

    house.workspace.press(INA, house.workspace.view(INA), "Liknande")

    assert house.workspace.view(INA).notice == NOT_REACHED


def test_button_of_a_bot_that_is_away_is_apologised_for(house: House) -> None:
    house.workspace.command(INA, "/projekt", "släckvatten", "C0OPEN")
    house.workspace.events_url = AWAY

    house.workspace.press(INA, house.workspace.ephemerals(INA)[-1], "Visa mer")

    assert house.workspace.ephemerals(INA)[-1].text.startswith("Samverkansboten kunde inte nås.")


def test_fields_that_are_dispatched_reach_the_bot_and_others_wait(house: House) -> None:
    fields = [text_input("Rubrik", "title"), section("Text", accessory=button("Visa", "menu"))]
    listening = text_input("Sök", "search") | {"dispatch_action": True}
    listening["element"]["action_id"] = "day"
    open_view(house, view(blocks=[*fields, listening]))

    house.workspace.choose(INA, house.workspace.view(INA), "text", "Ett")
    house.workspace.choose(INA, house.workspace.view(INA), "day", "Två")

    assert [(a["action_id"], a["value"]) for a in house.heard.actions] == [("day", "Två")]
    assert house.workspace.view(INA).state["title"]["text"]["value"] == "Ett"
