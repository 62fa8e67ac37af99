"""The lines of a calendar message: read forgivingly, written strictly (RFC 5545, section 3.1)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

CRLF = "\r\n"
# Octets on a line, the break not counted.
WIDTH = 75
_NAME = r"[A-Za-z0-9-]+"
_VALUE = r'(?:"[^"]*"|[^",;:]*)'
_LINE = re.compile(rf"({_NAME})((?:;{_NAME}={_VALUE}(?:,{_VALUE})*)*):(.*)")
_PARAMETER = re.compile(rf";({_NAME})=({_VALUE}(?:,{_VALUE})*)")
# Before decoding: some programs fold within a character.
_FOLD = re.compile(rb"\r?\n[ \t]")
_BREAK = re.compile(r"\r\n?|\n")
_ESCAPED = re.compile(r"\\(.)")
_SPECIAL = re.compile(r"([\\;,])")


@dataclass(frozen=True, slots=True)
class Line:
    """A property: names in capital letters, values and parameters as they are written."""

    name: str
    value: str
    params: tuple[tuple[str, str], ...] = ()

    def param(self, name: str) -> str:
        """Give a parameter without its quotation marks; nothing where there is none."""
        return dict(self.params).get(name, "").strip('"')

    def having(self, **params: str) -> "Line":
        """Give the same property with these parameters, in their old places or last."""
        return Line(self.name, self.value, tuple((dict(self.params) | params).items()))

    def __str__(self) -> str:
        """Write it on one line."""
        params = "".join(f";{name}={value}" for name, value in self.params)
        return f"{self.name}{params}:{self.value}"


def read_lines(content: bytes) -> Iterator[Line]:
    """Yield what can be read; one line that is broken does not lose the others."""
    for written in _BREAK.split(_FOLD.sub(b"", content).decode("utf-8", "replace")):
        if found := _LINE.fullmatch(written):
            params = ((one[1].upper(), one[2]) for one in _PARAMETER.finditer(found[2]))
            yield Line(found[1].upper(), found[3], tuple(params))


def write_lines(lines: Iterable[Line]) -> bytes:
    """Write lines, folded between characters."""
    return "".join(f"{folded}{CRLF}" for line in lines for folded in _folded(str(line))).encode()


def plain(value: str) -> str:
    """Give a text as a person reads it."""
    return _ESCAPED.sub(lambda sign: "\n" if sign[1] in "nN" else sign[1], value)


def escaped(words: str) -> str:
    """Write a person's text as a value."""
    kept = (_SPECIAL.sub(r"\\\1", _printable(line)) for line in _BREAK.split(words))
    return "\\n".join(kept)


def _printable(line: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in line)


def _folded(written: str) -> Iterator[str]:
    line, length = "", 0
    for sign in written:
        octets = len(sign.encode())
        if length + octets > WIDTH:
            yield line
            line, length = " ", 1
        line, length = line + sign, length + octets
    yield line
