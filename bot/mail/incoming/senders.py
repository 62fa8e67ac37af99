"""Whom a mail says it is from: every address in it, so that nobody can hide behind another."""

import re
from collections.abc import Iterator
from email.message import Message
from email.utils import getaddresses
from itertools import islice

from email_validator import validate_email

from bot.mail.incoming.heads import LONGEST_VALUE, written

# More than one is already too many to believe.
MOST_SENDERS = 50
MOST_FROM_FIELDS = 10
# To take a field apart takes quadratic time: one that is longer is searched for addresses only.
LONGEST_PARSED = 1_000

_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"')
_COMMENT = re.compile(r"\([^()]*\)")
_NESTED = 5
_LETTER = r"[^\s<>()\[\],;:\"\\]"
# From the beginning of a word only: else a long word takes quadratic time.
_WORD = re.compile(rf"(?<!{_LETTER}){_LETTER}+@(?!@){_LETTER}+")
_RUN = re.compile(rf"{_LETTER}+")


def read_senders(message: Message) -> tuple[str, ...]:
    """Return the addresses of all From fields: lower case, the domain as IDNA writes it.

    What is no address is left out. One that stands in two fields is there twice: RFC 5322,
    section 3.6, lets nobody write two.
    """
    values = islice(written(message, "from"), MOST_FROM_FIELDS)
    fields = (_addresses(value[:LONGEST_VALUE]) for value in values)
    return tuple(islice((address for field in fields for address in field), MOST_SENDERS))


def _addresses(value: str) -> Iterator[str]:
    # Where all of it is searched, an address in somebody's name counts too: rather one too many.
    seen = (
        [*_seen(value), *_parsed(value)] if len(value) <= LONGEST_PARSED else _WORD.findall(value)
    )
    found = islice(dict.fromkeys(seen), MOST_SENDERS)
    yield from dict.fromkeys(filter(None, map(_address, found)))


def _parsed(value: str) -> list[str]:
    # The library makes one address of "a@x.example b": only what stands there whole is one.
    whole = set(_RUN.findall(value))
    try:
        return [address for _, address in getaddresses([value]) if address in whole]
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError):
        # What the library has been seen to say to broken fields: then they are read without it.
        return []


def _seen(value: str) -> list[str]:
    """Return what looks like an address outside names in quotation marks and comments.

    The library gives one address for "a@x.example <b@y.example>", and not always the same one:
    which of them a mail server looked at cannot be known.
    """
    bare = _QUOTED.sub(" ", value)
    for _ in range(_NESTED):
        bare = _COMMENT.sub(" ", bare)
    return _WORD.findall(bare)


def _address(text: str) -> str:
    try:
        read = validate_email(text, check_deliverability=False)
    except ValueError:
        return ""
    return f"{read.local_part}@{read.ascii_domain}".lower()
