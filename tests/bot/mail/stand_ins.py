"""What the mail's own tests lend it: time that is told, and letters to carry."""

from collections.abc import Callable
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.utils import parseaddr

from bot.mail.lines import Envelope, Meanwhile, nothing
from handlers.ports import Trace


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


class HeldLine:
    """A line that keeps what it is to carry."""

    def __init__(self) -> None:
        self.carried: list[Envelope] = []
        self.is_open = True

    def carry(self, envelope: Envelope, meanwhile: Meanwhile = nothing) -> None:
        """Keep it."""
        self.carried.append(envelope)
        meanwhile()

    def trace(self, message_id: str) -> Trace:
        """Tell whether it was kept."""
        known = any(one.message_id == message_id for one in self.carried)
        return Trace.ARRIVED if known else Trace.ABSENT

    def close(self) -> None:
        """Remember that it was closed."""
        self.is_open = False


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


def name_in(content: bytes, field: str = "To") -> str:
    """Return the name before the address of a mail's field."""
    # The library's newer reader puts a space between the encoded words of one name.
    name, _ = parseaddr(BytesHeaderParser().parsebytes(content)[field])
    return str(make_header(decode_header(name)))


def body_in(content: bytes, subtype: str) -> str:
    """Return the text of a mail, or its HTML."""
    part = parsed(content).get_body((subtype,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")
