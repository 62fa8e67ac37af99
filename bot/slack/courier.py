"""The way out through Slack: a message to a person or in a channel, under a key to find it by."""

import logging
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.slack.blocks.duties import missed, reminders
from bot.slack.blocks.inquiries import inquiry_message, inquiry_result_message
from bot.slack.blocks.invitations import invitation_message
from bot.slack.blocks.newsletters import copy_message, summary_message
from bot.slack.blocks.notes import minutes_message, note_message
from bot.slack.blocks.parts import Message
from bot.slack.blocks.project_news import project_news
from bot.slack.blocks.proposal_news import proposal_news
from bot.slack.faults import delivery_fault
from handlers.contents import (
    Content,
    InquiryNotice,
    InquiryResult,
    Invitation,
    Missed,
    NewsletterCopy,
    NewsletterSummary,
    Note,
    ProjectNews,
    ProposalNews,
    Reminders,
    SentMinutes,
)
from handlers.errors import DeliveryError
from handlers.ports import Clock, Parcel, Recipient, Trace

# Below a warning, the SDK logs whole requests, and with them what people are told.
sdk_logger = logging.getLogger(f"{__name__}.sdk")
sdk_logger.setLevel(logging.WARNING)

EVENT_TYPE = "samverkansbot_parcel"
# All in seconds. A parcel takes no longer than PATIENCE, a call to Slack no longer than ONE_CALL.
PATIENCE = 15
ONE_CALL = 4
SHORT_WAIT = 2.0
BETWEEN_POSTS = 1.0
# Slack takes a message to an account that has been closed without a word; only opening the
# conversation tells. So this is no longer than one delivery of many parcels.
OPEN_FOR = 600.0
# Past the longest time between two attempts, with room for a bot that was down.
LOOK_BACK = timedelta(days=31)
HISTORY_PAGE = 200
MOST_PAGES = 5


def slack_courier(token: str, api_url: str, clock: Clock) -> "SlackCourier":
    """Build the courier with a client of its own."""
    return SlackCourier(WebClient(token, base_url=api_url, logger=sdk_logger), clock)


class SlackCourier:
    """Deliver to Slack accounts and channels. ``client`` must be the courier's own."""

    def __init__(
        self,
        client: WebClient,
        clock: Clock,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        # The SDK's usual handler repeats what was cut off: a message might come twice.
        client.retry_handlers = []
        client.timeout = ONE_CALL
        self._client = client
        self._clock = clock
        self._monotonic = monotonic
        self._sleep = sleep
        self._opened: dict[str, tuple[str, float]] = {}
        self._posted: dict[str, float] = {}

    def reaches(self, to: Recipient) -> bool:
        """Tell whether the recipient is a channel or has a Slack account."""
        return bool(to.slack_channel or to.slack_user)

    def send(self, parcel: Parcel) -> str:
        """Post the parcel and return where it stands: ``channel:ts``."""
        until = self._monotonic() + PATIENCE
        told = _told(parcel.content)
        channel = self._place(parcel.to, until)
        posting = partial(
            self._client.chat_postMessage,
            channel=channel,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"key": parcel.key}},
            unfurl_links=False,
            unfurl_media=False,
            **told,
        )
        self._keep_pace(channel)
        try:
            posted = self._call(posting, until, posts=True)
        finally:
            self._note_post(channel)
        return f"{channel}:{posted['ts']}"

    def trace(self, parcel: Parcel) -> Trace:
        """Look for the parcel's key in the direct message; a channel may not be read."""
        if parcel.to.slack_channel:
            return Trace.UNKNOWN
        until = self._monotonic() + PATIENCE
        looking = partial(
            self._client.conversations_history,
            channel=self._place(parcel.to, until),
            oldest=f"{(self._clock() - LOOK_BACK).timestamp():.6f}",
            limit=HISTORY_PAGE,
            include_all_metadata=True,
        )
        cursor = None
        for _ in range(MOST_PAGES):
            page = self._call(partial(looking, cursor=cursor), until)
            if parcel.key in map(_key, page["messages"]):
                return Trace.ARRIVED
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return Trace.UNKNOWN if page.get("has_more") else Trace.ABSENT
        return Trace.UNKNOWN

    def _place(self, to: Recipient, until: float) -> str:
        """Return the channel to write in; a direct message is opened first."""
        if to.slack_channel:
            return to.slack_channel
        channel, opened = self._opened.get(to.slack_user, ("", 0.0))
        if channel and self._monotonic() - opened < OPEN_FOR:
            return channel
        answer = self._call(partial(self._client.conversations_open, users=to.slack_user), until)
        found = str(answer["channel"]["id"])
        self._opened[to.slack_user] = found, self._monotonic()
        return found

    def _keep_pace(self, channel: str) -> None:
        before = self._posted.get(channel)
        wait = 0.0 if before is None else before + BETWEEN_POSTS - self._monotonic()
        if wait > 0:
            self._sleep(wait)

    def _note_post(self, channel: str) -> None:
        now = self._monotonic()
        recent = {one: at for one, at in self._posted.items() if now - at < BETWEEN_POSTS}
        self._posted = {**recent, channel: now}

    def _call(
        self, act: Callable[[], SlackResponse], until: float, *, posts: bool = False
    ) -> SlackResponse:
        """Call Slack, and once more where it asks for a short wait and there is time for it."""
        try:
            return self._try(act, until, posts=posts)
        except DeliveryError as error:
            wait = error.retry_after
            if wait is None or wait > SHORT_WAIT or self._left(until) < wait + ONE_CALL:
                raise
        self._sleep(wait)
        return self._try(act, until, posts=posts)

    def _try(self, act: Callable[[], SlackResponse], until: float, *, posts: bool) -> SlackResponse:
        if self._left(until) < ONE_CALL:
            raise DeliveryError("slack_slow")
        try:
            return act()
        except SlackApiError as error:
            raise delivery_fault(error.response, posts=posts) from error
        except URLError as error:
            # Only what happens before the whole request is written comes as this.
            raise DeliveryError("slack_away") from error
        except (OSError, HTTPException) as error:
            raise DeliveryError("slack_silent", in_doubt=posts) from error

    def _left(self, until: float) -> float:
        return until - self._monotonic()


# Each takes its own kind of content, which one mapping's type cannot say. Who wrote a mail is
# answered by mail: ``reaches`` says so.
TELLERS: Mapping[type[Content], Callable[[Any], Message]] = {
    Reminders: reminders,
    Missed: missed,
    Note: note_message,
    Invitation: invitation_message,
    ProjectNews: project_news,
    ProposalNews: proposal_news,
    SentMinutes: minutes_message,
    NewsletterCopy: copy_message,
    NewsletterSummary: summary_message,
    InquiryNotice: inquiry_message,
    InquiryResult: inquiry_result_message,
}


def _told(content: Content) -> Message:
    tell = TELLERS.get(type(content))
    if tell is None:
        raise DeliveryError("unreachable", permanent=True)
    return tell(content)


def _key(written: Mapping[str, Any]) -> str:
    metadata = written.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return ""
    return str(metadata.get("event_payload", {}).get("key", ""))
