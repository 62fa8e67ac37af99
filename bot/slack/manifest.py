"""The app manifest: what Slack must know of the app, as it is registered."""

from collections.abc import Mapping
from typing import Any, Literal

from bot.config import EVENTS_PATH, Settings
from bot.texts import text

Mode = Literal["socket", "http"]

COMMANDS = ("/projekt", "/kontakt", "/mote", "/forslag", "/rundfraga", "/nyhetsbrev", "/samverkan")
# What stands in the menu of every message: the callback id, with its name and what it does.
SHORTCUTS: Mapping[str, tuple[str, str]] = {
    "make_proposal": (text("slack.shortcut_proposal"), text("slack.shortcut_proposal_hint")),
}
EVENTS = ("app_home_opened", "app_mention", "message.im")
SCOPES = (
    "app_mentions:read",
    "chat:write",
    "commands",
    # Pictures in direct messages.
    "files:write",
    "im:history",
    "im:write",
    "users:read",
    "users:read.email",
)


def manifest(mode: Mode, settings: Settings) -> dict[str, Any]:
    """Return the manifest for an app that is reached over Socket Mode or HTTP."""
    url = settings.address_for_slack + EVENTS_PATH if mode == "http" else ""
    address = {"url": url} if url else {}
    request = {"request_url": url} if url else {}
    options = {"message_menu_options_url": url} if url else {}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": text("slack.name"),
            "description": text("slack.description"),
            "background_color": "#0b5d4b",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": text("slack.name"), "always_online": True},
            "slash_commands": [command | address for command in _commands()],
            **({"shortcuts": _shortcuts()} if SHORTCUTS else {}),
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**request, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **request, **options},
            "org_deploy_enabled": False,
            "socket_mode_enabled": mode == "socket",
            "token_rotation_enabled": False,
        },
    }


def _shortcuts() -> list[dict[str, str]]:
    return [
        {"name": name, "type": "message", "callback_id": callback, "description": description}
        for callback, (name, description) in SHORTCUTS.items()
    ]


def _commands() -> list[dict[str, Any]]:
    described = {
        "/projekt": (text("slack.command_project"), text("slack.command_project_hint")),
        "/kontakt": (text("slack.command_contact"), text("slack.command_contact_hint")),
        "/mote": (text("slack.command_meeting"), text("slack.command_meeting_hint")),
        "/rundfraga": (text("slack.command_inquiry"), text("slack.command_inquiry_hint")),
        "/nyhetsbrev": (text("slack.command_newsletter"), text("slack.command_newsletter_hint")),
        "/forslag": (text("slack.command_proposal"), text("slack.command_proposal_hint")),
        "/samverkan": (text("slack.command_anything"), text("slack.command_anything_hint")),
    }
    return [
        {
            "command": command,
            "description": described[command][0],
            "usage_hint": described[command][1],
            "should_escape": False,
        }
        for command in COMMANDS
    ]
