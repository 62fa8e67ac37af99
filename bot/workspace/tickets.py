"""Trigger ids and response URLs: passes that run out, and that count their uses."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.workspace.wire import Refused

TRIGGER_LIFE = timedelta(seconds=3)
RESPONSE_LIFE = timedelta(minutes=30)
RESPONSE_USES = 5


@dataclass(frozen=True, slots=True)
class Trigger:
    """Remember who may be shown a dialog, and from which dialog the wish came."""

    user: str
    issued: datetime
    view_id: str | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """Remember where the answer to one interaction belongs."""

    user: str
    channel: str
    issued: datetime
    message_ts: str | None = None


class Tickets:
    """Issue and redeem passes."""

    def __init__(self) -> None:
        self._triggers: dict[str, Trigger] = {}
        self._exchanged: set[str] = set()
        self._responses: dict[str, Response] = {}
        self._uses: dict[str, int] = {}

    def issue_trigger(self, trigger: Trigger) -> str:
        """Give out a trigger id in Slack's format."""
        trigger_id = f"{len(self._triggers) + 1}.{int(trigger.issued.timestamp())}.0f1e2d3c"
        self._triggers[trigger_id] = trigger
        return trigger_id

    def redeem_trigger(self, trigger_id: str, now: datetime) -> Trigger:
        """Exchange a trigger id, once and within three seconds."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger_id in self._exchanged:
            raise Refused("exchanged_trigger_id")
        if now - trigger.issued > TRIGGER_LIFE:
            raise Refused("expired_trigger_id")
        self._exchanged.add(trigger_id)
        return trigger

    def issue_response(self, response: Response) -> str:
        """Give out the last part of a response URL."""
        key = f"{len(self._responses) + 1:06d}"
        self._responses[key] = response
        return key

    def redeem_response(self, key: str, now: datetime) -> Response:
        """Use a response URL, at most five times in thirty minutes."""
        response = self._responses.get(key)
        if response is None:
            raise Refused("no_active_hooks")
        if now - response.issued > RESPONSE_LIFE:
            raise Refused("expired_url")
        if self._uses.get(key, 0) >= RESPONSE_USES:
            raise Refused("used_url")
        self._uses[key] = self._uses.get(key, 0) + 1
        return response
