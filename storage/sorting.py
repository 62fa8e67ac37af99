"""Swedish order: a to z, then å, ä, ö."""

import unicodedata

# The three letters come last in the alphabet; the rest of the world's accents fold away. Greek
# letters stand for them: these come after z in code points and in a database's own collation.
_LAST = {"å": "\u03b1", "ä": "\u03b2", "æ": "\u03b2", "ö": "\u03b3", "ø": "\u03b3"}


def sort_key(text: str) -> str:
    """Return a string whose plain code-point order is the Swedish order of ``text``."""
    letters = unicodedata.normalize("NFC", text).casefold()
    return "".join(_LAST.get(letter) or _folded(letter) for letter in letters)


def _folded(letter: str) -> str:
    decomposed = unicodedata.normalize("NFKD", letter)
    return "".join(part for part in decomposed if not unicodedata.combining(part))
