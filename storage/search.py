"""Finding names despite typos, inflection, split compounds and lost diacritics.

A vocabulary index in process: the distinct words of all names, each with its trigrams and the
names it stands in. A query word is matched against the vocabulary, the matching words lead to
the names, and the names are ranked by how well they cover the query and are covered by it.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice
from operator import attrgetter
from typing import Generic, TypeVar

from storage.likeness import SAME, Word, compound_score, trigrams, word_score
from storage.words import head_of_compound, is_generic, stem, words

# Below this two words are not taken for the same word, per cent.
WORD_FLOOR = 62.0
# How many names are ranked in earnest, of those that hold most of the query …
RANKED = 300
# … and of those that hold one word of several.
RANKED_ALONE = 60
# No more names than this are gathered for a word once the nearest words are through.
HELD = 2000
NEAREST_WORDS = 60
# Of a longer query only the beginning is read: each word costs a look at the vocabulary.
MOST_WORDS = 100
# What a name loses when none of its letters were asked for.
UNASKED_PENALTY = 10.0
# What a single word that stands in many names loses ("projekt", "kommuner").
VAGUE_PENALTY = 25.0
# A name stands whole in the query when this share of it is matched this well.
WHOLE_NAME = 0.98
WHOLE_WORD = 94.0
WHOLE_SCORE = 77.0
# From here a name was typed whole, but for its endings.
WHOLE = 99.5
# A whole name of fewer (weighed) letters proves little in a long sentence.
SHORTEST_WHOLE = 3.0

R = TypeVar("R", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Name(Generic[R]):
    """One searchable name of a record."""

    ref: R
    text: str


@dataclass(frozen=True, slots=True)
class Hit(Generic[R]):
    """A record found: how well its best name fits, and that name."""

    ref: R
    score: float
    name: str
    # How well the best single word of the name was matched.
    best_word: float
    # How many words of the query the name holds.
    held: int


class SearchIndex(Generic[R]):
    """An immutable index over the names of one kind of records."""

    def __init__(self, names: Iterable[Name[R]]) -> None:
        self._names: list[Name[R]] = []
        self._words_of: list[array[int]] = []
        self._vocabulary: list[Word] = []
        self._number: dict[str, int] = {}
        self._names_of: list[array[int]] = []
        self._by_stem: defaultdict[str, array[int]] = defaultdict(_numbers)
        self._by_trigram: defaultdict[str, array[int]] = defaultdict(_numbers)
        # Shorter names get lower numbers, so that among thousands the closest are tried first.
        for name in sorted(names, key=lambda one: one.text.count(" ")):
            self._add(name)

    def __len__(self) -> int:
        return len(self._names)

    @property
    def distinct_words(self) -> int:
        """Return how many different words stand in the names."""
        return len(self._vocabulary)

    def find(self, query: str, limit: int = 20) -> list[Hit[R]]:
        """Return the hits for a name that was typed whole; else what ``search`` returns.

        Most people type the name itself: then nothing that is merely like it was meant.
        """
        asked = self._understood(words(query)[:MOST_WORDS])
        hits = self._hits(asked, [self._same(word) for word in asked], limit)
        return hits if hits and hits[0].score >= WHOLE else self.search(query, limit)

    def search(self, query: str, limit: int = 20) -> list[Hit[R]]:
        """Return the best hits for ``query``, one per record, best first."""
        asked = self._understood(words(query)[:MOST_WORDS])
        return self._hits(asked, [self._near(word) for word in asked], limit)

    def _hits(
        self, asked: Sequence[Word], near: Sequence[dict[int, float]], limit: int
    ) -> list[Hit[R]]:
        best: dict[R, Hit[R]] = {}
        for number in self._candidates(near):
            hit = self._rank(number, asked, near)
            if hit.ref not in best or hit.score > best[hit.ref].score:
                best[hit.ref] = hit
        ranked = sorted(best.values(), key=attrgetter("score"), reverse=True)[:limit]
        # Alike so far: å is not a, and of two the one that was typed to the letter goes first.
        return sorted(ranked, key=lambda hit: (-hit.score, -_exact(asked, hit.name)))

    def _add(self, name: Name[R]) -> None:
        number = len(self._names)
        self._names.append(name)
        of_name = _numbers()
        for word in dict.fromkeys(words(name.text)):
            word_number = self._word_number(word)
            of_name.append(word_number)
            self._names_of[word_number].append(number)
        self._words_of.append(of_name)

    def _word_number(self, written: str) -> int:
        known = self._number.get(written)
        if known is not None:
            return known
        number = self._number[written] = len(self._vocabulary)
        word = Word.of(written)
        self._vocabulary.append(word)
        self._names_of.append(_numbers())
        self._by_stem[word.stem].append(number)
        for trigram in trigrams(word.folded):
            self._by_trigram[trigram].append(number)
        return number

    def _understood(self, written: Sequence[str]) -> list[Word]:
        """Join what was split ("släck vatten") and cut what tells nothing ("…projektet")."""
        result: list[Word] = []
        rest = list(written)
        while rest:
            word = rest.pop(0)
            joined = word + rest[0] if rest else ""
            if joined and self._knows(joined) and not (self._knows(word) and self._knows(rest[0])):
                word = joined
                rest.pop(0)
            result.append(Word.of(self._told_apart(word)))
        return result

    def _told_apart(self, word: str) -> str:
        """Return the part of an unknown compound that tells it apart, if names know that part."""
        if self._knows(word):
            return word
        head = head_of_compound(word)
        if head is None or (not self._knows(head) and self._near(Word.of(word))):
            return word
        return head

    def _knows(self, written: str) -> bool:
        return stem(written) in self._by_stem

    def _near(self, word: Word) -> dict[int, float]:
        """Return the vocabulary words near ``word``, with their scores."""
        same = self._same(word)
        # Of a known word only compounds are wanted: what is merely alike means something else.
        score = compound_score if same else word_score
        near = {
            number: value
            for number, _ in self._sharing(word).most_common(NEAREST_WORDS)
            if (value := score(word, self._vocabulary[number])) >= WORD_FLOOR
        }
        return near | same

    def _same(self, word: Word) -> dict[int, float]:
        return dict.fromkeys(self._by_stem.get(word.stem, ()), SAME)

    def _sharing(self, word: Word) -> Counter[int]:
        """Count the trigrams that each vocabulary word shares with ``word``."""
        shared: Counter[int] = Counter()
        for trigram in trigrams(word.folded):
            if trigram in self._by_trigram:
                shared.update(self._by_trigram[trigram])
        return shared

    def _candidates(self, near: Sequence[dict[int, float]]) -> set[int]:
        """Return the names worth ranking: those that hold most of the query, shortest first."""
        holding = [self._holding(words_near) for words_near in near if words_near]
        if not holding:
            return set()
        holding.sort(key=len)
        together = set(holding[0])
        for names in holding[1:]:
            together = together & names.keys() or together
        found = set(nsmallest(RANKED, together))
        for names in holding if len(holding) > 1 else ():
            found.update(islice(names, RANKED_ALONE))
        return found

    def _holding(self, words_near: dict[int, float]) -> dict[int, None]:
        """Return the names that hold one of the words, those with the nearest words first."""
        names: dict[int, None] = {}
        for number in sorted(words_near, key=words_near.__getitem__, reverse=True):
            names.update(dict.fromkeys(self._names_of[number]))
            if len(names) > HELD:
                break
        return names

    def _rank(self, number: int, asked: Sequence[Word], near: Sequence[dict[int, float]]) -> Hit[R]:
        scores = dict.fromkeys(self._words_of[number], 0.0)
        covered = weight = 0.0
        held = 0
        for word, words_near in zip(asked, near, strict=True):
            weight += word.weight
            score, which = max((words_near.get(one, 0.0), one) for one in scores)
            if score:
                held += 1
                covered += score * word.weight
                scores[which] = max(scores[which], score)
        name = self._names[number]
        score = self._score(covered / weight, scores)
        if len(asked) == 1 and is_generic(asked[0].written) and min(scores.values()) < WHOLE_WORD:
            score -= VAGUE_PENALTY
        return Hit(name.ref, score, name.text, max(scores.values()), held)

    def _score(self, covered: float, scores: dict[int, float]) -> float:
        """Weigh how much of the query the name covers against how much of the name was asked."""
        total = unasked = whole = slips = 0.0
        for one, score in scores.items():
            weight = self._vocabulary[one].weight
            total += weight
            unasked += 0.0 if score else weight
            whole += weight if score >= WHOLE_WORD else 0.0
            slips += weight * (SAME - score)
        plain = covered - UNASKED_PENALTY * unasked / total
        if whole < WHOLE_NAME * total or total < SHORTEST_WHOLE:
            return plain
        # The whole name stands in a longer sentence: what else was said matters less.
        return max(plain, WHOLE_SCORE + covered * (SAME - WHOLE_SCORE) / SAME - slips / total)


def _exact(asked: Sequence[Word], name: str) -> int:
    present = set(words(name))
    return sum(len(word.written) for word in asked if word.written in present)


def _numbers() -> "array[int]":
    return array("I")
