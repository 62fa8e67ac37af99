"""Contents as they are encoded for the way (RFC 2045, section 6)."""

import binascii
import re
from collections.abc import Callable, Iterator, Mapping

from tests.letters.faults import Fault, fault
from tests.letters.words import is_base64

_WIDTH = 76
# Section 6.7: printable but for the equals sign, blanks, and octets in two capital digits.
_QP_TEXT = re.compile(rb"(?:[\t\x20-<>-~]|=[0-9A-F]{2})*=?")
_BARE = re.compile(rb"[\r\n\0]")
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/=]*")

_Faults = tuple[list[Fault], bytes]


def content_faults(encoding: bytes, charset: bytes, lines: list[bytes]) -> Iterator[Fault]:
    """Yield what is wrong with a content; ``charset`` is empty where it is no text."""
    if encoding not in _READERS:
        yield fault("encoding", encoding)
        return
    eights = [line for line in lines if not line.isascii()]
    if eights and encoding != b"8bit":
        yield fault("octets_8bit", eights[0])
        return
    found, octets = _READERS[encoding](lines)
    yield from found
    if charset and not found:
        yield from _charset(charset, octets)


def octets_of(encoding: bytes, lines: list[bytes]) -> bytes:
    """Return a content without its encoding, or nothing where that is broken."""
    return _READERS[encoding](lines)[1] if encoding in _READERS else b""


def _charset(charset: bytes, octets: bytes) -> Iterator[Fault]:
    try:
        octets.decode(charset.decode("ascii"))
    except (LookupError, UnicodeDecodeError):
        yield fault("charset", charset)


def _plain(lines: list[bytes]) -> _Faults:
    return [], b"\n".join(lines)


def _quoted_printable(lines: list[bytes]) -> _Faults:
    found: list[Fault] = []
    octets = b""
    for line in lines:
        found += _of_quoted_line(line)
        soft = line.endswith(b"=")
        octets += _unquoted(line[:-1] if soft else line) + (b"" if soft else b"\n")
    if lines and next((line for line in reversed(lines) if line), b"").endswith(b"="):
        found.append(fault("qp_open_end", lines[-1]))
    return found, octets


def _of_quoted_line(line: bytes) -> Iterator[Fault]:
    if len(line) > _WIDTH:
        yield fault("qp_line_long", line)
    if line[-1:] in {b" ", b"\t"}:
        yield fault("qp_trailing_blank", line)
    # Line breaks and NUL where they may not be are faults of the whole mail.
    if not _QP_TEXT.fullmatch(_BARE.sub(b"", line)):
        broken = re.search(rb"=(?![0-9A-F]{2}|$)", line)
        yield fault("qp_escape" if broken else "qp_octet", line)


def _unquoted(line: bytes) -> bytes:
    return re.sub(rb"=([0-9A-F]{2})", lambda digits: bytes([int(digits[1], 16)]), line)


def _base64(lines: list[bytes]) -> _Faults:
    found = [fault("base64_line_long", line) for line in lines if len(line) > _WIDTH]
    whole = b"".join(lines)
    if not all(map(_BASE64_LINE.fullmatch, lines)) or not is_base64(whole):
        return [*found, fault("base64", whole)], b""
    return found, binascii.a2b_base64(whole)


_READERS: Mapping[bytes, Callable[[list[bytes]], _Faults]] = {
    b"7bit": _plain,
    b"8bit": _plain,
    b"quoted-printable": _quoted_printable,
    b"base64": _base64,
}
