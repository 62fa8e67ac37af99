"""A letter as the bytes that a mail server takes (RFC 5322)."""

import binascii
import hmac
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from types import MappingProxyType

from bot.mail.addresses import Sender, deliverable, parse_sender
from bot.mail.headers import mailbox_field, tokens_field, words_field

# Nobody's absence note or machine is to answer a machine (RFC 3834; the second one is Exchange's).
_USUAL = MappingProxyType(
    {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
)
_OURS = frozenset(
    {
        "from",
        "to",
        "subject",
        "date",
        "message-id",
        "mime-version",
        "content-type",
        "content-transfer-encoding",
    }
)
_FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_LINE_BREAK = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to one person, with the same said as text and as HTML.

    ``headers`` are fields of tokens in ASCII (References, List-Unsubscribe, Precedence), and
    Reply-To, which may hold a name.
    """

    to_name: str
    to_address: str
    subject: str
    text: str
    html: str
    message_id: str
    headers: Mapping[str, str] = field(default_factory=dict)


def message_id_of(key: str, domain: str, secret: bytes = b"") -> str:
    """Return the Message-ID of a parcel: the same at every attempt, and nothing to read in it.

    With a ``secret`` nobody can guess it but those who have got the mail.
    """
    return f"<{hmac.new(secret, key.encode(), 'sha256').hexdigest()[:40]}@{domain}>"


def written(letter: Letter, sender: Sender, moment: datetime) -> bytes:
    """Return the letter as it is sent, lines ending in CR LF and none longer than needed."""
    # Within quoted-printable text an equals sign is never followed by an underscore.
    boundary = f"=_{sha256(letter.message_id.encode()).hexdigest()[:32]}"
    head = "\r\n".join(_fields(letter, sender, moment, boundary)).encode("ascii")
    opening, closing = f"\r\n--{boundary}\r\n".encode(), f"\r\n--{boundary}--\r\n".encode()
    # Readers show the last part that they can, so the plain one comes first.
    parts = (_part("plain", letter.text), _part("html", letter.html))
    return b"".join((head, b"\r\n", opening, opening.join(parts), closing))


def _fields(letter: Letter, sender: Sender, moment: datetime, boundary: str) -> Iterator[str]:
    yield mailbox_field("From", sender.name, sender.address)
    yield mailbox_field("To", letter.to_name, deliverable(letter.to_address))
    yield words_field("Subject", letter.subject)
    yield tokens_field("Date", format_datetime(moment))
    yield tokens_field("Message-ID", letter.message_id)
    for name, value in {**_USUAL, **letter.headers}.items():
        yield _further(name, value)
    yield tokens_field("MIME-Version", "1.0")
    yield tokens_field("Content-Type", f'multipart/alternative; boundary="{boundary}"')


def _further(name: str, value: str) -> str:
    if not _FIELD_NAME.fullmatch(name) or name.lower() in _OURS:
        raise ValueError(f"{name!r} is no field to be set")
    if name == "Reply-To":
        to = parse_sender(value)
        return mailbox_field(name, to.name, to.address)
    return tokens_field(name, value)


def _part(subtype: str, content: str) -> bytes:
    head = (
        f'Content-Type: text/{subtype}; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    # The last line is ended too: only where it sees CR LF does it break long lines with it.
    lines = _LINE_BREAK.sub("\r\n", content).removesuffix("\r\n") + "\r\n"
    return head.encode() + binascii.b2a_qp(lines.encode(), istext=True)
