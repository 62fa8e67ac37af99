"""What a question is about: its words, less those that only ask."""

from handlers.asking.signs import STOP
from storage.words import fold, words


def topic(sentence: str, also: frozenset[str] = frozenset()) -> str:
    """Return the words of ``sentence`` that name something, in order.

    ``also`` are further folded words to leave out, those that the intent already used up.
    """
    return " ".join(
        word
        for word in words(sentence)
        if (folded := fold(word)) not in STOP and folded not in also and not _is_year(word)
    )


def _is_year(word: str) -> bool:
    return word.isdigit() and len(word) == 4 and word.startswith(("19", "20"))  # noqa: PLR2004 - a year
