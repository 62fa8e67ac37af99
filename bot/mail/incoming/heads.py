"""The fields at the head of a mail, made into lines that can be shown and compared."""

import base64
import quopri
import re
from collections.abc import Iterator
from email.message import Message
from itertools import islice

from bot.mail.incoming.message import Head
from bot.texts.charsets import decoded, utf8_or_latin1

MOST_FIELDS = 200
LONGEST_VALUE = 10_000
# Encoded words and folds shrink when they are read: enough octets to fill a value all the same.
_LONGEST_WRITTEN = 8 * LONGEST_VALUE

# Fields that hold no words (RFC 2047, section 5). What looks like some may be an address that our
# own server repeats: decoded, its writer would be telling us what that server has found.
_AS_WRITTEN = frozenset(
    {
        "authentication-results",
        "auto-submitted",
        "message-id",
        "precedence",
        "received",
        "return-path",
    }
)

_HIDDEN = re.compile("[\x00-\x20\x7f-\xa0\u2028\u2029]+")
# All but those that stand for octets (PEP 383): no mail holds them, and nothing can encode them.
_SURROGATES = re.compile("[\ud800-\udc7f\udd00-\udfff]")
# RFC 2047, section 2, but with blanks inside, as some programs write them.
_WORD = re.compile(r"=\?([^?\s=]{1,40})\?([bBqQ])\?([^?]{0,2000})\?=")


def read_head(message: Message) -> Head:
    """Return the fields of a mail in their order, unfolded, and decoded where words stand in them.

    No value holds a control character, one from an encoded word neither; at most 200 fields are
    read and 10 000 characters of each. Never raises.
    """
    fields = islice(message.raw_items(), MOST_FIELDS)
    return Head(tuple(_field(_name(name), value) for name, value in fields))


def written(message: Message, name: str) -> Iterator[str]:
    """Yield each value of a field as it was written: on one line, encoded words left as they are.

    RFC 2047, section 6.2, wants a field taken apart first and decoded afterwards: a name that
    holds a comma or an address, encoded, must not become a sender of its own.
    """
    for own, value in message.raw_items():
        if _name(own) == name:
            yield _one_line(_unescaped(value))


def read_words(written_value: str) -> str:
    """Return a value with its encoded words (RFC 2047) decoded, on one line."""
    return _one_line("".join(_pieces(written_value)))


def _field(name: str, value: object) -> tuple[str, str]:
    # Cut before and after: the first for the work, the second for what is promised.
    line = _one_line(_unescaped(value)[:_LONGEST_WRITTEN])
    shown = line if name in _AS_WRITTEN else read_words(line)
    return name, shown[:LONGEST_VALUE].strip(" ")


def _name(name: object) -> str:
    return _one_line(_unescaped(name)).lower()[:LONGEST_VALUE]


def _unescaped(value: object) -> str:
    """Return a value with the octets that the parser escaped into it (PEP 383) made letters."""
    text = str(value)
    if text.isascii():
        return text
    return utf8_or_latin1(_SURROGATES.sub("?", text).encode("utf-8", "surrogateescape"))


def _one_line(text: str) -> str:
    return _HIDDEN.sub(" ", text).strip(" ")


def _pieces(value: str) -> Iterator[str]:
    """Yield the value piece by piece.

    Words of one charset side by side are decoded together: many programs split a letter's octets
    between two of them.
    """
    pending, charset, at = b"", "", 0
    for word in _WORD.finditer(value):
        between = value[at : word.start()]
        # Blanks between two encoded words are not meant to be seen.
        apart = between.strip() or not at
        if apart or word[1].lower() != charset:
            yield decoded(pending, charset)
            pending, charset = b"", word[1].lower()
        yield between if apart else ""
        pending += _octets(word[2].lower(), word[3])
        at = word.end()
    yield decoded(pending, charset)
    yield value[at:]


def _octets(encoding: str, said: str) -> bytes:
    content = said.encode()
    if encoding == "q":
        return quopri.decodestring(content, header=True)
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", content)
    # One letter alone holds six bits: no octet.
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return base64.b64decode(letters + b"=" * (-len(letters) % 4))
