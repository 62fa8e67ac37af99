"""auth.*, users.*, conversations.* and apps.*: who and where."""

import base64
import binascii
from collections.abc import Mapping

from bot.workspace.presenting import channel_json, message_json, user_json
from bot.workspace.records import Channel, Message
from bot.workspace.settings import Member
from bot.workspace.web_methods.calls import Call, Method, check_reachable
from bot.workspace.wire import Json, Refused

HISTORY_SCOPE = {"public": "channels:history", "private": "groups:history", "im": "im:history"}
READ_SCOPE = {"public": "channels:read", "private": "groups:read", "im": "im:read"}
KIND_OF_TYPE = {"public_channel": "public", "private_channel": "private", "im": "im"}
MOST_MESSAGES = 999
NEXT = "next_ts:"


def _auth_test(call: Call) -> Json:
    settings = call.state.settings
    return {
        "url": f"{call.state.base_url}/",
        "team": settings.team_name,
        "team_id": settings.team_id,
        "user": settings.bot.name.lower(),
        "user_id": settings.bot.user_id,
        "bot_id": settings.bot.bot_id,
        "app_id": settings.bot.app_id,
        "is_enterprise_install": False,
    }


def _users_info(call: Call) -> Json:
    return {"user": _user(call, call.state.member(call.text("user")))}


def _lookup_by_email(call: Call) -> Json:
    wanted = call.text("email").casefold()
    found = [m for m in call.state.members() if (m.email or "").casefold() == wanted]
    if not found:
        raise Refused("users_not_found")
    return {"user": _user(call, found[0])}


def _user(call: Call, member: Member) -> Json:
    with_email = "users:read.email" in call.state.settings.scopes
    return user_json(call.state.settings, member, with_email=with_email)


def _users_conversations(call: Call) -> Json:
    types = (call.optional("types") or "public_channel").split(",")
    kinds = [KIND_OF_TYPE.get(each.strip(), "") for each in types]
    for kind in kinds:
        call.demand(READ_SCOPE.get(kind, "mpim:read"))
    user = call.optional("user") or call.state.settings.bot.user_id
    found = [c for c in _channels_of(call, user) if c.kind in kinds]
    return {"channels": [channel_json(c) for c in found], "response_metadata": {"next_cursor": ""}}


def _channels_of(call: Call, user: str) -> tuple[Channel, ...]:
    if user != call.state.settings.bot.user_id:
        return call.state.channels(user)
    every = {c.id: c for m in call.state.members() for c in call.state.channels(m.id)}
    return tuple(c for c in every.values() if c.bot_is_member)


def _conversations_open(call: Call) -> Json:
    users = [user for user in call.text("users").split(",") if user]
    if len(users) != 1:
        raise Refused("invalid_arguments", "the workspace opens direct messages with one person")
    member = call.state.member(users[0])
    check_reachable(member)
    return {"channel": channel_json(call.state.direct(member.id))}


def _conversations_info(call: Call) -> Json:
    channel = call.state.channel(call.text("channel"))
    call.demand(READ_SCOPE[channel.kind])
    return {"channel": channel_json(channel)}


def _conversations_history(call: Call) -> Json:
    channel = call.state.channel(call.text("channel"))
    call.demand(HISTORY_SCOPE[channel.kind])
    if channel.kind != "im" and not channel.bot_is_member:
        raise Refused("not_in_channel")
    found = [m for m in call.state.messages(channel.id) if _within(call, m)]
    found.reverse()
    limit = min(int(call.optional("limit") or 100), MOST_MESSAGES)
    return {"messages": [_told(call, m) for m in found[:limit]], **_rest(found[limit:])}


def _rest(further: list[Message]) -> Json:
    if not further:
        return {"has_more": False}
    cursor = base64.b64encode(f"{NEXT}{further[0].ts}".encode()).decode()
    return {"has_more": True, "response_metadata": {"next_cursor": cursor}}


def _cursor(call: Call) -> float:
    """Read from which message on, backwards, the next page goes."""
    written = call.optional("cursor")
    if written is None:
        return float("inf")
    try:
        read = base64.b64decode(written, validate=True).decode()
        return float(read.removeprefix(NEXT))
    except (binascii.Error, ValueError) as error:
        raise Refused("invalid_cursor") from error


def _within(call: Call, message: Message) -> bool:
    oldest, latest = call.optional("oldest"), call.optional("latest")
    edge, moment = _wished(call, "inclusive"), float(message.ts)
    after = oldest is None or moment > float(oldest) or (edge and moment == float(oldest))
    before = latest is None or moment < float(latest) or (edge and moment == float(latest))
    return after and before and moment <= _cursor(call)


def _told(call: Call, message: Message) -> Json:
    written = message_json(call.state.settings, message)
    if _wished(call, "include_all_metadata") and message.metadata:
        written["metadata"] = message.metadata
    return written


def _wished(call: Call, name: str) -> bool:
    return str(call.arguments.get(name, "")).lower() in {"1", "true"}


def _connections_open(call: Call) -> Json:
    ticket = f"{call.state.next_number():06d}"
    call.state.socket_tickets.add(ticket)
    return {"url": f"{call.state.base_url.replace('http', 'ws', 1)}/socket/{ticket}"}


METHODS: Mapping[str, Method] = {
    "auth.test": Method(_auth_test),
    "users.info": Method(_users_info, "users:read"),
    "users.lookupByEmail": Method(_lookup_by_email, "users:read.email"),
    "users.conversations": Method(_users_conversations),
    "conversations.open": Method(_conversations_open, "im:write"),
    "conversations.info": Method(_conversations_info),
    "conversations.history": Method(_conversations_history),
    "apps.connections.open": Method(_connections_open, app_token=True),
}
