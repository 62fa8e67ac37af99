"""How alike two words are, so that a slip, an ending or a compound does not hide a name."""

from dataclasses import dataclass

from rapidfuzz import fuzz

from storage.words import GENERIC, LINKING, fold, stem

# Scores are per cent.
SAME = 100.0
# A part must stand in the longer word nearly to the letter.
INSIDE = 88.0
# How alike two words are at least when one is the other mistyped.
SLIP = 75.0
SURE_SLIP = 88.0
# A word inside a longer one ("vatten" in "släckvatten") is likely, not certain.
COMPOUND_SCORE = 93.0
# A part in the middle of a word begins and ends where no part of a compound does.
OFF_EDGE = 8.0
# Fewer letters than this can stand inside almost anything.
SHORTEST_PART = 4
# Words like "projekt" weigh this much of their length.
GENERIC_WEIGHT = 0.08
LINKING_WEIGHT = 0.01


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written (normalised), folded, and its folded stem."""

    written: str
    folded: str
    stem: str
    weight: float

    @classmethod
    def of(cls, written: str) -> "Word":
        """Take a normalised word apart."""
        folded, its_stem = fold(written), stem(written)
        return cls(written, folded, its_stem, len(folded) * _share(folded, its_stem))


def _share(folded: str, its_stem: str) -> float:
    if folded in LINKING:
        return LINKING_WEIGHT
    return GENERIC_WEIGHT if its_stem in GENERIC or folded.isdigit() else 1.0


def word_score(asked: Word, known: Word) -> float:
    """Return how likely ``asked`` means ``known``, 0 to 100."""
    if asked.stem == known.stem:
        return SAME
    # The stemmer cuts "vatten" and "släckvatten" at different places: look at both forms.
    return max(_letters_score(asked.folded, known.folded), _letters_score(asked.stem, known.stem))


def compound_score(asked: Word, known: Word) -> float:
    """Return how likely ``known`` is a compound with ``asked``, which is a word by itself."""
    if len(asked.folded) < SHORTEST_PART or asked.folded not in known.folded:
        return 0.0
    return COMPOUND_SCORE - (0.0 if _at_edge(asked.folded, known.folded) else OFF_EDGE)


def _letters_score(asked: str, known: str) -> float:
    if asked == known:
        return SAME
    if min(len(asked), len(known)) < SHORTEST_PART:
        # "va", "ebh": a slip of one letter in three is another word, and so is a longer one.
        return 0.0
    if len(asked) > len(known):
        # The query word is longer: only as sure as the part of it that is explained.
        part = fuzz.partial_ratio(known, asked)
        inside = part * len(known) / len(asked) if part >= INSIDE else 0.0
    else:
        part = fuzz.partial_ratio(asked, known)
        edge = 0.0 if _at_edge(asked, known) else OFF_EDGE
        inside = part * COMPOUND_SCORE / SAME - edge if part >= INSIDE else 0.0
    return max(inside, _slip_score(asked, known))


def _slip_score(asked: str, known: str) -> float:
    """Score two words as one with slips of the finger; people seldom miss the first letter."""
    score = fuzz.ratio(asked, known)
    return score if score >= (SLIP if asked[0] == known[0] else SURE_SLIP) else 0.0


def _at_edge(part: str, whole: str) -> bool:
    return whole.startswith(part[:3]) or whole.endswith(part[-3:])


def trigrams(word: str) -> set[str]:
    """Return every three letters in a row, the word's beginning and end marked."""
    padded = f" {word} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}
