"""What the mail's own tests lend it: time that is told, and letters to carry."""

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage

from bot.mail.lines import Envelope


class ToldTime:
    """Seconds that pass when somebody sleeps, or when the test says so."""

    def __init__(self, now: float = 1000.0) -> None:
        self.now = now
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Alarms:
    """Remember what is to be done later, until the test says that it is time."""

    def __init__(self) -> None:
        self.waiting: list[tuple[float, Callable[[], None]]] = []

    def __call__(self, seconds: float, act: Callable[[], None]) -> None:
        self.waiting.append((seconds, act))

    def ring(self) -> None:
        """Do what was waiting."""
        due, self.waiting = self.waiting, []
        for _, act in due:
            act()


def envelope(
    recipient: str = "anna@kommun.example", content: bytes = b"Subject: x\r\n\r\nHej\r\n"
) -> Envelope:
    """Build an envelope with something in it."""
    return Envelope("bot@miljo.example", recipient, "<1@miljo.example>", content)


def parsed(content: bytes) -> EmailMessage:
    """Read a mail as a mail program does."""
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message
