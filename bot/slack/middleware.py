"""What happens before a listener: who acts, and whether it has been taken care of already."""

from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt import BoltContext, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware as BoltMiddleware

from bot.slack.accounts import Account, Accounts
from handlers.ports import Services
from handlers.replays import first_time

Next = Callable[[], BoltResponse]
Middleware = BoltMiddleware | Callable[..., BoltResponse | None]


class _Introduction(BoltMiddleware):
    """Find out who acts. Of Bolt's own kind: one less look for what a function wants."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._accounts = Accounts(services)

    def process(self, *, req: BoltRequest, resp: BoltResponse, next: Next) -> BoltResponse:  # noqa: A002, ARG002 - Bolt's names
        context = req.context
        context["services"] = self._services
        account = _account(context)
        context["asker"] = self._accounts.asker(account, context.client)
        context["forget"] = partial(self._accounts.forget, account)
        return next()


def _account(context: BoltContext) -> Account:
    # Where the app is, is what Slack says of our own token: the request may name another team,
    # that of a visitor from another workspace.
    authorized = context.authorize_result
    workspace = authorized.team_id if authorized else None
    return Account(context.team_id or "", context.user_id or "", workspace or "")


class Introductions:
    """Give each listener what it needs: ``services`` and the ``asker``, by their names."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self.introduce = _Introduction(services)

    def once(self, body: dict[str, Any], next_: Next) -> BoltResponse | None:
        """Let an event through the first time; Slack repeats those it is not sure about."""
        key = f"slack:{body.get('team_id', '')}:{body.get('event_id', '')}"
        if first_time(self._services, key):
            return next_()
        return BoltResponse(status=200)
