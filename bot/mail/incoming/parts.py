"""The parts of a mail that are no containers, decoded, however broken the tree is."""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from copy import copy
from email import policy
from email.generator import BytesGenerator
from email.message import Message
from io import BytesIO

from bot.mail.incoming.faults import Fault
from bot.mail.incoming.heads import read_words, written
from bot.mail.incoming.message import Part
from bot.texts.charsets import decoded

MOST_PARTS = 100
DEEPEST = 30
LONGEST_NAME = 255
# The library takes quadratic time for the parameters of a field.
LONGEST_PARAMETERS = 10_000

# What the library has been seen to say to broken fields and contents.
_UNREADABLE = (AttributeError, LookupError, TypeError, ValueError)
_TNEF = {"application/ms-tnef", "application/vnd.ms-tnef"}
_DEFAULT_KIND = "text/plain"
_KIND = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)
# RFC 2045, section 6.7: two hexadecimal digits or the end of the line follow the sign.
_NOT_QUOTED = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]*(?:[\r\n]|\Z))")
_UUENCODED = {"x-uuencode", "uuencode", "uue", "x-uue"}


class _AsItStood(policy.Compat32):
    """Writes fields as they came in: the library's own folding raises on poisoned ones."""

    verify_generated_headers = False

    def fold_binary(self, name: str, value: str) -> bytes:
        return f"{name}: {value}\n".encode("utf-8", "surrogateescape")


def read_parts(message: Message) -> tuple[tuple[Part, ...], tuple[Fault, ...]]:
    """Return the parts in their order and the faults found on the way.

    At most 100 parts down to 30 levels; a mail inside the mail is one part that is not opened.
    Nothing raises: a part that cannot be decoded gives what could be had of it.
    """
    parts: list[Part] = []
    faults: list[Fault] = []
    for leaf in _leaves(message, faults):
        kind = _kind(leaf)
        if kind in _TNEF or _filename(leaf).lower() == "winmail.dat":
            faults.append(Fault.TNEF)
        elif len(parts) == MOST_PARTS:
            faults.append(Fault.TOO_MANY_PARTS)
            break
        else:
            parts.append(_part(leaf, kind, faults))
    return tuple(parts), tuple(dict.fromkeys(faults))


def _leaves(message: Message, faults: list[Fault]) -> Iterator[Message]:
    waiting = [(message, 0)]
    while waiting:
        current, depth = waiting.pop()
        if not current.is_multipart() or _kind(current).startswith("message/"):
            yield current
        elif depth == DEEPEST:
            faults.append(Fault.TOO_DEEP)
        else:
            faults.extend(_container_faults(current))
            inner = [part for part in current.get_payload() if isinstance(part, Message)]
            waiting.extend((part, depth + 1) for part in reversed(inner))


def _container_faults(container: Message) -> list[Fault]:
    faults = [Fault.BROKEN_PART] if container.defects else []
    if _kind(container) == "multipart/encrypted":
        faults.append(Fault.ENCRYPTED)
    return faults


def _part(leaf: Message, kind: str, faults: list[Fault]) -> Part:
    content, whole = _content(leaf)
    if not whole or kind.startswith("multipart/"):
        faults.append(Fault.BROKEN_PART)
    if _is_sealed(leaf, kind):
        faults.append(Fault.ENCRYPTED)
    # A container that holds nothing is what the library makes of one without a boundary.
    shown = _DEFAULT_KIND if kind.startswith("multipart/") else kind
    name = _filename(leaf)
    attached = bool(name) or kind == "message/rfc822" or _disposition(leaf) == "attachment"
    return Part(shown, content, _parameter(leaf, "charset")[:40], name, attached)


def _is_sealed(leaf: Message, kind: str) -> bool:
    # RFC 8551, section 3.2.2: a mail that is only signed may be of this kind too.
    sealed = kind in {"application/pkcs7-mime", "application/x-pkcs7-mime"}
    return sealed and _parameter(leaf, "smime-type").lower() != "signed-data"


def _kind(message: Message) -> str:
    said = next(written(message, "content-type"), _DEFAULT_KIND).partition(";")[0]
    kind = re.sub(r"\s", "", said).lower()
    # RFC 2045, section 5.2: what is no type is text. The library holds digests' mails as mails.
    if _KIND.fullmatch(kind) and len(kind) <= LONGEST_NAME:
        return kind if "content-type" in message else message.get_default_type()
    return _DEFAULT_KIND


def _disposition(message: Message) -> str:
    return next(written(message, "content-disposition"), "").partition(";")[0].strip().lower()


def _filename(message: Message) -> str:
    found = _parameter(message, "filename", "content-disposition") or _parameter(message, "name")
    return read_words(found)[:LONGEST_NAME]


def _parameter(message: Message, name: str, field: str = "content-type") -> str:
    value = next(written(message, field), "")
    if not value or len(value) > LONGEST_PARAMETERS:
        return ""
    # Of its own, since the field in the mail may hold octets that the library chokes on.
    alone: Message = Message()
    alone[field] = value
    try:
        found = alone.get_param(name, "", field)
        return read_words(_joined(found))
    except _UNREADABLE:
        return ""


def _joined(found: object) -> str:
    """Return a parameter; RFC 2231 gives it as charset, language and octets in Latin-1."""
    if not isinstance(found, tuple):
        return str(found)
    charset, _, value = found
    return decoded(str(value).encode("latin-1", "replace"), str(charset))


def _content(leaf: Message) -> tuple[bytes, bool]:
    try:
        if leaf.is_multipart():
            return b"".join(map(_as_it_stood, leaf.get_payload())), True
        return _decoded(_octets(leaf), _encoding(leaf))
    except _UNREADABLE:
        return b"", False


def _octets(leaf: Message) -> bytes:
    """Return the octets of a part as they were sent; asked for text, the library decodes some."""
    bare = copy(leaf)
    del bare["content-transfer-encoding"]
    sent = bare.get_payload(decode=True)
    return sent if isinstance(sent, bytes) else b""


def _as_it_stood(inner: Message) -> bytes:
    out = BytesIO()
    BytesGenerator(out, mangle_from_=False, policy=_AsItStood()).flatten(inner)
    return _with_plain_lines(out.getvalue())


def _encoding(leaf: Message) -> str:
    return next(written(leaf, "content-transfer-encoding"), "").partition(";")[0].strip().lower()


def _decoded(content: bytes, encoding: str) -> tuple[bytes, bool]:
    if encoding == "base64":
        return _from_base64(content)
    if encoding == "quoted-printable":
        plain = _with_plain_lines(content)
        return quopri.decodestring(plain), not _NOT_QUOTED.search(plain)
    if encoding in _UUENCODED:
        return _from_uu(content)
    return (content if encoding == "binary" else _with_plain_lines(content)), True


def _with_plain_lines(content: bytes) -> bytes:
    # Lines end as they like on the way: the same mail must give the same octets.
    return content.replace(b"\r\n", b"\n")


def _from_base64(content: bytes) -> tuple[bytes, bool]:
    """Return the octets, and whether nothing was wrong: junk is passed over, as RFC 2045 asks."""
    letters = re.sub(rb"\s+", b"", content)
    known = re.sub(rb"[^A-Za-z0-9+/=]", b"", letters)
    groups = [group for group in re.split(rb"=+", known) if group]
    whole = letters == known and len(letters) % 4 == 0 and len(groups) <= 1
    return b"".join(map(_group, groups)), whole


def _group(letters: bytes) -> bytes:
    # One letter alone holds six bits: no octet.
    held = letters[: len(letters) - (len(letters) % 4 == 1)]
    return base64.b64decode(held + b"=" * (-len(held) % 4))


def _from_uu(content: bytes) -> tuple[bytes, bool]:
    """Return the octets between ``begin`` and ``end``, as far as the lines can be read."""
    lines = iter(content.splitlines())
    begun = any(line.startswith(b"begin ") for line in lines)
    found = bytearray()
    for line in lines:
        if line.strip() == b"end":
            return bytes(found), begun
        try:
            found += binascii.a2b_uu(line)
        except binascii.Error:
            break
    return bytes(found), False
