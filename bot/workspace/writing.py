"""Write a mail as people's programs do, and add what a mail server adds when it takes one in."""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr

from email_validator import validate_email

from bot.workspace.letters import Correspondent

CRLF = "\r\n"
WIDTH = 76
PASS, FAIL = "pass", "fail"
_LINE_BREAK = re.compile(r"\r\n?|\n")


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
    """Write a mail in text alone (RFC 5322): no line longer than 76 characters, but for long ids.

    The fields of ids are written by hand: the library encodes what is long in them, though nobody
    decodes it there (RFC 2047, section 5).
    """
    head = CRLF.join(_fields(draft)) + CRLF + CRLF
    lines = _LINE_BREAK.sub(CRLF, draft.text).removesuffix(CRLF) + CRLF
    return head.encode("ascii") + binascii.b2a_qp(lines.encode(), istext=True)


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
    yield 'Content-Type: text/plain; charset="utf-8"'
    yield "Content-Transfer-Encoding: quoted-printable"


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
