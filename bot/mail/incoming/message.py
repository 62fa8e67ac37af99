"""What has been read in a mail. Nothing in it is believed yet."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Head:
    """The fields at the head of a mail in their order: lower-case names, decoded values.

    A value is one line without control characters, whatever stood in it.
    """

    fields: tuple[tuple[str, str], ...]

    def all(self, name: str) -> tuple[str, ...]:
        """Return the values of every field of a name (lower case), the topmost first."""
        return tuple(value for own, value in self.fields if own == name)

    def first(self, name: str) -> str:
        """Return the topmost value of a name (lower case), or nothing."""
        return next(iter(self.all(name)), "")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a mail that is no container: its type (``text/plain``) and its octets, decoded.

    ``charset`` is what the part says of itself, ``name`` that of its file, both may be empty.
    """

    kind: str
    content: bytes
    charset: str = ""
    name: str = ""
    attached: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingMail:
    """A mail as it was read.

    ``senders`` are the addresses of all From fields, in lower case and with the domain as IDNA
    writes it; ``message_id``, ``in_reply_to`` and ``references`` are without their brackets.
    ``sent_at`` is aware, None where the mail does not say so in a way that can be read. ``text``
    is what its writer wrote this time: no quotation, no signature. ``faults`` are codes for what
    was broken or left out.
    """

    head: Head
    message_id: str
    senders: tuple[str, ...]
    subject: str
    text: str
    parts: tuple[Part, ...] = ()
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    sent_at: datetime | None = None
    faults: tuple[str, ...] = ()

    @property
    def sender(self) -> str:
        """Return the address of the one who wrote it, or nothing where it is not one alone."""
        return self.senders[0] if len(self.senders) == 1 else ""
