"""What a person typed, made ready to be understood."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from storage.words import fold, normal

# Whoever pastes a whole document asks in its first lines.
LONGEST = 2000
_GREETING = re.compile(
    r"^(?:hej+(?:san|sa)?(?:\s+hej)*|hall[aå]|hejsan|tjena(?:re)?|tja|god\s?(?:morgon|dag|kväll)|"
    r"goddag|morsning|hi|hello|tack(?:\s+(?:s[aå]\s+mycket|på\s+förhand|snälla))?)\b[\s,!.:;–-]*",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"^\s*(?:med\s+v[aä]nlig(?:a)?\s+h[aä]lsning(?:ar)?|v[aä]nlig(?:a|en)?(?:\s+h[aä]lsning(?:ar)?)?|"
    r"h[aä]lsningar|h[aä]lsn|mvh|/\w+|skickat\s+fr[aå]n\s+min|--).*$",
    re.IGNORECASE | re.MULTILINE,
)
# A mail in one line has its farewell in the middle.
_FAREWELL = re.compile(
    r"(?<=[.?!])\s+(?:mvh|m\.v\.h|v[aä]nliga? h[aä]lsning(?:ar)?|h[aä]lsningar)\b.*$", re.IGNORECASE
)


@dataclass(frozen=True)
class Phrase:
    """A question: ``text`` as typed but clean, ``folded`` for matching, ``sentences`` apart."""

    text: str

    @classmethod
    def of(cls, raw: str) -> "Phrase":
        """Clean what was typed: composed letters, no control or direction marks, no signature."""
        composed = unicodedata.normalize("NFC", raw[: LONGEST * 4])
        visible = "".join(letter for letter in composed if _shows(letter))
        return cls(_without_signature(visible)[:LONGEST].strip())

    @cached_property
    def folded(self) -> str:
        """Return the text in lower case, without accents, on one line."""
        return " ".join(fold(self.text).split())

    @cached_property
    def plain(self) -> str:
        """Return the text in lower case on one line, å ä ö kept."""
        return " ".join(normal(self.text).split())

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Return the sentences, greetings taken off; those that ask come first."""
        parts = re.split(r"(?<=[.!?])\s+|\n+", self.text)
        kept = [ungreeted(part) for part in parts]
        kept = [part for part in kept if re.search(r"\w", part)]
        return tuple(sorted(kept, key=lambda part: "?" not in part))

    @cached_property
    def bare(self) -> str:
        """Return the folded text without its greeting and without punctuation at the ends."""
        return " ".join(fold(ungreeted(self.text)).split()).strip(" ?!.,;:")


def ungreeted(text: str) -> str:
    """Take the greetings off the beginning of ``text``."""
    rest = text.strip()
    while (shorter := _GREETING.sub("", rest, count=1).strip()) != rest:
        rest = shorter
    return rest


def _shows(letter: str) -> bool:
    return letter in "\n\t" or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def _without_signature(text: str) -> str:
    match = _SIGNATURE.search(text)
    head = text[: match.start()] if match else text
    head = _FAREWELL.sub("", head)
    # A mail that is nothing but a signature line is still what the person wrote.
    return head if head.strip() else text
