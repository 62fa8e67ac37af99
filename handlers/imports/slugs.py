"""Keys made out of names."""

import re
import unicodedata

_SEPARATORS = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans({"å": "a", "ä": "a", "æ": "ae", "ö": "o", "ø": "o", "ß": "ss"})


def slug(text: str, length: int = 100) -> str:
    """Return ``text`` in lower-case ASCII words joined by hyphens."""
    letters = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    return _SEPARATORS.sub("-", plain)[:length].strip("-")
