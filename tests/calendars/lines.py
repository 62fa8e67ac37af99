"""The lines of a calendar (RFC 5545, section 3.1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_NAME = r"[A-Za-z0-9-]+"
# What stands in quotation marks, or holds neither of them nor what parts one from the next.
_VALUE = r'(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^",;:\x00-\x08\x0a-\x1f\x7f]*)'
_PARAMETER = rf";{_NAME}={_VALUE}(?:,{_VALUE})*"
_LINE = re.compile(rf"({_NAME})((?:{_PARAMETER})*):([^\x00-\x08\x0a-\x1f\x7f]*)")
_ONE = re.compile(rf";({_NAME})=({_VALUE}(?:,{_VALUE})*)")


@dataclass(frozen=True, slots=True)
class Line:
    """A property: names in capital letters, and values as they are written."""

    name: str
    value: str
    params: dict[str, str] = field(default_factory=dict)


def unfolded(raw: bytes) -> list[bytes]:
    """Return the lines, each on one."""
    return raw.replace(b"\r\n ", b"").replace(b"\r\n\t", b"").removesuffix(b"\r\n").split(b"\r\n")


def read_lines(raw: bytes) -> list[Line]:
    """Return what can be read as lines; raise ValueError for what cannot."""
    return [read_line(one.decode()) for one in unfolded(raw)]


def read_line(written: str) -> Line:
    """Return one line; raise ValueError where it is none."""
    found = _LINE.fullmatch(written)
    if found is None:
        raise ValueError(written)
    params = dict(_params(found[2]))
    if len(params) != len(_ONE.findall(found[2])):
        raise ValueError(written)
    return Line(found[1].upper(), found[3], params)


def _params(written: str) -> Iterator[tuple[str, str]]:
    for one in _ONE.finditer(written):
        yield one[1].upper(), one[2]
