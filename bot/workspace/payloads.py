"""What Slack tells a bot when something happens: one function a kind."""

from collections.abc import Mapping

from bot.workspace.content import VALUE_KEY, Placed, values_of
from bot.workspace.presenting import (
    channel_reference,
    message_json,
    user_reference,
    view_json,
)
from bot.workspace.records import Channel, Message, Surroundings, View
from bot.workspace.state import State
from bot.workspace.tickets import Response, Trigger
from bot.workspace.wire import Envelope, Json


def slash_command(state: State, user: str, command: str, text: str, channel: Channel) -> Envelope:
    """Tell that a person sent a slash command."""
    reference = channel_reference(channel)
    payload = {
        "token": "not-used",
        "team_id": state.settings.team_id,
        "team_domain": "local",
        "channel_id": channel.id,
        "channel_name": reference["name"],
        "user_id": user,
        "user_name": user.lower(),
        "command": command,
        "text": text,
        "api_app_id": state.settings.bot.app_id,
        "is_enterprise_install": "false",
        "response_url": _response_url(state, user, channel.id),
        "trigger_id": _trigger(state, user),
    }
    return Envelope("slash_commands", payload)


def event(state: State, inner: Json) -> Envelope:
    """Tell that something happened in the workspace."""
    settings = state.settings
    number = state.next_number()
    payload = {
        "token": "not-used",
        "team_id": settings.team_id,
        "api_app_id": settings.bot.app_id,
        "event": inner,
        "type": "event_callback",
        "event_id": f"Ev{number:08d}",
        "event_time": int(state.clock().timestamp()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": settings.team_id,
                "user_id": settings.bot.user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }
    return Envelope("events_api", payload)


def message_event(state: State, kind: str, message: Message) -> Envelope:
    """Tell that a person wrote to the bot: `message` in a direct message, or `app_mention`."""
    inner = message_json(state.settings, message) | {
        "type": kind,
        "channel": message.channel,
        "event_ts": message.ts,
        "client_msg_id": f"local-{message.ts}",
    }
    return event(state, inner | ({"channel_type": "im"} if kind == "message" else {}))


def home_opened(state: State, user: str) -> Envelope:
    """Tell that a person looks at the home tab."""
    inner: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": state.direct(user).id,
        "tab": "home",
        "event_ts": state.next_ts(),
    }
    if shown := state.home(user):
        inner["view"] = view_json(state.settings, shown)
    return event(state, inner)


def block_actions(state: State, user: str, where: Surroundings, actions: list[Json]) -> Envelope:
    """Tell that a person pressed or chose something."""
    payload = _interactive(state, "block_actions", user) | _surroundings(state, where)
    payload["actions"] = actions
    payload["state"] = {"values": values_of(where)}
    payload["trigger_id"] = _trigger(state, user, where)
    if isinstance(where, Message):
        payload["response_url"] = _response_url(state, user, where.channel, where.ts)
    return Envelope("interactive", payload)


def action(state: State, placed: Placed, held: Mapping[str, object] | None) -> Json:
    """Write what was pressed or chose, as it stands in `actions`."""
    element = placed.element
    written: Json = {
        "type": element["type"],
        "block_id": placed.block_id,
        "action_id": placed.action_id,
        "action_ts": state.next_ts(),
    }
    kept = [VALUE_KEY[element["type"]]] if held else ["text", "value", "style"]
    source = held or element
    return written | {name: source[name] for name in kept if name in source}


def message_action(state: State, user: str, message: Message, callback_id: str) -> Envelope:
    """Tell that a person chose something in the menu of a message."""
    payload = _interactive(state, "message_action", user) | {
        "callback_id": callback_id,
        "action_ts": state.next_ts(),
        "trigger_id": _trigger(state, user),
        "response_url": _response_url(state, user, message.channel),
        "channel": channel_reference(state.channel(message.channel)),
        "message_ts": message.ts,
        "message": message_json(state.settings, message),
    }
    # Slack does not say here which app it is: no other hears of it.
    del payload["api_app_id"]
    return Envelope("interactive", payload)


def block_suggestion(
    state: State, user: str, where: Surroundings, placed: Placed, typed: str
) -> Envelope:
    """Ask the bot what a picker should offer."""
    payload = _interactive(state, "block_suggestion", user) | _surroundings(state, where)
    return Envelope(
        "interactive",
        payload | {"action_id": placed.action_id, "block_id": placed.block_id, "value": typed},
    )


def view_submission(state: State, view: View) -> Envelope:
    """Tell that a person sent in a dialog."""
    payload = _interactive(state, "view_submission", view.user)
    return Envelope(
        "interactive",
        payload
        | {
            "trigger_id": _trigger(state, view.user, view),
            "view": view_json(state.settings, view),
            "response_urls": [],
        },
    )


def view_closed(state: State, view: View, *, cleared: bool) -> Envelope:
    """Tell that a person left a dialog without sending it in; not what stood in its fields."""
    payload = _interactive(state, "view_closed", view.user)
    written = view_json(state.settings, view) | {"state": {"values": {}}}
    return Envelope("interactive", payload | {"view": written, "is_cleared": cleared})


def _interactive(state: State, kind: str, user: str) -> Json:
    settings = state.settings
    return {
        "type": kind,
        "team": {"id": settings.team_id, "domain": "local"},
        "user": user_reference(settings, user),
        "api_app_id": settings.bot.app_id,
        "token": "not-used",
        "is_enterprise_install": False,
        "enterprise": None,
    }


def _surroundings(state: State, where: Surroundings) -> Json:
    if isinstance(where, View):
        return {
            "container": {"type": "view", "view_id": where.id},
            "view": view_json(state.settings, where),
        }
    channel = state.channel(where.channel)
    surroundings: Json = {
        "container": {
            "type": "message",
            "message_ts": where.ts,
            "channel_id": where.channel,
            "is_ephemeral": where.is_ephemeral,
        },
        "channel": channel_reference(channel),
    }
    if not where.is_ephemeral:
        surroundings["message"] = message_json(state.settings, where)
    return surroundings


def _trigger(state: State, user: str, where: Surroundings | None = None) -> str:
    view_id = where.id if isinstance(where, View) else None
    with state.lock:
        return state.tickets.issue_trigger(Trigger(user, state.clock(), view_id))


def _response_url(state: State, user: str, channel: str, message_ts: str | None = None) -> str:
    with state.lock:
        key = state.tickets.issue_response(Response(user, channel, state.clock(), message_ts))
    return f"{state.base_url}/respond/{key}"
