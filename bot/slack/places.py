"""Where somebody wrote to the bot, and how it answers there."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.blocks.parts import Message

logger = logging.getLogger(__name__)

# Without "<" inside, each try ends at the next one: a text full of them takes no longer to read.
_MENTION = re.compile(r"<@[UW]\w+(?:\|[^<>]*)?>")
_LABELLED = re.compile(r"<[^<>|]*\|([^<>]*)>")
_BARE = re.compile(r"<(?:mailto:)?([^<>]*)>")


@dataclass(frozen=True, slots=True)
class Direct:
    """A direct message: the answer is a message of its own."""

    client: WebClient
    channel: str
    thread: str | None

    def answer(self, answer: Message) -> None:
        """Write the answer."""
        self.client.chat_postMessage(
            channel=self.channel, thread_ts=self.thread, unfurl_links=False, **answer
        )


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A mention in a channel: only the one who asked sees the answer."""

    client: WebClient
    channel: str
    thread: str | None
    user: str

    def answer(self, answer: Message) -> None:
        """Answer the asker alone; where Slack does not let us, in a direct message."""
        try:
            self.client.chat_postEphemeral(
                channel=self.channel, user=self.user, thread_ts=self.thread, **answer
            )
        except SlackApiError as error:
            logger.info("Answered %s directly: %s", self.user, error.response.get("error"))
            self.client.chat_postMessage(channel=self.user, unfurl_links=False, **answer)


def place_of(event: Mapping[str, Any], client: WebClient) -> Direct | Mentioned:
    """Return where an event's message stands."""
    channel, thread = str(event["channel"]), event.get("thread_ts")
    if event["type"] == "app_mention":
        return Mentioned(client, channel, thread, str(event["user"]))
    return Direct(client, channel, thread)


def read_text(written: str) -> str:
    """Return what a person typed, without Slack's markup for mentions, links and addresses."""
    without = _MENTION.sub(" ", written)
    bare = _BARE.sub(r"\1", _LABELLED.sub(r"\1", without))
    return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()
