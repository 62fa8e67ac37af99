"""Write a mail as people's programs do, and add what a mail server adds when it takes one in."""

import binascii
import re
from base64 import encodebytes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr
from hashlib import sha256

from email_validator import validate_email

from bot.workspace.letters import Correspondent

CRLF = "\r\n"
WIDTH = 76
ENCODING = "Content-Transfer-Encoding"
PASS, FAIL = "pass", "fail"
_LINE_BREAK = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """What a mail tells the recipient's calendar: a method, and octets in UTF-8."""

    method: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Hold a mail before it is sent. Addresses are in ASCII, ids in angle brackets."""

    sender: Correspondent
    to: Correspondent
    subject: str
    text: str
    message_id: str
    moment: datetime
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    calendar: CalendarPart | None = None


def plain_address(typed: str) -> str:
    """Give an address as mails carry it, its domain in ASCII; ValueError where it is none."""
    found = validate_email(typed.strip(), check_deliverability=False).ascii_email
    if found is None:
        raise ValueError("not ASCII before the at sign")
    return found


def is_address(typed: str) -> bool:
    """Tell whether a mail can come from what was typed."""
    try:
        return bool(plain_address(typed))
    except ValueError:
        return False


def written(draft: Draft) -> bytes:
    """Write a mail in text (RFC 5322): no line longer than 76 characters, but for long ids.

    What is for a calendar stands beside the text, as another way of saying it (RFC 6047).

    The fields of ids are written by hand: the library encodes what is long in them, though nobody
    decodes it there (RFC 2047, section 5).
    """
    head = CRLF.join(_fields(draft)) + CRLF
    body = _text(draft) if draft.calendar is None else _alternatives(draft, draft.calendar)
    return head.encode("ascii") + body


def received(raw: bytes, draft: Draft, server: str, verdict: str) -> bytes:
    """Add what a server writes above a mail that it takes in (RFC 5321, 4.4; RFC 8601, section 4).

    ``verdict`` is what it has found of the sender's domain: ``PASS`` or ``FAIL``.
    """
    domain = draft.sender.address.rpartition("@")[2]
    lines = (
        f"Return-Path: <{draft.sender.address}>",
        f"Authentication-Results: {server};{CRLF} dmarc={verdict} header.from={domain}",
        f"Received: from {domain} by {server} with ESMTPS",
        f" for <{draft.to.address}>; {format_datetime(draft.moment)}",
    )
    return (CRLF.join(lines) + CRLF).encode("ascii") + raw


def _fields(draft: Draft) -> Iterator[str]:
    yield _mailbox("From", draft.sender)
    yield _mailbox("To", draft.to)
    yield _words("Subject", draft.subject)
    yield f"Date: {format_datetime(draft.moment)}"
    yield _ids("Message-ID", (draft.message_id,))
    if draft.in_reply_to:
        yield _ids("In-Reply-To", (draft.in_reply_to,))
    if draft.references:
        yield _ids("References", draft.references)
    yield "MIME-Version: 1.0"


def _text(draft: Draft) -> bytes:
    lines = _LINE_BREAK.sub(CRLF, draft.text).removesuffix(CRLF) + CRLF
    fields = ('Content-Type: text/plain; charset="utf-8"', f"{ENCODING}: quoted-printable")
    return _part(fields, binascii.b2a_qp(lines.encode(), istext=True))


def _alternatives(draft: Draft, calendar: CalendarPart) -> bytes:
    mark = sha256(draft.message_id.encode()).hexdigest()[:24]
    kind = f'Content-Type: text/calendar; charset="utf-8"; method={calendar.method}'
    parts = (_text(draft), _part((kind, f"{ENCODING}: base64"), _base64(calendar.content)))
    between = f"--{mark}{CRLF}".encode()
    whole = (
        b"".join(between + part + CRLF.encode() for part in parts) + f"--{mark}--{CRLF}".encode()
    )
    return _part((f'Content-Type: multipart/alternative; boundary="{mark}"',), whole)


def _base64(content: bytes) -> bytes:
    return encodebytes(content).replace(b"\n", CRLF.encode())


def _part(fields: Iterable[str], content: bytes) -> bytes:
    return (CRLF.join(fields) + CRLF + CRLF).encode("ascii") + content


def _ids(name: str, ids: tuple[str, ...]) -> str:
    return f"{name}: " + f"{CRLF} ".join(ids)


def _words(name: str, said: str) -> str:
    return f"{name}: {_encoded(name, said)}"


def _mailbox(name: str, one: Correspondent) -> str:
    if _is_plain(one.name):
        return f"{name}: {formataddr((one.name, one.address))}"
    return f"{name}: {_encoded(name, one.name)}{CRLF} <{one.address}>"


def _encoded(name: str, said: str) -> str:
    charset = "us-ascii" if _is_plain(said) else "utf-8"
    return Header(" ".join(said.split()), charset, WIDTH, name).encode(linesep=CRLF)


def _is_plain(said: str) -> bool:
    # What looks like an encoded word would be read as one.
    return said.isascii() and said.isprintable() and "=?" not in said
