"""What a courier of mail hands its letters to: a mail server, or a folder."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from handlers.ports import Trace

# What is done while an answer is awaited.
Meanwhile = Callable[[], None]


def nothing() -> None:
    """Do nothing meanwhile."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A written letter, with the addresses that the mail server goes by.

    ``dotless``: no line of it begins with a dot, so it is sent as it is (RFC 5321, 4.5.2).
    """

    sender: str
    recipient: str
    message_id: str
    content: bytes
    dotless: bool = False


class Line(Protocol):
    """A way to carry letters."""

    def carry(self, envelope: Envelope, meanwhile: Meanwhile = nothing) -> None:
        """Carry a letter to where it is taken over; raise ``DeliveryError``.

        ``meanwhile`` may be done while whoever takes it over has not answered yet, or not at all.
        """

    def trace(self, message_id: str) -> Trace:
        """Tell what is known of a letter that may have been carried."""

    def close(self) -> None:
        """Let go of what is held open; the next letter opens it again."""
