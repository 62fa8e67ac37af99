"""What a person typed, made ready to be understood."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from handlers.asking.courtesies import ungreeted, without_signature
from storage.words import fold, normal

# Whoever pastes a whole document asks in its first lines.
LONGEST = 2000
# As much as is read of a mail; what is too long for where it is to stand is refused there.
LONGEST_WHOLE = 64 * 1024


@dataclass(frozen=True)
class Phrase:
    """A question: ``text`` as typed but clean, ``folded`` for matching, ``sentences`` apart.

    ``whole`` is the text of what is longer than a question: a form with all its lines.
    """

    text: str
    whole: str = ""

    @classmethod
    def of(cls, raw: str) -> "Phrase":
        """Clean what was typed: composed letters, no control or direction marks, no signature."""
        composed = unicodedata.normalize("NFC", raw[:LONGEST_WHOLE])
        visible = "".join(letter for letter in composed if _shows(letter))
        said = without_signature(visible).strip()
        return cls(said[:LONGEST].strip(), said)

    @cached_property
    def folded(self) -> str:
        """Return the text in lower case, without accents, on one line."""
        return _on_one_line(fold(self.text))

    @cached_property
    def plain(self) -> str:
        """Return the text in lower case on one line, å ä ö kept."""
        return _on_one_line(normal(self.text))

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
        return _on_one_line(fold(ungreeted(self.text))).strip(" ?!.,;:")


def _shows(letter: str) -> bool:
    return letter in "\n\t" or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def _on_one_line(text: str) -> str:
    # One letter may become eighteen when it is folded, and the signs look all over the text.
    return " ".join(text.split())[:LONGEST]
