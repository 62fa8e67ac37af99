"""Encoded words (RFC 2047): well-formed, readable, and only where they may stand."""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.letters.faults import Fault, fault

_LONGEST_WORD, _LONGEST_LINE = 75, 76
_WORD = re.compile(rb"=\?([^?\s]*)\?([^?\s]*)\?([^?\s]*)\?=")
# What somebody meant to be one, though it is none.
_ATTEMPT = re.compile(rb"=\?[^?\s]*\?[^?\s]*\?")
# Section 2: a token. The language that RFC 2231 lets follow is nobody's here.
_CHARSET = re.compile(rb"[A-Za-z0-9!#$%&'*+^_`{|}~-]+")
_Q_ANYWHERE = re.compile(rb"(?:[!-<>@-~]|=[0-9A-F]{2})*")
# Section 5 (3): within a name only these stand for themselves.
_Q_IN_PHRASE = re.compile(rb"(?:[A-Za-z0-9!*+/_-]|=[0-9A-F]{2})*")


@dataclass(frozen=True, slots=True)
class _Decoded:
    charset: str
    octets: bytes


def has_word(octets: bytes) -> bool:
    """Tell whether there is an encoded word, or what some readers take for one."""
    return _WORD.search(octets) is not None


def line_faults(lines: Iterable[bytes], name: bytes) -> Iterator[Fault]:
    """Yield the lines that are too long for having an encoded word in them (section 2)."""
    prefix = len(name) + 1
    for line in lines:
        # A word that is too long is a fault of its own.
        short = all(len(word) <= _LONGEST_WORD for word in line.split())
        if prefix + len(line) > _LONGEST_LINE and has_word(line) and short:
            yield fault("word_line_long", line)
        prefix = 0


def text_faults(value: bytes) -> Iterator[Fault]:
    """Yield what is wrong with the encoded words of a field that is text for people."""
    yield from run_faults(value.split(), in_phrase=False)


def run_faults(tokens: Sequence[bytes], *, in_phrase: bool) -> Iterator[Fault]:
    """Yield what is wrong with the encoded words among tokens that blanks stand between."""
    run: list[_Decoded] = []
    for token in tokens:
        found = list(_token_faults(token, in_phrase=in_phrase))
        yield from found
        word = None if found else _decoded(token)
        if word is None or (run and run[-1].charset != word.charset):
            yield from _undecodable(run)
            run = []
        run += [word] if word else []
    yield from _undecodable(run)


def _token_faults(token: bytes, *, in_phrase: bool) -> Iterator[Fault]:
    word = _WORD.fullmatch(token)
    if word is not None:
        yield from _word_faults(token, *word.groups(), in_phrase=in_phrase)
    elif _WORD.search(token):
        yield fault("word_unseparated", token)
    elif _ATTEMPT.match(token):
        yield fault("word_malformed", token)


def _word_faults(
    token: bytes, charset: bytes, encoding: bytes, said: bytes, *, in_phrase: bool
) -> Iterator[Fault]:
    if len(token) > _LONGEST_WORD:
        yield fault("word_too_long", token)
    if not _CHARSET.fullmatch(charset) or not _is_known(charset):
        yield fault("word_charset", token)
    if encoding.upper() not in {b"B", b"Q"}:
        yield fault("word_encoding", token)
    elif encoding.upper() == b"Q":
        is_q = (_Q_IN_PHRASE if in_phrase else _Q_ANYWHERE).fullmatch(said)
        yield from [] if is_q else [fault("word_q", token)]
    elif not is_base64(said):
        yield fault("word_base64", token)


def is_base64(said: bytes) -> bool:
    """Tell whether this is base64 in full, padded, and with no bits left over (RFC 4648, 3.5)."""
    if not re.fullmatch(rb"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?", said):
        return False
    return base64.b64encode(binascii.a2b_base64(said)) == said


def _is_known(charset: bytes) -> bool:
    try:
        # Not of nothing: that is nothing in any charset.
        b"a".decode(charset.decode("ascii"))
    except UnicodeDecodeError:
        return True
    except LookupError:
        return False
    return True


def _decoded(token: bytes) -> _Decoded | None:
    word = _WORD.fullmatch(token)
    if word is None:
        return None
    charset, encoding, said = word.groups()
    if encoding.upper() == b"B":
        return _Decoded(charset.decode().lower(), binascii.a2b_base64(said))
    spaced = said.replace(b"_", b" ")
    octets = re.sub(rb"=([0-9A-F]{2})", lambda hex_: bytes([int(hex_[1], 16)]), spaced)
    return _Decoded(charset.decode().lower(), octets)


def _undecodable(run: list[_Decoded]) -> Iterator[Fault]:
    """Yield the words that do not stand for characters of their charset, each by itself."""
    if all(_stands(word.charset, word.octets) for word in run):
        return
    whole = b"".join(word.octets for word in run)
    # Section 5: a character of several octets must not be split between two words.
    split = len(run) > 1 and _stands(run[0].charset, whole)
    yield fault("word_split_character" if split else "word_undecodable", whole)


def _stands(charset: str, octets: bytes) -> bool:
    try:
        octets.decode(charset)
    except UnicodeDecodeError:
        return False
    return True
