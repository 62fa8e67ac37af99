"""A button pressed or a choice made: who, where, and what it carries."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt import BoltContext, BoltResponse
from slack_sdk import WebClient

from bot.slack.answering import told
from bot.slack.middleware import Introductions, Middleware
from bot.slack.origin import Origin, read_origin
from bot.slack.screens import Payload, Screen, screen_of
from handlers.answers import Asker
from handlers.ports import Services


@dataclass(frozen=True, slots=True)
class Press:
    """What a listener for a button is given."""

    services: Services
    asker: Asker
    screen: Screen
    client: WebClient
    body: Payload
    action: Payload

    @property
    def value(self) -> str:
        """Return what the button carries, or the option that was chosen."""
        option = self.action.get("selected_option") or self.action
        return str(option.get("value") or "")

    @property
    def origin(self) -> Origin:
        """Return the answer that the button belongs to."""
        return read_origin(self.value)

    @property
    def user(self) -> str:
        """Return the id of who pressed."""
        return str(self.body["user"]["id"])

    @property
    def place(self) -> str:
        """Return an id of the message or dialog that was pressed in, by this person."""
        container = self.body["container"]
        stands = container.get("view_id") or f"{self.screen.channel}:{container['message_ts']}"
        return f"{self.user}:{stands}"

    def answer(self, origin: Origin, notice: str = "") -> None:
        """Show the answer to what ``origin`` asks, where the button was."""
        shown = told(self.services, self.asker, origin, channel=self.screen.channel, notice=notice)
        self.screen.show(shown)


def on_press(introductions: Introductions) -> list[Middleware]:
    """Return what happens before the listener of a button, which takes a ``press``."""
    return [introductions.introduce, _gather]


def _gather(
    body: dict[str, Any], context: BoltContext, client: WebClient, next_: Callable[[], BoltResponse]
) -> BoltResponse:
    context["press"] = Press(
        services=context["services"],
        asker=context["asker"],
        screen=screen_of(body, client),
        client=client,
        body=body,
        action=body["actions"][0],
    )
    return next_()
