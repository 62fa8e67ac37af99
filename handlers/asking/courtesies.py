"""Greetings and farewells: what stands around a question and is no part of it."""

import re

_GREETING = re.compile(
    r"(?:hej+(?:san|sa)?(?:\s+hej)*|hall[aå]|hejsan|tjena(?:re)?|tja|god\s?(?:morgon|dag|kväll)|"
    r"goddag|morsning|hi|hello|tack(?:\s+(?:s[aå]\s+mycket|på\s+förhand|snälla))?)\b[\s,!.:;–-]*",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"(?P<sure>mvh\b|m\.v\.h\b)"
    r"|(?:med\s+)?v[aä]nliga?\s+h[aä]lsning(?:ar)?\b|h[aä]lsn(?:ing(?:ar)?)?\b"
    r"|skickat\s+fr[aå]n\s+min\b|-{2,}|/(?=\w)"
    # "Vänligen" begins a sentence as well.
    r"|(?P<unsure>v[aä]nlig(?:a|en)?\b)",
    re.IGNORECASE,
)
# A farewell is short: nothing but its greeting and perhaps a name, a title, a place.
_LONGEST = 80
_MOST_WORDS = 3
# A mail in one line has its farewell in the middle.
_AFTER_SENTENCE = re.compile(r"(?<=[.?!])\s+")


def ungreeted(text: str) -> str:
    """Take the greetings off the beginning of ``text``."""
    rest = text.strip()
    start = 0
    while greeting := _GREETING.match(rest, start):
        start = greeting.end()
    return rest[start:].strip()


def without_signature(text: str) -> str:
    """Return ``text`` up to its first farewell."""
    end = 0
    for line in text.split("\n"):
        at = _farewell(line)
        if at is not None and _is_said(head := text[: end + at], line[at]):
            return head
        end += len(line) + 1
    return text


def _is_said(head: str, sign: str) -> bool:
    """Tell whether enough stands before a farewell for it to be one."""
    # After a mere greeting "/projekt …" is a command; and whoever wrote nothing but a signature
    # meant something by it.
    return bool(ungreeted(head) if sign == "/" else head.strip())


def _farewell(line: str) -> int | None:
    """Return where the farewell begins that the line is, or that it ends with."""
    line = line.rstrip()
    start = len(line) - len(line.lstrip())
    inside = (one.end() for one in _AFTER_SENTENCE.finditer(line) if line[one.end()].isalpha())
    # Looking at no more than the last words keeps long lines cheap.
    near = (at for at in (start, *inside) if len(line) - at <= _LONGEST)
    return next((at for at in near if _is_farewell(line[at:])), None)


def _is_farewell(words: str) -> bool:
    match = _FAREWELL.match(words)
    # Whoever asks, or is about to tell something, is not done.
    if match is None or words.endswith(("?", ":")):
        return False
    name = words[match.end() :].strip(" .,;!–-")
    if match["unsure"] and not all(word.istitle() for word in name.split()):
        return False
    short = all(len(part.split()) <= _MOST_WORDS for part in name.split(","))
    return short or bool(match["sure"])
