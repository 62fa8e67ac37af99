"""People, rooms, blocks and a clock for the tests of the workspace."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.workspace import Command, Member, Room, Shortcut, WorkspaceSettings

INA, MIA, BOT_TOKEN, SECRET = "U0INA", "U0MIA", "xoxb-local", "local-signing-secret"
APP_TOKEN = "xapp-local"
SETTINGS = WorkspaceSettings(
    members=(
        Member(INA, "Ina Ek", "ina.ek@habo.example", "Inspektör, Habo kommun"),
        Member(MIA, "Mia Lind", "mia.lind@vast.example", "Samordnare"),
        Member("U0GONE", "Gun Borta", "gun@habo.example", deleted=True),
        Member("U0OTHER", "Kalenderboten", is_bot=True),
    ),
    rooms=(
        Room("C0OPEN", "tillsyn", "Frågor om tillsyn"),
        Room("C0ALONE", "fika", "Utan boten", bot_is_member=False),
        Room("G0BOARD", "styrgrupp", private=True, members=(MIA,)),
        Room("G0SECRET", "hemligt", private=True, members=(MIA,), bot_is_member=False),
    ),
    commands=(
        Command("/projekt", "Visa ett projekt", "[namn]"),
        Command("/forslag", "Lämna ett förslag"),
        Command("/samverkan", "Allt boten kan"),
    ),
    shortcuts=(Shortcut("to_proposal", "Gör till förslag", "Lämna det som står som ett förslag"),),
    signing_secret=SECRET,
    bot_token=BOT_TOKEN,
    app_token=APP_TOKEN,
    # Slack waits for three seconds; a busy machine may take its time.
    acknowledge_within=30,
    tips=("/projekt släckvatten", "/forslag"),
)


class MovableClock:
    """Stand still until a test moves it."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def move(self, step: timedelta) -> None:
        self.moment += step


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def section(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(label: str, action_id: str, **more: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(label), "action_id": action_id, **more}


def text_input(label: str, block_id: str, **more: Any) -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": "text", **more}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element}


CARD = [
    section("*Tillsynsprojekt släckvatten* · Avslutat november 2024"),
    {
        "type": "actions",
        "block_id": "card",
        "elements": [button("Visa mer", "more", value="p1"), button("Dela i kanalen", "share")],
    },
]
PICKER = [
    {
        "type": "actions",
        "block_id": "picker",
        "elements": [
            {
                "type": "external_select",
                "action_id": "pick",
                "placeholder": plain("Sök projekt"),
                "min_query_length": 1,
            }
        ],
    }
]
DIALOG: dict[str, Any] = {
    "type": "modal",
    "callback_id": "proposal",
    "title": plain("Lämna ett förslag"),
    "submit": plain("Lämna in"),
    "close": plain("Avbryt"),
    "notify_on_close": True,
    "blocks": [
        text_input("Rubrik", "title"),
        text_input("Vad ska bli annorlunda?", "change", multiline=True),
    ],
}
LETTERS = {"trigger_actions_on": ["on_character_entered"]}


def typing_dialog(similar: str = "") -> dict[str, Any]:
    """Build a dialog that hears of each letter of its title and shows what is like it."""
    title = text_input("Rubrik", "title", dispatch_action_config=LETTERS) | {
        "dispatch_action": True
    }
    title["element"]["action_id"] = "typed"
    shown = [section(similar, block_id="similar")] if similar else []
    return DIALOG | {"blocks": [title, *shown, *DIALOG["blocks"][1:]]}


PROJECTS = ("Släckvatten", "Solarier", "Små avlopp")


def fault(call: Callable[[], Any]) -> str:
    with pytest.raises(SlackApiError) as caught:
        call()
    return str(caught.value.response["error"])
