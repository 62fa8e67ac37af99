"""From the octets of a mail to what was read in it, whatever the octets are."""

import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import policy
from email.message import Message
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from traceback import extract_tb

from bot.mail.incoming.bodies import read_text
from bot.mail.incoming.faults import Fault
from bot.mail.incoming.heads import MOST_FIELDS, read_head, read_words, written
from bot.mail.incoming.message import Head, IncomingMail, Part
from bot.mail.incoming.parts import LONGEST_PARAMETERS, read_parts
from bot.mail.incoming.quotations import own_words
from bot.mail.incoming.senders import read_senders

logger = logging.getLogger(__name__)

LARGEST = 25 * 1024 * 1024
LONGEST_HEAD = 1024 * 1024
# The library looks at each line once for every container that stands open around it.
MOST_WORK = 10_000_000
MOST_REFERENCES = 30
LONGEST_SUBJECT = 1_000

# RFC 5322, section 2.1.1: no line is longer.
LONGEST_ID = 998

_ID = re.compile(rf"<\s*([^<>\s]{{1,{LONGEST_ID}}})\s*>")
_TYPE = re.compile(
    rb"(?:\A|[\r\n])content-type[ \t]*:[^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*", re.IGNORECASE
)
_ID_FIELD = re.compile(
    rb"(?:(?<=[\r\n])|\A)message-id[ \t]*:[^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*", re.IGNORECASE
)
_USUAL_ID = re.compile(rb"[^:]+:[ ]?<([!-;@-~]{1,200})>[ ]*(?:\r\n)?")
_HEAD_END = re.compile(rb"\r\n\r\n|\n\n|\r\r")
_CONTAINER = re.compile(rb":\s*(?:multipart|message)/", re.IGNORECASE)


def read_mail(raw: bytes) -> IncomingMail:
    """Return what can be read in a mail (RFC 5322), and codes for what cannot. Never raises.

    Nothing in it is believed yet. Of a mail larger than 25 MB, or built to take long to read, only
    the head is read.
    """
    if is_too_much(raw):
        return read_only_head(raw, Fault.TOO_LARGE)
    try:
        return _read(_parsed(raw))
    except Exception as error:  # noqa: BLE001 - one poisoned mail must not stop those behind it
        _note(error)
        return read_only_head(raw, Fault.UNREADABLE)


def is_too_much(raw: bytes) -> bool:
    """Tell whether a mail is larger than 25 MB, or would take the library too long to read."""
    if len(raw) > LARGEST:
        return True
    lines, containers = max(raw.count(b"\n"), raw.count(b"\r")), 1
    for field in _TYPE.finditer(raw):
        containers += bool(_CONTAINER.search(field[0]))
        if len(field[0]) > LONGEST_PARAMETERS or lines * containers > MOST_WORK:
            return True
    return lines > MOST_WORK


def _parsed(raw: bytes) -> Message:
    # The modern policy raises on a field with an encoded line break in it.
    return BytesParser(policy=policy.compat32).parsebytes(raw)


def _read(message: Message) -> IncomingMail:
    parts, faults = read_parts(message)
    return _mail(message, own_words(read_text(parts)), parts, faults)


def _note(error: Exception) -> None:
    # Where it happened and not what was said: that may be the words of the mail.
    at = extract_tb(error.__traceback__)[-1]
    logger.warning("A mail cannot be read: %s in %s", type(error).__name__, at.name)


def read_only_head(raw: bytes, *faults: Fault) -> IncomingMail:
    """Return what can be read in the head of a mail alone, with these faults. Never raises."""
    try:
        parser = BytesParser(policy=policy.compat32)
        return _mail(parser.parsebytes(raw[:LONGEST_HEAD], headersonly=True), "", (), faults)
    except Exception as error:  # noqa: BLE001 - then there are but the octets, and they are kept
        _note(error)
        return IncomingMail(
            head=Head(()), message_id="", senders=(), subject="", text="", faults=faults
        )


def read_message_id(raw: bytes) -> str:
    """Return the Message-ID of a mail as ``read_mail`` does, reading no more. Never raises."""
    end = _HEAD_END.search(raw, 0, LONGEST_HEAD)
    field = _ID_FIELD.search(raw, 0, end.end() if end else LONGEST_HEAD)
    if field is None:
        return ""
    if usual := _USUAL_ID.fullmatch(field[0]):
        # Nearly every mail's, and it takes a tenth of the time.
        return usual[1].decode("ascii")
    try:
        return _own_id(read_head(_parsed(field[0])).first("message-id"))
    except Exception as error:  # noqa: BLE001 - then it has none that can be read
        _note(error)
        return ""


def _mail(
    message: Message, text: str, parts: tuple[Part, ...], faults: tuple[Fault, ...]
) -> IncomingMail:
    head = read_head(message)
    senders = read_senders(message)
    return IncomingMail(
        head=head,
        message_id=_own_id(head.first("message-id")),
        senders=senders,
        subject=head.first("subject")[:LONGEST_SUBJECT].rstrip(),
        text=text,
        parts=parts,
        in_reply_to=_ids(message, "in-reply-to"),
        references=_ids(message, "references"),
        sent_at=read_date(head.first("date")),
        faults=(*faults, *_faults_of_head(message, senders)),
    )


def _faults_of_head(message: Message, senders: tuple[str, ...]) -> Iterator[Fault]:
    if not senders:
        yield Fault.NO_SENDER
    if len(senders) > 1 or len(message.get_all("from", [])) > 1:
        yield Fault.TWO_SENDERS
    if len(message) > MOST_FIELDS:
        yield Fault.TOO_MANY_FIELDS


def _own_id(value: str) -> str:
    found = _ID.search(value)
    # Some programs forget the brackets.
    return found[1] if found else value if 0 < len(value) < LONGEST_ID and " " not in value else ""


def _ids(message: Message, name: str) -> tuple[str, ...]:
    """Return the message-ids in a field, at most the last 30: the nearest stand last.

    Some programs encode them, though RFC 2047 (section 5) does not let them.
    """
    found = [one for value in written(message, name) for one in _ID.findall(read_words(value))]
    return tuple(dict.fromkeys(found[-MOST_REFERENCES:]))


def read_date(value: str) -> datetime | None:
    """Return a Date (RFC 5322, section 3.3) in UTC, or None where it is none."""
    try:
        said = parsedate_to_datetime(value)
        # Without a zone, or with -0000, it is in UTC.
        return (said if said.tzinfo else said.replace(tzinfo=UTC)).astimezone(UTC)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None
