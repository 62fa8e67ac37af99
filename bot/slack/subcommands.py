"""What can be written after ``/samverkan`` that is no question."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.slack.blocks.parts import Block, Message
from handlers.answers import Asker
from handlers.ports import Services


@dataclass(frozen=True, slots=True)
class Call:
    """A subcommand as somebody has written it; ``rest`` is what follows its name."""

    ack: Ack
    command: Mapping[str, Any]
    services: Services
    asker: Asker
    client: WebClient
    rest: str = ""
    # Have it looked up anew who the account belongs to.
    forget: Callable[[], None] = lambda: None

    @property
    def channel(self) -> str:
        """Return where it was written."""
        return str(self.command["channel_id"])

    def answer(self, answer: Message) -> None:
        """Answer the one who wrote it."""
        self.ack(text=answer["text"], blocks=answer["blocks"], response_type="ephemeral")

    def open(self, view: Block) -> None:
        """Open a dialog instead of an answer."""
        self.client.views_open(trigger_id=self.command["trigger_id"], view=view)
        self.ack()


# Tells whether it has answered: what it does not know the rest of is a question after all.
Subcommand: TypeAlias = Callable[[Call], bool]
