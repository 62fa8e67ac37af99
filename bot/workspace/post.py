"""What the workspace needs to know of the bot's mail: where it takes it, and what becomes of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.workspace.letters import Correspondent


class State(StrEnum):
    """What has become of a mail so far."""

    WAITING = "waiting"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    # Until somebody confirms it, lets it through or throws it away.
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Fate:
    """What has become of a mail, and why in a sentence; the Message-ID of its answer."""

    state: State
    told: str = ""
    answer_id: str = ""


class Untaken(Exception):  # noqa: N818 - a mail server that says "later" is no error of ours
    """The bot cannot take mails now: the same mail may be handed over once more."""


class Post(Protocol):
    """The way of mail to the bot. The workspace is the mail server before it."""

    @property
    def to(self) -> Correspondent:
        """Return the bot's address."""

    @property
    def server(self) -> str:
        """Return the name under which the server writes what it has found (RFC 8601)."""

    def deliver(self, raw: bytes) -> None:
        """Hand over a mail; raise ``Untaken``. One that was handed over before changes nothing."""

    def fate(self, raw: bytes) -> Fate:
        """Tell what has become of a mail that was handed over."""
