"""Sources by a name that a reader knows, derived from their file names."""

import re
from collections.abc import Sequence

from bot.texts.wording import has_word, phrases, text, word

_FILE = re.compile(
    r"[a-z]+-(?P<document>[a-z]+)-(?P<years>(?:19|20)\d\d(?:-(?:19|20)\d\d)?)\.[a-z]+"
)
_APART = re.compile(r"[,;]\s*")


def source_words(source: str, at_most: int = 2) -> str:
    """Name a source: "verksamhetsberättelsen 2024"; an unknown one is quoted as it is."""
    names = [_one(part) for part in _APART.split(source.strip()) if part]
    return _joined(list(dict.fromkeys(names)), at_most)


def listed(words: Sequence[str]) -> str:
    """Join words as in speech: "a, b och c"."""
    if len(words) < 2:  # noqa: PLR2004 - two is when "och" is needed
        return "".join(words)
    return f"{', '.join(words[:-1])} {text('common.and')} {words[-1]}"


def _joined(names: list[str], at_most: int) -> str:
    if len(names) <= at_most:
        return listed(names)
    rest = len(names) - at_most
    numbers = phrases("common.numbers")
    count = numbers[rest] if rest < len(numbers) else str(rest)
    return text("age.rest", first=", ".join(names[:at_most]), count=count)


def _one(name: str) -> str:
    match = _FILE.fullmatch(name)
    if match is None or not has_word("document", match["document"]):
        return f"”{name}”"
    return f"{word('document', match['document'])} {match['years'].replace('-', '–')}"
