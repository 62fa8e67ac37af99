"""The fields of a head, of a mail or of a part (RFC 5322, section 2.2)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.letters.faults import Fault, fault

_WIDTH = 78
_NAME = re.compile(rb"[!-9;-~]+")
_BLANKS = b" \t"
_PLAIN = re.compile(rb"[\t\x20-\x7e]*")
# RFC 5322, section 3.6, and what machines read: twice is once too many.
_MANY = {b"received", b"comments", b"keywords", b"resent-from", b"resent-to"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name in lower case, and its lines as they stand without the name."""

    name: bytes
    lines: tuple[bytes, ...]

    @property
    def value(self) -> bytes:
        """Return what stands there once it is unfolded (RFC 5322, section 2.2.3)."""
        return b"".join(self.lines).strip(_BLANKS)

    @property
    def is_plain(self) -> bool:
        """Tell whether there is nothing but printable ASCII, blanks and tabs in it."""
        return all(map(_PLAIN.fullmatch, self.lines))


def parted(lines: Sequence[bytes]) -> tuple[list[bytes], list[bytes]]:
    """Return the lines before and behind the first empty one."""
    at = lines.index(b"") if b"" in lines else len(lines)
    return list(lines[:at]), list(lines[at + 1 :])


def read_fields(lines: Sequence[bytes]) -> tuple[list[Field], list[Fault]]:
    """Return the fields that can be read, and what is wrong with how they are written."""
    fields: list[Field] = []
    found: list[Fault] = []
    for whole in _whole(lines):
        name, colon, first = whole[0].partition(b":")
        if not colon or not _NAME.fullmatch(name):
            found.append(fault("field_unreadable", whole[0]))
            continue
        fields.append(Field(name.lower(), (first, *whole[1:])))
        found += _faults(whole)
    return fields, [*found, *_repeated(fields)]


def _whole(lines: Sequence[bytes]) -> Iterator[list[bytes]]:
    """Yield the lines of each field: those that begin with a blank belong to the one before."""
    whole: list[bytes] = []
    for line in lines:
        if whole and line[:1] in {b" ", b"\t"}:
            whole.append(line)
            continue
        if whole:
            yield whole
        whole = [line]
    if whole:
        yield whole


def _faults(whole: list[bytes]) -> Iterator[Fault]:
    for at, line in enumerate(whole):
        if max(line, default=0) > 126:
            yield fault("head_8bit", line)
        if re.search(rb"[\x01-\x08\x0b\x0c\x0e-\x1f]", line):
            yield fault("head_control", line)
        if at and not line.strip(_BLANKS):
            yield fault("fold_blank", whole[0])
        # A token on a line of its own can be folded no further.
        if len(line) > _WIDTH and re.search(rb"[ \t]", line.strip(_BLANKS)):
            yield fault("head_line_long", line)


def _repeated(fields: list[Field]) -> Iterator[Fault]:
    names = [field.name for field in fields if field.name not in _MANY]
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield fault("field_repeated", name)
