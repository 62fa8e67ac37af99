"""Where an answer is shown: in place of the message that was pressed, beside it, or in a dialog."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from slack_sdk.webhook import WebhookClient

from bot.slack.blocks.dialogs import answer_dialog
from bot.slack.blocks.parts import Block, Message, message, said

Payload = Mapping[str, Any]
PATIENCE = 2
OK = 200


class NotShownError(SlackClientError):
    """Slack did not take an answer."""


class Screen(Protocol):
    """What a person looks at when they press something."""

    @property
    def channel(self) -> str:
        """Return the channel, or nothing outside one."""

    def show(self, answer: Message) -> None:
        """Show an answer in place of what was there, where that is theirs alone."""

    def tell(self, answer: Message) -> None:
        """Show something more and leave what was there."""

    def open(self, view: Block) -> None:
        """Open a dialog."""


@dataclass(frozen=True, slots=True)
class MessageScreen:
    """A message: replaced when only this person sees it, left alone when others do."""

    body: Payload
    client: WebClient

    @property
    def channel(self) -> str:
        """Return the channel of the message."""
        return str(self.body["channel"]["id"])

    def show(self, answer: Message) -> None:
        """Replace the message, or answer the person alone when others see it too."""
        self._send(answer, replace=self._is_private)

    def tell(self, answer: Message) -> None:
        """Answer the person alone, under the message."""
        self._send(answer, replace=False)

    def open(self, view: Block) -> None:
        """Open a dialog."""
        self.client.views_open(trigger_id=self.body["trigger_id"], view=view)

    @property
    def _is_private(self) -> bool:
        return bool(self.body["container"].get("is_ephemeral")) or self.channel.startswith("D")

    def _send(self, answer: Message, *, replace: bool) -> None:
        # Not Bolt's respond(): it waits for thirty seconds, and Slack only for three.
        webhook = WebhookClient(self.body["response_url"], timeout=PATIENCE, retry_handlers=[])
        thread = self.body["container"].get("thread_ts")
        answered = webhook.send_dict(
            {
                **answer,
                "response_type": "ephemeral",
                "replace_original": replace,
                **({"thread_ts": thread} if thread else {}),
            }
        )
        if answered.status_code != OK:
            raise NotShownError(f"response_url answered {answered.status_code}")


@dataclass(frozen=True, slots=True)
class HomeScreen:
    """The home tab, where an answer opens as a dialog."""

    body: Payload
    client: WebClient
    channel: str = ""

    def show(self, answer: Message) -> None:
        """Open the answer as a dialog."""
        self.open(answer_dialog(answer["blocks"]))

    def tell(self, answer: Message) -> None:
        """Open the answer as a dialog."""
        self.show(answer)

    def open(self, view: Block) -> None:
        """Open a dialog."""
        self.client.views_open(trigger_id=self.body["trigger_id"], view=view)


@dataclass(frozen=True, slots=True)
class DialogScreen:
    """A dialog that is open, where an answer takes the place of what it shows."""

    body: Payload
    client: WebClient
    channel: str = ""

    def show(self, answer: Message) -> None:
        """Show the answer in the dialog."""
        self.client.views_update(
            view_id=self.body["view"]["id"], view=answer_dialog(answer["blocks"])
        )

    def tell(self, answer: Message) -> None:
        """Lay the answer on top of the dialog."""
        self.open(answer_dialog(answer["blocks"]))

    def open(self, view: Block) -> None:
        """Lay a dialog on top."""
        self.client.views_push(trigger_id=self.body["trigger_id"], view=view)


def screen_of(body: Payload, client: WebClient) -> Screen:
    """Return where the person was who pressed something."""
    if "view" not in body:
        return MessageScreen(body, client)
    if body["view"]["type"] == "home":
        return HomeScreen(body, client)
    return DialogScreen(body, client)


def sentence(text: str) -> Message:
    """Return one sentence as an answer."""
    return message(text, [said(text)])
