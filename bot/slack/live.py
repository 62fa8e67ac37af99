"""Keeping the message about a newsletter's sending as true as Slack lets us."""

import logging
import time
from collections.abc import Callable
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.blocks.sendings import sending_message
from bot.slack.courier import ONE_CALL, sdk_logger
from handlers.newsletters import LiveSending, live_sendings, note_message
from handlers.ports import Services

logger = logging.getLogger(__name__)

# Slack lets a message be changed once a second; people read more slowly.
BETWEEN = 5.0
# After Slack has said no, or nothing.
REST = 60.0
# What is said to whoever asks too much, and not of what is asked.
_BUSY = frozenset({"ratelimited", "rate_limited"})


def live_messages(token: str, api_url: str) -> "LiveMessages":
    """Build what tells of sendings, with a client of its own."""
    return LiveMessages(WebClient(token, base_url=api_url, logger=sdk_logger))


class LiveMessages:
    """Post and change what tells of sendings, now and then; ``client`` must be its own.

    Whatever Slack says to it, the newsletter goes on: it is told in the log, and tried again.
    """

    def __init__(self, client: WebClient, monotonic: Callable[[], float] = time.monotonic) -> None:
        client.retry_handlers = []
        client.timeout = ONE_CALL
        self._client = client
        self._monotonic = monotonic
        self._next = float("-inf")
        # Messages that somebody has deleted: they want to hear no more.
        self._deleted: set[int] = set()
        # When those may be told of again that Slack has refused.
        self._later: dict[int, float] = {}

    @property
    def due(self) -> bool:
        """Tell whether it is time to tell what has changed."""
        return self._monotonic() >= self._next

    def work(self, services: Services) -> None:
        """Tell what has changed, if it is time."""
        if not self.due:
            return
        self._next = self._monotonic() + BETWEEN
        try:
            for live in live_sendings(services):
                self._tell_if_let(services, live)
        except (SlackApiError, OSError, HTTPException) as error:
            logger.warning("Sendings cannot be told of: %s", type(error).__name__)
            self._next = self._monotonic() + REST

    def _tell_if_let(self, services: Services, live: LiveSending) -> None:
        """Tell of one sending; whom Slack does not let us tell keeps nobody else from hearing."""
        if self._later.get(live.issue_id, self._next) > self._next:
            return
        try:
            self._tell(services, live)
        except SlackApiError as error:
            if error.response.get("error") in _BUSY:
                raise
            logger.warning("Issue %s cannot be told of", live.issue_id)
            self._later[live.issue_id] = self._next + REST

    def _tell(self, services: Services, live: LiveSending) -> None:
        told = sending_message(live)
        if live.issue_id in self._deleted:
            if live.over:
                note_message(services, live.issue_id, "", "")
            return
        if not live.message:
            opened = self._client.conversations_open(users=live.slack_user)
            posted = self._client.chat_postMessage(channel=opened["channel"]["id"], **told)
            note_message(services, live.issue_id, str(posted["channel"]), str(posted["ts"]))
            return
        try:
            self._client.chat_update(channel=live.channel, ts=live.message, **told)
        except SlackApiError as error:
            if error.response.get("error") not in {"message_not_found", "cant_update_message"}:
                raise
            self._deleted.add(live.issue_id)
        if live.over:
            note_message(services, live.issue_id, "", "")
