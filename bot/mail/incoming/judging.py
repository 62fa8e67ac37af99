"""Which mails are never answered (RFC 3834, section 2), and why.

Two machines that answer each other never stop, and an answer to a list reaches all of it.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.mail.incoming.message import IncomingMail

_BULK = frozenset({"bulk", "list", "junk", "auto_reply"})
_NO = frozenset({"no", "false", "0"})
# As a name of its own, whatever is tied to it: a Juno Reply, a Bouncer and a Studs Terkel are
# people. Nobody is called noreply, so there anything may follow.
_SYSTEM = re.compile(
    r"(?:.*[._-])?(?:no|do[._-]?not)[._-]?reply.*|(?:.*[._-])?svara[._-]?(?:inte|ej)"
    r"|(?:mailer[._-]?daemon|postmaster|bounces?|studs)(?:[+=_-].*)?"
)
# Answers, and what mail servers tag with: [EXTERN]. Not VB: and FW:, since a person who forwards an
# automatic reply wants something.
_PREFIXES = re.compile(r"(?:(?:sv|re|aw) ?(?:[\[(]\d{1,3}[\])])? ?: ?|\[[^\]]{1,20}\] ?)*")
# Exchange says in the subject alone that it answers by itself, in the language of the mailbox. The
# words that people use as well must be the label before a colon or a dash. Absence must be a whole
# word: "Frånvaroanmälan" and "Frånvaro-rutin" are things to write about, and get their answer. A
# person's own "Frånvaro på mötet" does not; automatic replies are worded like that too.
_AUTOMATIC = re.compile(
    r"(?:autosvar|automatiskt? svar|automatic reply|auto[- ]?reply|automaattinen vastaus"
    r"|automatische antwort) ?(?:[:–—-]|$)"
    r"|(?:frånvaro|frånvarande|frånvaromeddelande|out of (?:the )?office)(?![\w-])"
)
_BETWEEN_ADDRESSES = re.compile(r'[\s<>,;:"()]+')


class Silence(StrEnum):
    """Why a mail is not answered."""

    BOUNCE = "bounce"
    OURSELVES = "ourselves"
    AUTOMATIC = "automatic"
    LIST_MAIL = "list_mail"
    BULK = "bulk"
    NO_SENDER = "no_sender"
    SEVERAL_SENDERS = "several_senders"
    SYSTEM_SENDER = "system_sender"


@dataclass(frozen=True, slots=True)
class Ours:
    """How our own mails are known: our addresses, and the domain of our Message-IDs.

    Domains are as IDNA writes them.
    """

    addresses: frozenset[str]
    domain: str


def why_silent(mail: IncomingMail, ours: Ours) -> Silence | None:
    """Return why a mail must never be answered, None if it may be. Nothing is raised.

    A bounce comes first: it is one even where our own mail server wrote it, in our domain.
    X-Auto-Response-Suppress is no reason. It asks for no automatic replies, and Exchange sets it on
    invitations and on what goes through groups too; whoever filtered by it lost people's mails.
    """
    if _is_bounce(mail):
        return Silence.BOUNCE
    if _is_ours(mail, ours):
        return Silence.OURSELVES
    return next((silence for silence, holds in _RULES if holds(mail)), None)


def keyword(value: str) -> str:
    """Return the word that a field begins with, in lower case: no comments, no parameters."""
    depth, kept = 0, []
    for character in value:
        if character == "(":
            depth += 1
        elif character == ")" and depth:
            depth -= 1
        elif not depth:
            kept.append(character)
    return "".join(kept).partition(";")[0].strip().lower()


def has_null_path(mail: IncomingMail) -> bool:
    """Tell whether the mail came with an empty envelope sender (RFC 5321, section 4.5.5)."""
    paths = mail.head.all("return-path")
    return any("".join(keyword(path).split()) in {"<>", ""} for path in paths)


def is_report(mail: IncomingMail) -> bool:
    """Tell whether the mail is a report of a mail system (RFC 6522)."""
    return keyword(mail.head.first("content-type")) == "multipart/report"


def _is_bounce(mail: IncomingMail) -> bool:
    return has_null_path(mail) or is_report(mail)


def _is_ours(mail: IncomingMail, ours: Ours) -> bool:
    own = {_untagged(address) for address in ours.addresses}
    named = [word for value in mail.head.all("sender") for word in _BETWEEN_ADDRESSES.split(value)]
    if any(_untagged(address) in own for address in (*mail.senders, *named)):
        return True
    domain = ours.domain.lower()
    # Phones and Thunderbird write Message-IDs in the domain of their user, and our colleagues are
    # in ours: what one of them has written is no mail of the bot's that has come back.
    is_colleague = _domain(mail.sender) == domain
    return domain != "" and _domain(mail.message_id) == domain and not is_colleague


def _is_automatic(mail: IncomingMail) -> bool:
    # Ours say so too, so two assistants that write to each other stop at one mail.
    submitted = map(keyword, mail.head.all("auto-submitted"))
    flags = (*mail.head.all("x-autoreply"), *mail.head.all("x-autorespond"))
    return (
        any(word != "no" for word in submitted)
        or any(keyword(value) not in _NO for value in flags)
        or _says_automatic(mail.subject)
    )


def _says_automatic(subject: str) -> bool:
    # Composed: Apple's programs write å as two characters.
    said = " ".join(unicodedata.normalize("NFKC", subject).casefold().split())
    start = _PREFIXES.match(said)
    return _AUTOMATIC.match(said, start.end() if start else 0) is not None


def _is_list_mail(mail: IncomingMail) -> bool:
    # RFC 2369 and RFC 2919.
    return any(name.startswith("list-") for name, _ in mail.head.fields)


def _is_bulk(mail: IncomingMail) -> bool:
    return any(keyword(value) in _BULK for value in mail.head.all("precedence"))


def _has_no_sender(mail: IncomingMail) -> bool:
    return not mail.senders


def _has_several_senders(mail: IncomingMail) -> bool:
    return len(mail.senders) > 1 or len(mail.head.all("from")) > 1


def _is_from_system(mail: IncomingMail) -> bool:
    return _SYSTEM.fullmatch(mail.sender.rpartition("@")[0].lower()) is not None


def _untagged(address: str) -> str:
    """Return an address in lower case, without what stands behind a plus in it."""
    name, _, domain = address.lower().rpartition("@")
    return f"{name.partition('+')[0]}@{domain}" if name else ""


def _domain(address: str) -> str:
    return address.rpartition("@")[2].lower()


_RULES: tuple[tuple[Silence, Callable[[IncomingMail], bool]], ...] = (
    (Silence.AUTOMATIC, _is_automatic),
    (Silence.LIST_MAIL, _is_list_mail),
    (Silence.BULK, _is_bulk),
    (Silence.NO_SENDER, _has_no_sender),
    (Silence.SEVERAL_SENDERS, _has_several_senders),
    (Silence.SYSTEM_SENDER, _is_from_system),
)
