"""The manifest and the program must say the same."""

import re
from typing import Any

import pytest
from slack_bolt import App

from bot.config import load_settings
from bot.slack import Door, create_app
from bot.slack.manifest import Mode, manifest
from handlers.ports import Services
from storage.session import Database
from storage.words import fold
from tests.fakes import FixedClock
from tests.sample import NOW

SETTINGS = load_settings({"PUBLIC_URL": "https://bot.example/"})
URL = "https://bot.example/slack/events"
# What each event needs, and each method that the program calls.
SCOPE_OF_EVENT = {"app_mention": "app_mentions:read", "message.im": "im:history"}
SCOPE_OF_CALL = {
    "chat_postMessage": "chat:write",
    "chat_postEphemeral": "chat:write",
    "conversations_history": "im:history",
    "conversations_open": "im:write",
    "users_info": "users:read",
}


class RecordingApp(App):
    """A Bolt app that remembers what it listens for."""

    def __init__(self, **given: Any) -> None:
        self.heard: dict[str, list[Any]] = {}
        super().__init__(**given)

    def command(self, command: Any, *more: Any, **named: Any) -> Any:
        self._note("command", command)
        return super().command(command, *more, **named)

    def event(self, event: Any, *more: Any, **named: Any) -> Any:
        self._note("event", event)
        return super().event(event, *more, **named)

    def action(self, constraints: Any, *more: Any, **named: Any) -> Any:
        self._note("action", constraints)
        return super().action(constraints, *more, **named)

    def shortcut(self, constraints: Any, *more: Any, **named: Any) -> Any:
        self._note("shortcut", constraints)
        return super().shortcut(constraints, *more, **named)

    def _note(self, kind: str, heard: Any) -> None:
        self.heard.setdefault(kind, []).append(heard)


@pytest.fixture
def heard(tmp_path: Any) -> dict[str, list[Any]]:
    database = Database(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    services = Services(database, FixedClock(NOW))
    door = Door(services, lambda _: "", "xoxb-x", "secret", "http://127.0.0.1:9/api/")
    app = create_app(door, RecordingApp)
    database.dispose()
    assert isinstance(app, RecordingApp)
    return app.heard


def named(heard: list[Any]) -> set[str]:
    return {one for one in heard if not isinstance(one, re.Pattern)}


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_commands_are_those_that_are_listened_for(mode: Mode, heard: dict[str, list[Any]]) -> None:
    commands = manifest(mode, SETTINGS)["features"]["slash_commands"]

    # What Slack may not take as a name is heard all the same, under the name without accents.
    assert {one["command"] for one in commands} == {fold(one) for one in named(heard["command"])}


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_events_are_those_that_are_listened_for(mode: Mode, heard: dict[str, list[Any]]) -> None:
    events = manifest(mode, SETTINGS)["settings"]["event_subscriptions"]["bot_events"]

    assert {one.partition(".")[0] for one in events} == named(heard["event"])


def test_shortcuts_are_those_that_are_listened_for(heard: dict[str, list[Any]]) -> None:
    shortcuts = manifest("socket", SETTINGS)["features"].get("shortcuts", [])

    assert {one["callback_id"] for one in shortcuts} == named(heard.get("shortcut", []))
    assert {one["type"] for one in shortcuts} <= {"message"}
    assert [
        one for one in shortcuts if len(one["name"]) > 24 or len(one["description"]) > 150
    ] == []


def test_buttons_are_heard(heard: dict[str, list[Any]]) -> None:
    made = manifest("socket", SETTINGS)

    assert made["settings"]["interactivity"]["is_enabled"] == bool(heard["action"])


def test_scopes_are_the_least(heard: dict[str, list[Any]]) -> None:
    made = manifest("socket", SETTINGS)

    needed = {SCOPE_OF_EVENT[one] for one in SCOPE_OF_EVENT} | set(SCOPE_OF_CALL.values())
    needed |= {"commands"} if heard["command"] else set()
    # Pictures in a direct message; the verified address of who wrote.
    needed |= {"files:write", "users:read.email"}
    assert set(made["oauth_config"]["scopes"]["bot"]) == needed


def test_socket_mode_names_no_address() -> None:
    made = manifest("socket", SETTINGS)

    assert made["settings"]["socket_mode_enabled"] is True
    assert "https://" not in str(made)


def test_http_names_the_public_address_everywhere() -> None:
    made = manifest("http", SETTINGS)

    settings = made["settings"]
    assert settings["socket_mode_enabled"] is False
    assert settings["event_subscriptions"]["request_url"] == URL
    assert settings["interactivity"]["request_url"] == URL
    assert settings["interactivity"]["message_menu_options_url"] == URL
    assert {one["url"] for one in made["features"]["slash_commands"]} == {URL}


def test_texts_fit_where_slack_shows_them() -> None:
    made = manifest("socket", SETTINGS)

    assert len(made["display_information"]["name"]) <= 35
    assert len(made["display_information"]["description"]) <= 140
    assert [
        one for one in made["features"]["slash_commands"] if len(one["description"]) > 100
    ] == []


def test_home_tab_and_messages_are_open() -> None:
    assert manifest("socket", SETTINGS)["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
