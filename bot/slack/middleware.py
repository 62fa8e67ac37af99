"""What happens before a listener: who acts, and whether it has been taken care of already."""

from collections.abc import Callable
from typing import Any

from slack_bolt import BoltContext, BoltResponse
from slack_sdk import WebClient

from bot.slack.accounts import Accounts
from handlers.ports import Services
from handlers.replays import first_time

Next = Callable[[], BoltResponse]
Middleware = Callable[..., BoltResponse | None]


class Introductions:
    """Give each listener what it needs: ``services`` and the ``asker``."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._accounts = Accounts(services)

    def introduce(self, context: BoltContext, client: WebClient, next_: Next) -> BoltResponse:
        """Find out who acts; Bolt hands both on to the listener by their names."""
        team, user = context.team_id or "", context.user_id or ""
        context["services"] = self._services
        context["asker"] = self._accounts.asker(team, user, client)
        return next_()

    def once(self, body: dict[str, Any], next_: Next) -> BoltResponse | None:
        """Let an event through the first time; Slack repeats those it is not sure about."""
        key = f"slack:{body.get('team_id', '')}:{body.get('event_id', '')}"
        if first_time(self._services, key):
            return next_()
        return BoltResponse(status=200)
