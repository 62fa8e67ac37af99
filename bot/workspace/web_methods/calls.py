"""What every method gets, and how it reads its arguments."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.workspace.records import Channel
from bot.workspace.settings import Member
from bot.workspace.state import State
from bot.workspace.wire import Json, Refused


@dataclass(frozen=True, slots=True)
class Call:
    """Hold one call: the workspace and what the bot sent."""

    state: State
    arguments: Json

    def text(self, name: str) -> str:
        """Give an argument that must be there."""
        value = self.optional(name)
        if value is None:
            raise Refused("invalid_arguments", f"[ERROR] missing required field: {name}")
        return value

    def optional(self, name: str) -> str | None:
        """Give an argument that may be left out."""
        value = self.arguments.get(name)
        return None if value in (None, "") else str(value)

    def parsed(self, name: str, fault: str = "invalid_arguments") -> Any:
        """Give an argument that may arrive as JSON in a string."""
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError as error:
            raise Refused(fault, f"{name} is not JSON") from error

    def demand(self, scope: str) -> None:
        """Refuse a call for which the app was never given the scope."""
        scopes = self.state.settings.scopes
        if scope not in scopes:
            raise Refused("missing_scope", needed=scope, provided=",".join(scopes))


@dataclass(frozen=True, slots=True)
class Method:
    """Tie a method to the scope it needs."""

    act: Callable[[Call], Json]
    scope: str = ""
    app_token: bool = False


def check_reachable(member: Member) -> None:
    """Refuse to open a direct message that nobody would ever read."""
    _check_person(member)
    if member.deleted:
        raise Refused("user_disabled")


def _check_person(member: Member) -> None:
    if member.is_bot:
        raise Refused("cannot_dm_bot")


def place_to_write(call: Call, named: str | None = None) -> Channel:
    """Find the channel that the bot wants to write in, or refuse as Slack does."""
    channel = call.state.channel(call.text("channel") if named is None else named)
    if channel.kind == "im":
        # Slack takes a message to an account that has been closed without a word.
        for user in channel.members or ():
            _check_person(call.state.member(user))
    elif not channel.bot_is_member:
        raise Refused("channel_not_found" if channel.kind == "private" else "not_in_channel")
    return channel


def check_thread(state: State, channel: Channel, thread_ts: str | None) -> None:
    """Refuse an answer to what is not there."""
    if thread_ts is None:
        return
    try:
        state.message(channel.id, thread_ts)
    except Refused as missing:
        raise Refused("thread_not_found") from missing
