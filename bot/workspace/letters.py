"""Read one mail as it lies in a file. This module alone knows RFC 5322."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.headerregistry import AddressHeader, DateHeader
from email.message import EmailMessage, MIMEPart
from email.parser import BytesHeaderParser
from pathlib import Path

logger = logging.getLogger(__name__)

UNREADABLE, UNTITLED = "Mejlet går inte att läsa", "(utan ämne)"
SHOWN_HEADERS = (
    "Reply-To",
    "Cc",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Auto-Submitted",
    "List-Id",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "Authentication-Results",
)
MOST_SOURCE = 200_000
CUT = "\n… (resten visas inte här)"


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Name one who sends or receives."""

    name: str
    address: str

    @property
    def label(self) -> str:
        """Give the name and the address as they stand in a mail."""
        return f"{self.name} <{self.address}>" if self.name else self.address


@dataclass(frozen=True, slots=True)
class Letter:
    """Show one mail. What it says is read when somebody opens it; the head is enough for a list."""

    key: str
    moment: datetime
    subject: str
    sender: Correspondent | None = None
    to: tuple[Correspondent, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    is_broken: bool = False
    path: Path = field(kw_only=True, repr=False)

    @property
    def text(self) -> str:
        """Give the text part; nothing where there is none."""
        return _part(self.path, "plain")

    @property
    def html(self) -> str:
        """Give the HTML part; nothing where there is none."""
        return _part(self.path, "html")

    @property
    def calendar(self) -> bytes:
        """Give the part that is for a calendar (RFC 6047); nothing where there is none."""
        return _calendar(self.path)

    @property
    def source(self) -> str:
        """Give the mail as it was sent, cut where it is very long."""
        source = self.raw.decode("utf-8", "replace")
        return source if len(source) <= MOST_SOURCE else source[:MOST_SOURCE] + CUT

    @property
    def raw(self) -> bytes:
        """Give the mail as it was sent, all of it."""
        return self.path.read_bytes()

    @property
    def message_id(self) -> str:
        """Give the mail's own id without brackets; nothing where it has none."""
        return dict(self.headers).get("Message-ID", "").strip("<>")

    def is_from(self, address: str) -> bool:
        """Tell whether it was sent from an address."""
        return self.sender is not None and self.sender.address.casefold() == address.casefold()

    def is_to(self, address: str) -> bool:
        """Tell whether it was sent to an address."""
        return any(one.address.casefold() == address.casefold() for one in self.to)


def read_letter(path: Path, changed: datetime) -> Letter:
    """Read the head of a mail; `changed` is when the file was, for a mail without a date."""
    try:
        return _letter(path, changed)
    except FileNotFoundError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a file holds, the other mails are shown
        logger.warning("A mail cannot be read: %s", type(error).__name__)
        return Letter(path.stem, changed, UNREADABLE, is_broken=True, path=path)


def _letter(path: Path, changed: datetime) -> Letter:
    head = BytesHeaderParser(policy=policy.default).parsebytes(path.read_bytes())
    sender, to = _correspondents(head, "From"), _correspondents(head, "To")
    if not (sender or to):
        raise ValueError("neither a sender nor a recipient")
    return Letter(
        key=path.stem,
        moment=_moment(head) or changed,
        subject=_clean(head.get("Subject", "")) or UNTITLED,
        sender=sender[0] if sender else None,
        to=to,
        headers=tuple((name, _clean(head[name])) for name in SHOWN_HEADERS if head[name]),
        path=path,
    )


def _correspondents(head: EmailMessage, name: str) -> tuple[Correspondent, ...]:
    header = head[name]
    found = header.addresses if isinstance(header, AddressHeader) else ()
    return tuple(Correspondent(_clean(one.display_name), _clean(one.addr_spec)) for one in found)


def _moment(head: EmailMessage) -> datetime | None:
    header = head["Date"]
    moment = header.datetime if isinstance(header, DateHeader) else None
    if moment is None:
        return None
    # A date in "-0000" says that it is in UTC and nothing of where it was written.
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _part(path: Path, kind: str) -> str:
    source = path.read_bytes()
    try:
        found = message_from_bytes(source, policy=policy.default).get_body((kind,))
        return "" if found is None else _content(found)
    except Exception as error:  # noqa: BLE001 - the source below it is still shown
        logger.warning("A part of a mail cannot be read: %s", type(error).__name__)
        return ""


def _calendar(path: Path) -> bytes:
    source = path.read_bytes()
    if b"text/calendar" not in source.lower():
        return b""
    for part in message_from_bytes(source, policy=policy.compat32).walk():
        # Without a method it is a file to be taken over by hand.
        if part.get_content_type() == "text/calendar" and part.get_param("method"):
            content = part.get_payload(decode=True)
            return content if isinstance(content, bytes) else b""
    return b""


def _content(part: MIMEPart) -> str:
    try:
        return _sound(part.get_content())
    except LookupError:
        # A character set that nobody has heard of.
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _clean(value: str) -> str:
    """Put a header on one line, whatever has been smuggled into it."""
    return " ".join(_printable(_sound(value)))


def _printable(value: str) -> Iterable[str]:
    return "".join(sign if sign.isprintable() else " " for sign in value).split()


def _sound(value: str) -> str:
    """Replace what cannot be written in UTF-8: bytes that were not text have come through."""
    return value.encode("utf-8", "replace").decode()
