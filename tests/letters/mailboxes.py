"""Names and addresses (RFC 5322, section 3.4), without the obsolete forms."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.letters.faults import Fault, fault
from tests.letters.words import has_word, run_faults

ATEXT = rb"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]"
DOT_ATOM = rb"%b+(?:\.%b+)*" % (ATEXT, ATEXT)
_TOKEN = re.compile(
    rb'(?P<blank>[ \t]+)|(?P<quoted>"(?:[^"\\]|\\.)*")|(?P<comment>\((?:[^()\\]|\\.)*\))'
    rb"|(?P<angle><[^<>]*>)|(?P<comma>,)|(?P<words>[^ \t,<>()\"]+)|(?P<stray>.)"
)
_ATOM = re.compile(rb"%b+" % ATEXT)
_LOCAL = re.compile(rb'%b|"(?:[\x20!#-\[\]-~]|\\[\x20-\x7e])*"' % DOT_ATOM)
_LABEL = re.compile(rb"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_LONGEST_LOCAL, _LONGEST_DOMAIN = 64, 253


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    octets: bytes


def mailbox_faults(value: bytes) -> Iterator[Fault]:
    """Yield what is wrong with a list of mailboxes. A group is none of those that we write."""
    for mailbox in _mailboxes(value):
        yield from _mailbox(mailbox, value)


def _mailboxes(value: bytes) -> Iterator[list[_Token]]:
    tokens: list[_Token] = []
    for found in _TOKEN.finditer(value):
        if found.lastgroup == "comma":
            yield tokens
            tokens = []
        else:
            tokens.append(_Token(str(found.lastgroup), found[0]))
    yield tokens


def _mailbox(tokens: list[_Token], value: bytes) -> Iterator[Fault]:
    for one in tokens:
        if one.kind == "comment":
            yield from run_faults(one.octets[1:-1].split(), in_phrase=True)
    shown = [one for one in tokens if one.kind != "comment"]
    while shown and shown[-1].kind == "blank":
        shown.pop()
    while shown and shown[0].kind == "blank":
        shown.pop(0)
    if shown and shown[-1].kind == "angle":
        yield from _phrase(shown[:-1], value)
        yield from _address(shown[-1].octets[1:-1])
    else:
        yield from _address(b"".join(one.octets for one in shown))


def _phrase(tokens: Sequence[_Token], value: bytes) -> Iterator[Fault]:
    """Yield what is wrong with a name: atoms, encoded words and quoted strings."""
    words = [one for one in tokens if one.kind == "words"]
    if any(one.kind in {"stray", "angle"} for one in tokens):
        yield fault("mailbox_unreadable", value)
        return
    for one in tokens:
        if one.kind == "quoted" and has_word(one.octets):
            yield fault("word_misplaced", one.octets)
    for one in words:
        # Whatever else is wrong with an encoded word is found below.
        if not _ATOM.fullmatch(one.octets) and not has_word(one.octets):
            yield fault("mailbox_unreadable", value)
    yield from run_faults(_apart(tokens), in_phrase=True)


def _apart(tokens: Sequence[_Token]) -> list[bytes]:
    """Return what blanks stand between; a quoted string holds no encoded words, so it is empty."""
    glued = b"".join(b'""' if one.kind == "quoted" else one.octets for one in tokens)
    return glued.split()


def _address(spec: bytes) -> Iterator[Fault]:
    if has_word(spec):
        yield fault("word_misplaced", spec)
        return
    local, at, domain = spec.rpartition(b"@")
    if not at or not _LOCAL.fullmatch(local) or len(local) > _LONGEST_LOCAL:
        yield fault("mailbox_unreadable", spec)
    elif not is_domain(domain):
        yield fault("mailbox_domain", spec)


def is_domain(domain: bytes) -> bool:
    """Tell whether this is a domain of letters, digits and hyphens (RFC 5321, section 4.1.2)."""
    labels = domain.split(b".")
    written = len(labels) > 1 and len(domain) <= _LONGEST_DOMAIN
    return written and all(map(_is_label, labels))


def _is_label(label: bytes) -> bool:
    if not _LABEL.fullmatch(label):
        return False
    if not label.lower().startswith(b"xn--"):
        return True
    try:
        # An A-label (RFC 5890): it stands for something with other letters in it.
        return not label[4:].decode("punycode").isascii()
    except UnicodeError:
        return False
