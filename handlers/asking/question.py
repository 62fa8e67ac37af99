"""A question with everything that is needed to answer it."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from handlers.asking.phrase import Phrase
from handlers.asking.signs import sign
from handlers.asking.time_words import TimeWords, time_words
from handlers.asking.topics import topic
from handlers.enclosures import GivenFile
from handlers.projects.finding import SURE, Wish
from handlers.scope import Scope
from storage.indexes import Family, Ref
from storage.search import Hit, SearchIndex
from storage.words import fold, words

# A collaboration's alias of fewer letters ("F", "MH") is too easily something else.
_SHORTEST_NAME = 4


@dataclass(frozen=True)
class Question:
    """What was asked, by whom and when, in the scope of the collaboration that is meant."""

    phrase: Phrase
    scope: Scope
    # What came with it, where it is a mail.
    files: tuple[GivenFile, ...] = ()
    # The asker's own scope, where another collaboration is named: their words may tell of one.
    own: Scope | None = None

    @classmethod
    def of(cls, text: str, scope: Scope, files: tuple[GivenFile, ...] = ()) -> "Question":
        """Read ``text``; a named collaboration takes the place of the asker's own."""
        phrase = Phrase.of(text)
        named = next((one for one in scope.others if _names(one, phrase.folded)), None)
        return cls(phrase, scope.elsewhere(named) if named else scope, files, scope)

    @property
    def home(self) -> Scope:
        """Return the asker's own scope, whichever collaboration is named."""
        return self.own or self.scope

    def has(self, *names: str) -> bool:
        """Tell whether any of the signs stands in the question."""
        return any(sign(name, self.phrase.folded) for name in names)

    @cached_property
    def time(self) -> TimeWords:
        """Return the question's words of time."""
        return time_words(self.phrase.folded, self.scope.today)

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """Return what each sentence names, those that ask first, the whole last."""
        each = [topic(part, self.own_names) for part in self.phrase.sentences]
        whole = topic(self.phrase.text, self.own_names)
        return tuple(dict.fromkeys(one for one in (*each, whole) if one))

    @property
    def topic(self) -> str:
        """Return what the question names first."""
        return self.topics[0] if self.topics else ""

    def wish(self, query: str | None = None, asked: str = "") -> Wish:
        """Return the wish for a record that the question expresses."""
        return Wish(
            query=self.topic if query is None else query,
            years=self.time.years,
            newest=self.time.newest,
            before=self.scope.today.year if self.time.previous else None,
            coming_from=self.scope.today.year if self.has("begins") else None,
            asked=asked,
        )

    def hits(self, index: SearchIndex[Ref]) -> list[Hit[Ref]]:
        """Search ``index`` for each topic; return the hits of the one that fits best."""
        every = [index.search(one) for one in self.topics]
        return max(every, key=lambda hits: hits[0].score if hits else 0.0, default=[])

    def best_topic(self, index: SearchIndex[Ref]) -> str:
        """Return the topic that fits ``index`` best; the first when none fits."""

        def fit(one: str) -> float:
            hits = index.search(one, 1)
            return hits[0].score if hits else 0.0

        scored = [(fit(one), one) for one in self.topics]
        best = max((score for score, _ in scored), default=0.0)
        return next((one for score, one in scored if score == best and best), self.topic)

    def sure(self, index: SearchIndex[Ref]) -> list[Ref]:
        """Return the records of ``index`` that are surely meant, best first."""
        hits = [hit for hit in self.hits(index) if hit.score >= SURE]
        best = hits[0].score if hits else 0.0
        return [hit.ref for hit in hits if hit.score > best - 1]

    @cached_property
    def own_names(self) -> frozenset[str]:
        """Return the words that our own names are made of, folded."""
        # "i Väst", "hos Jönköping": says which collaboration, not what is asked for.
        named = {
            fold(word) + ending
            for name in self.scope.family.names
            for word in words(name)
            if name in self.scope.family.names[:1] or _is_root_name(self.scope.family, name)
            for ending in ("", "s")
        }
        return frozenset(named | {"miljosamverkan", "lan", "lans"})


def _is_root_name(family: Family, name: str) -> bool:
    return fold(family.key) in {fold(word) for word in words(name)}


def _names(family: Family, folded: str) -> bool:
    spoken = f" {' '.join(words(folded))} "
    return any(said in spoken for said in _as_said(family))


@lru_cache(maxsize=256)
def _as_said(family: Family) -> tuple[str, ...]:
    """Return a family's names as they stand in a folded question, also in the genitive."""
    names = {" ".join(words(fold(name))) for name in family.names}
    long_enough = sorted(name for name in names if len(name) >= _SHORTEST_NAME)
    return tuple(f" {name}{ending} " for name in long_enough for ending in ("", "s"))
