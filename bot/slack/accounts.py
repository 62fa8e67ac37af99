"""Who a Slack account belongs to: by the address that Slack itself has verified, or nobody."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from handlers.answers import Asker
from handlers.people import identify_slack, link_slack, slack_stranger, verify_slack
from handlers.ports import Services

logger = logging.getLogger(__name__)

# How long a stranger stays one without another look: a coordinator who lets somebody in should
# not have to ask them to wait for long.
STRANGER_FOR = timedelta(minutes=5)
# Slack did not say who it is: it may soon.
UNANSWERED_FOR = timedelta(seconds=30)
MOST_KEPT = 10_000
# Accounts whose address proves nothing about who works in a collaboration.
_OUTSIDERS = ("is_bot", "deleted", "is_restricted", "is_ultra_restricted", "is_stranger")
# With these Slack has answered: there is nobody.
_NOBODY = frozenset({"user_not_found", "user_not_visible"})


@dataclass(frozen=True, slots=True)
class Account:
    """Who has sent a request, as Slack names them, and the workspace that the app is in."""

    team: str
    user: str
    workspace: str


class _UnansweredError(Exception):
    """Slack did not say who somebody is."""


class Accounts:
    """Turn accounts into askers: one SELECT for a linked account, none for a recent stranger."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._strangers = _Waits(services)
        self._unanswered = _Waits(services)

    def __deepcopy__(self, _memo: dict[int, object]) -> "Accounts":
        """Return the same: whoever is handed a copy of it, in another thread, shares it."""
        return self

    def asker(self, account: Account, client: WebClient) -> Asker:
        """Return who acts; whoever cannot be verified is a stranger."""
        if account in self._strangers:
            return slack_stranger(account.team, account.user)
        link = identify_slack(self._services, account.team, account.user)
        if link is None:
            return self._meet(account, client)
        if link.due and account not in self._unanswered:
            return self._meet_again(account, client, link.asker)
        return link.asker

    def forget(self, account: Account) -> None:
        """Look up anew who an account belongs to: it has just been linked."""
        self._strangers.end(account)

    def _meet(self, account: Account, client: WebClient) -> Asker:
        try:
            email = _ask(account, client)
        except _UnansweredError:
            self._strangers.begin(account, UNANSWERED_FOR)
            return slack_stranger(account.team, account.user)
        return self._settled(account, link_slack(self._services, account.team, account.user, email))

    def _meet_again(self, account: Account, client: WebClient, before: Asker) -> Asker:
        try:
            email = _ask(account, client)
        except _UnansweredError:
            # Nobody loses what they had because Slack is slow.
            self._unanswered.begin(account, UNANSWERED_FOR)
            return before
        return self._settled(
            account, verify_slack(self._services, account.team, account.user, email)
        )

    def _settled(self, account: Account, asker: Asker) -> Asker:
        if not asker.known:
            self._strangers.begin(account, STRANGER_FOR)
        return asker


class _Waits:
    """The accounts that Slack is not to be asked about for a while."""

    def __init__(self, services: Services) -> None:
        self._clock = services.clock
        self._until: dict[Account, datetime] = {}
        self._lock = Lock()

    def __contains__(self, account: Account) -> bool:
        until = self._until.get(account)
        return until is not None and until > self._clock()

    def begin(self, account: Account, patience: timedelta) -> None:
        with self._lock:
            if len(self._until) >= MOST_KEPT:
                self._until.clear()
            self._until[account] = self._clock() + patience

    def end(self, account: Account) -> None:
        with self._lock:
            self._until.pop(account, None)


def _ask(account: Account, client: WebClient) -> str | None:
    """Return the address that Slack has verified, or None when there is none."""
    try:
        found = client.users_info(user=account.user)["user"]
    except (SlackClientError, OSError) as error:
        if isinstance(error, SlackApiError) and error.response.get("error") in _NOBODY:
            return None
        logger.warning("Slack did not say who %s is: %s", account.user, type(error).__name__)
        raise _UnansweredError from error
    return verified_address(found, account.workspace)


def verified_address(account: Mapping[str, Any], workspace: str) -> str | None:
    """Return the address of a full member of the workspace; None for all others.

    Bots, guests, unconfirmed addresses and people of other workspaces, whose channels may be
    shared with us, prove nothing: what their own administrators call confirmed is not our word.
    """
    if any(account.get(mark) for mark in _OUTSIDERS):
        return None
    if account.get("is_email_confirmed") is not True or workspace not in _workspaces(account):
        return None
    email = account.get("profile", {}).get("email")
    return str(email) if email else None


def _workspaces(account: Mapping[str, Any]) -> set[str]:
    """Return where somebody is a member; in an Enterprise organisation that may be several."""
    several = (account.get("enterprise_user") or {}).get("teams") or ()
    return {str(team) for team in (account.get("team_id"), *several) if team}
