"""What mail servers write when a mail of ours did not arrive (RFC 3464)."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from enum import StrEnum
from itertools import islice

from flufl.bounce import all_failures

from bot.mail.incoming.judging import has_null_path, is_report, keyword
from bot.mail.incoming.message import IncomingMail
from bot.texts.safe import clean

logger = logging.getLogger(__name__)
# It tells of each of its detectors, and prints strangers' mails where one of them fails.
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)

_REPORTS = frozenset({"message/delivery-status", "message/global-delivery-status"})
_RETURNED = frozenset(
    {"text/rfc822-headers", "message/rfc822", "message/global", "message/global-headers"}
)
_REPORT_TYPE = re.compile(r'report-type *= *"?([\w-]+)', re.ASCII | re.IGNORECASE)
_SYSTEMS = frozenset({"mailer-daemon", "postmaster"})
_FOLD = re.compile(r"(?:\r\n|\r|\n)[ \t]+(?=\S)")
_BREAK = re.compile(r"\r\n|\r|\n")
_HEAD_END = re.compile(r"\r\n\r\n|\n\n|\r\r")
_ID = re.compile(r"^[ >\t]*message-id[ \t]*:\s*<([^<>\s]+)>", re.IGNORECASE | re.MULTILINE)
# RFC 3463; not within a longer number such as an IP address.
_STATUS = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?!\.?\d)", re.ASCII)
_REPLY = re.compile(r"(?:smtp; ?)?([245])\d\d(?!\S)", re.ASCII | re.IGNORECASE)
# What we are, not the recipient: policy and security, and the address of the sender. As in
# bot/mail/verdicts.py, where it is said at once.
_OUR_STATUS = re.compile(r"5\.7\.\d+|5\.1\.[78]", re.ASCII)
# flufl.bounce is slow on many lines, and what it looks for stands before the mail returned.
_MOST = 64 * 1024


MOST_GROUPS = 50


class BounceKind(StrEnum):
    """What follows from a bounce: ``refused`` is our own fault, ``delayed`` is no bounce yet."""

    HARD = "hard"
    SOFT = "soft"
    REFUSED = "refused"
    DELAYED = "delayed"


@dataclass(frozen=True, slots=True)
class Bounce:
    """A recipient that a mail of ours did not reach; what is not known is empty.

    ``recipient`` is in lower case, ``status`` as in RFC 3463, ``message_id`` (of our mail) without
    its brackets.
    """

    recipient: str
    kind: BounceKind
    status: str = ""
    message_id: str = ""


def read_bounce(mail: IncomingMail, raw: bytes = b"") -> tuple[Bounce, ...]:
    """Return whom a mail did not reach, nothing if the mail is no bounce. Nothing is raised.

    Recipients it did reach are left out. ``raw`` is the whole mail: what no report stands in is
    understood by its words, which is guessing. Whoever writes can write this too, so believe it
    only if it came to an address that nobody can guess (VERP).
    """
    if not _is_from_mail_system(mail):
        return ()
    reports = [part.content for part in mail.parts if part.kind.lower() in _REPORTS]
    if not reports:
        return tuple(_guessed(mail, raw))
    # A mail of ours goes to one person: a report on many is of another kind, or meant to harm.
    every = (group for content in reports for group in _groups(content))
    groups = list(islice(every, MOST_GROUPS))
    message_id = _original_id(mail, groups)
    found = (_bounce(group, message_id) for group in groups)
    return tuple(dict.fromkeys(bounce for bounce in found if bounce))


def _is_from_mail_system(mail: IncomingMail) -> bool:
    # A person may send a bounce on, or quote one: that says nothing about anybody's address.
    if is_report(mail):
        named = _REPORT_TYPE.search(mail.head.first("content-type"))
        return named is None or named[1].lower() == "delivery-status"
    return has_null_path(mail) or mail.sender.partition("@")[0].lower() in _SYSTEMS


def _groups(content: bytes) -> Iterator[dict[str, str]]:
    """Yield the groups of fields between blank lines (RFC 3464, section 2.1)."""
    fields: dict[str, str] = {}
    for line in (*_BREAK.split(_FOLD.sub(" ", _decoded(content))), ""):
        if line.strip():
            name, _, value = line.partition(":")
            fields.setdefault(name.strip().lower(), clean(value))
        elif fields:
            yield fields
            fields = {}


def _bounce(group: dict[str, str], message_id: str) -> Bounce | None:
    recipient = _address(group.get("final-recipient") or group.get("original-recipient", ""))
    action = keyword(group.get("action", ""))
    if not recipient:
        return None
    status = _status(group)
    if action == "delayed":
        return Bounce(recipient, BounceKind.DELAYED, status, message_id)
    # OpenSMTPD writes error.
    if action.startswith(("fail", "error")):
        return Bounce(recipient, _kind(status), status, message_id)
    return None


def _address(value: str) -> str:
    """Return the address in "rfc822; anna@kommun.example"."""
    kind, sign, address = value.partition(";")
    return (address if sign else kind).strip(" <>").lower()


def _status(group: dict[str, str]) -> str:
    own = _first(_STATUS, group.get("status", ""))
    if own and not own.endswith(".0.0"):
        return own
    # Nothing in particular, says the report; what the server said may be more.
    said = group.get("diagnostic-code", "")
    reply = _REPLY.match(said)
    return _first(_STATUS, said) or own or (f"{reply[1]}.0.0" if reply else "")


def _kind(status: str) -> BounceKind:
    if _OUR_STATUS.fullmatch(status):
        return BounceKind.REFUSED
    # Where no reason is given, nobody loses their mail for it.
    return BounceKind.HARD if status.startswith("5") else BounceKind.SOFT


def _original_id(mail: IncomingMail, groups: list[dict[str, str]]) -> str:
    """Return the Message-ID of the mail returned; some say it elsewhere, or as what they answer."""
    returned = (part.content for part in mail.parts if part.kind.lower() in _RETURNED)
    heads = (_HEAD_END.split(_decoded(content).lstrip("\r\n"), 1)[0] for content in returned)
    said = (group.get("x-original-message-id", "").strip(" <>") for group in groups)
    answered = (*mail.in_reply_to, *reversed(mail.references))
    return next(filter(None, (*map(_id_in, heads), *said, *answered)), "")


def _guessed(mail: IncomingMail, raw: bytes) -> Iterator[Bounce]:
    delayed, failed = _by_words(raw)
    words = "\n".join(_decoded(part.content) for part in mail.parts if "text/" in part.kind.lower())
    status = _first(_STATUS, words)
    # It takes "had transient non-fatal errors" for the end, and does not tell a full mailbox, or a
    # policy, from an address that is not there: only what the words say of a status counts.
    kind = _kind(status)
    message_id = _original_id(mail, []) or _id_in(words)
    for recipient in failed:
        yield Bounce(recipient, kind, status, message_id)
    for recipient in delayed:
        yield Bounce(recipient, BounceKind.DELAYED, status, message_id)


def _by_words(raw: bytes) -> tuple[list[str], list[str]]:
    try:
        found = all_failures(message_from_bytes(raw[:_MOST]))
    except Exception as error:  # noqa: BLE001 - whatever it stumbles over, the mail is no bounce
        logger.warning("A bounce could not be read: %s", type(error).__name__)
        return [], []
    temporary, permanent = (
        sorted(clean(_decoded(one)).lower() for one in some if b"@" in one) for some in found
    )
    return temporary, permanent


def _id_in(text: str) -> str:
    found = _ID.search(text)
    return clean(found[1]) if found else ""


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group() if found else ""


def _decoded(content: bytes) -> str:
    return content.decode("utf-8", "replace")
