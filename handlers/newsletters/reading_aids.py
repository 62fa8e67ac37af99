"""What makes an issue slow to read: told to whoever writes it, and never in the way."""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handlers.newsletter_views import ItemLine

FEWEST_WORDS, MOST_WORDS = 300, 600
LONGEST_SENTENCE, LONGEST_WORD = 25, 16
# How fast people read on a screen.
WORDS_A_MINUTE = 200
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ADDRESS = re.compile(r"<?(?:https?://|mailto:)\S+|\S+@\S+")
_MARKUP = re.compile(r"^[ \t]*(?:#{1,6}|>|[-*+]|\d+[.)])[ \t]+|[*_`]", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
# A sentence ends with its stop, or with its line: an item of a list is one of its own.
_ENDS = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÅÄÖ])|\n+")
_CAPITALS = re.compile(r"\b[A-ZÅÄÖ]{2,6}\b")
_DOTTED = re.compile(r"\b(?:t\.ex\.|bl\.a\.|m\.m\.|d\.v\.s\.|dvs\.?|osv\.?|resp\.|m\.fl\.|ev\.)")
_KNOWN = frozenset({"AB", "EU", "IT", "PDF", "SMS", "TV", "OK"})


@dataclass(frozen=True, slots=True)
class Place:
    """Something to look at, in the item with this number."""

    item: int
    said: str


@dataclass(frozen=True, slots=True)
class ReadingAids:
    """How long an issue is, and what in it is slow to read; each once, in the order of reading."""

    words: int
    minutes: int
    sentences: tuple[Place, ...]
    long_words: tuple[Place, ...]
    abbreviations: tuple[Place, ...]

    @property
    def length(self) -> str:
        """Tell whether it is "short", "long" or "right"."""
        if self.words < FEWEST_WORDS:
            return "short"
        return "long" if self.words > MOST_WORDS else "right"


def reading_aids(items: Sequence[ItemLine]) -> ReadingAids:
    """Return what is worth knowing of how an issue reads."""
    plain = {one.id: plain_words(f"{one.heading}\n{one.body}") for one in items if not one.removed}
    words = sum(len(_WORD.findall(said)) for said in plain.values())
    whole = "\n".join(plain.values())
    return ReadingAids(
        words=words,
        minutes=max(1, math.ceil(words / WORDS_A_MINUTE)),
        sentences=_each_once(plain, _long_sentences),
        long_words=_each_once(plain, _long_words),
        abbreviations=_each_once(plain, lambda said: _unexplained(said, whole)),
    )


def plain_words(body: str) -> str:
    """Return the words of Markdown, without its marks and addresses."""
    return _MARKUP.sub("", _ADDRESS.sub("", _LINK.sub(r"\1", _PICTURE.sub("", body))))


def _each_once(plain: Mapping[int, str], find: Callable[[str], Iterator[str]]) -> tuple[Place, ...]:
    found: dict[str, Place] = {}
    for number, said in plain.items():
        for one in find(said):
            found.setdefault(one, Place(number, one))
    return tuple(found.values())


def _sentences(said: str) -> Iterator[str]:
    return (one.strip() for one in _ENDS.split(said) if one.strip())


def _long_sentences(said: str) -> Iterator[str]:
    return (one for one in _sentences(said) if len(_WORD.findall(one)) > LONGEST_SENTENCE)


def _long_words(said: str) -> Iterator[str]:
    for sentence in _sentences(said):
        for at, word in enumerate(_WORD.findall(sentence)):
            # Within a sentence a capital letter begins a name, which cannot be another word.
            if len(word) > LONGEST_WORD and (at == 0 or not word[0].isupper()):
                yield word


def _unexplained(said: str, whole: str) -> Iterator[str]:
    yield from _DOTTED.findall(said)
    for short in _CAPITALS.findall(said):
        explained = re.search(rf"\({short}\)|\b{short} \(", whole)
        if short not in _KNOWN and not explained:
            yield short
