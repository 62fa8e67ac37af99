"""Lines of a calendar, written without the library's components (RFC 5545, section 3.1).

The library looks at each letter of each line: a feed of a thousand meetings would be its work
alone. What is written here is what it writes, and a test holds them side by side.
"""

from collections.abc import Iterable

# Of the 75 octets that a line may have, one is the space that begins a further one.
_LONGEST = 74
_BEGINS_LATER = 0x80, 0xC0
_BACKSLASH = ord("\\")


def words(text: str) -> str:
    """Return text as a value: what would end it or part it is escaped (section 3.3.11)."""
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def written(lines: Iterable[str]) -> bytes:
    """Return lines as octets, each ended, and folded where it is too long."""
    return b"".join(_folded(line.encode()) for line in lines)


def _folded(line: bytes) -> bytes:
    if len(line) <= _LONGEST:
        return line + b"\r\n"
    parts, start = [], 0
    while start < len(line):
        end = _cut(line, start)
        parts.append(line[start:end])
        start = end
    return b"\r\n ".join(parts) + b"\r\n"


def _cut(line: bytes, start: int) -> int:
    """Return where a line may end: not within a letter, nor between a backslash and its sign."""
    end = start + _LONGEST
    if end >= len(line):
        return len(line)
    mark, mask = _BEGINS_LATER
    while line[end] & mask == mark:
        end -= 1
    return end - 1 if line[end - 1] == _BACKSLASH else end
