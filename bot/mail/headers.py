"""Header fields, folded and encoded by ourselves.

The library's own policy turns a long token into encoded words, in fields where nobody decodes
them: that breaks threads (References, In-Reply-To) and unsubscribing with one click (List-…).
"""

from base64 import b64encode
from collections.abc import Iterable
from email.header import Header

from bot.texts.safe import clean

_WIDTH = 76
# RFC 5322, 2.1.1: nothing longer may be sent at all.
_LONGEST = 998
# Longer names are encoded, since encoded words can be folded anywhere.
_LONGEST_QUOTED = 60


def tokens_field(name: str, value: str) -> str:
    """Return a field of tokens: folded between them, and never encoded.

    Raise ValueError for what cannot stand in one. A line break in the value is a space.
    """
    tokens = value.split()
    if not tokens or not all(map(_is_visible_ascii, tokens)):
        raise ValueError(f"{name} cannot hold this value")
    return _folded(name, tokens)


def words_field(name: str, value: str) -> str:
    """Return a field of words for people to read, such as a subject, on as many lines as needed."""
    said = clean(value)
    tokens = said.split()
    if _is_plain(said) and all(len(token) < _WIDTH for token in tokens):
        return _folded(name, tokens)
    return f"{name}: {_encoded(name, said)}"


def mailbox_field(name: str, person: str, address: str) -> str:
    """Return a field with somebody's name and address, the address in ASCII already."""
    said = clean(person)
    if not said:
        return _folded(name, [address])
    if _is_plain(said) and len(said) <= _LONGEST_QUOTED:
        phrase = '"' + said.replace("\\", r"\\").replace('"', r"\"") + '"'
    else:
        phrase = _encoded(name, said)
    return _appended(f"{name}: {phrase}", f"<{address}>")


def _folded(name: str, tokens: Iterable[str]) -> str:
    field = f"{name}:"
    for token in tokens:
        field = _appended(field, token)
    if any(len(line) > _LONGEST for line in field.split("\r\n")):
        raise ValueError(f"{name} holds a token that is too long")
    return field


def _appended(field: str, token: str) -> str:
    last = len(field) - (field.rfind("\n") + 1)
    return f"{field} {token}" if last + 1 + len(token) <= _WIDTH else f"{field}\r\n {token}"


def _encoded(name: str, said: str) -> str:
    # What has room in one word is not worth the library's search for the shortest ones.
    word = f"=?utf-8?b?{b64encode(said.encode()).decode()}?="
    if len(name) + len(": ") + len(word) <= _WIDTH:
        return word
    return Header(said, "utf-8", _WIDTH, name).encode(linesep="\r\n")


def _is_plain(said: str) -> bool:
    # What looks like an encoded word would be read as one.
    return said.isascii() and "=?" not in said


def _is_visible_ascii(token: str) -> bool:
    return token.isascii() and token.isprintable()
