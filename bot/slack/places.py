"""Where somebody wrote to the bot, and how it answers there."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.blocks.parts import Message
from bot.texts.safe import clean

logger = logging.getLogger(__name__)

# What a person writes, also beside a file or to a thread and its channel at once.
_WRITTEN = frozenset({None, "file_share", "thread_broadcast"})

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


def by_a_person(event: Mapping[str, Any]) -> bool:
    """Tell whether a person has written an event's message, for the first time."""
    # An edit of a message is not a new question, and two bots must not talk to each other.
    changed = any(event.get(mark) for mark in ("bot_id", "edited"))
    return not changed and event.get("subtype") in _WRITTEN


def is_direct(event: Mapping[str, Any]) -> bool:
    """Tell whether an event's message was written to the bot alone."""
    return event.get("channel_type") == "im"


def place_of(event: Mapping[str, Any], client: WebClient) -> Direct | Mentioned:
    """Return where an event's message stands."""
    channel, thread = str(event["channel"]), event.get("thread_ts")
    if event["type"] == "app_mention":
        return Mentioned(client, channel, thread, str(event["user"]))
    return Direct(client, channel, thread)


def typed_lines(written: str) -> str:
    """Return what a person typed, clean, with its line breaks: headings begin a line."""
    lines = (clean(line) for line in read_text(written).splitlines())
    return "\n".join(lines).strip()


def read_text(written: str) -> str:
    """Return what a person typed, without Slack's markup for mentions, links and addresses."""
    without = _MENTION.sub(" ", written)
    bare = _BARE.sub(r"\1", _LABELLED.sub(r"\1", without))
    return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()
