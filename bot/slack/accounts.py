"""Who a Slack account belongs to: by the address that Slack itself has verified, or nobody."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from handlers.answers import Asker
from handlers.people import identify_slack, link_slack
from handlers.ports import Services

logger = logging.getLogger(__name__)

# How long a stranger stays one without another look: a coordinator who lets somebody in should
# not have to ask them to wait for long.
STRANGER_FOR = timedelta(minutes=5)
# Slack did not say who it is: it may soon.
UNANSWERED_FOR = timedelta(seconds=30)
MOST_STRANGERS = 10_000
# Accounts whose address proves nothing about who works in a collaboration.
_OUTSIDERS = ("is_bot", "deleted", "is_restricted", "is_ultra_restricted", "is_stranger")


@dataclass(frozen=True, slots=True)
class _Stranger:
    asker: Asker
    until: datetime


class Accounts:
    """Turn accounts into askers: one SELECT for a linked account, none for a recent stranger."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._strangers: dict[tuple[str, str], _Stranger] = {}
        self._lock = Lock()

    def asker(self, team: str, user: str, client: WebClient) -> Asker:
        """Return who acts; whoever cannot be verified is a stranger."""
        kept = self._strangers.get((team, user))
        if kept is not None and kept.until > self._services.clock():
            return kept.asker
        return identify_slack(self._services, team, user) or self._meet(team, user, client)

    def _meet(self, team: str, user: str, client: WebClient) -> Asker:
        email, patience = self._verified_address(user, client)
        asker = link_slack(self._services, team, user, email)
        if not asker.known:
            self._remember((team, user), _Stranger(asker, self._services.clock() + patience))
        return asker

    def _verified_address(self, user: str, client: WebClient) -> tuple[str | None, timedelta]:
        try:
            account = client.users_info(user=user)["user"]
        except (SlackClientError, OSError) as error:
            logger.warning("Slack did not say who %s is: %s", user, type(error).__name__)
            return None, UNANSWERED_FOR
        return verified_address(account), STRANGER_FOR

    def _remember(self, account: tuple[str, str], stranger: _Stranger) -> None:
        with self._lock:
            if len(self._strangers) >= MOST_STRANGERS:
                self._strangers.clear()
            self._strangers[account] = stranger


def verified_address(account: Mapping[str, Any]) -> str | None:
    """Return the address of a full member; None for bots, guests and unconfirmed addresses."""
    if any(account.get(mark) for mark in _OUTSIDERS):
        return None
    if account.get("is_email_confirmed") is not True:
        return None
    email = account.get("profile", {}).get("email")
    return str(email) if email else None
