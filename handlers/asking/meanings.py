"""Words explained, and where things are kept."""

from handlers import lookups
from handlers.answers import Answer
from handlers.asking.question import Question
from handlers.asking.signs import sign
from handlers.projects.finding import SURE
from handlers.scope import Scope
from storage.words import is_generic

# "Vad är X" asks for the word only when X is nothing but the word.
_WHOLLY = 96.0


def concept(question: Question) -> Answer | None:
    """Explain a word when its meaning is asked for."""
    folded = question.phrase.bare
    meaning = question.has("concept")
    what = sign("what_is", folded)
    if (not meaning and what is None) or question.has("several") or question.time.years:
        return None
    index = question.scope.indexes.concepts
    asked = [one for one in question.topics if one]
    if what is not None and not meaning:
        asked = [what.groupdict().get("what") or what.groupdict().get("word") or ""]
    floor = SURE if meaning else _WHOLLY
    found = [hit for one in asked for hit in index.search(one, 1) if hit.score >= floor]
    best = max(found, key=lambda hit: hit.score, default=None)
    if best is None:
        return None
    return lookups.explain(question.scope, best.ref.id)


def explained(scope: Scope, query: str) -> Answer | None:
    """Explain ``query`` when it is nothing but a known word."""
    hits = scope.indexes.concepts.search(query, 1)
    return lookups.explain(scope, hits[0].ref.id) if hits and hits[0].score >= _WHOLLY else None


def place(question: Question, *, wanted: bool = False) -> Answer | None:
    """Say where something is kept."""
    if not wanted and not question.has("place"):
        return None
    scope = question.scope
    projects = question.hits(scope.indexes.projects)
    named = question.sure(scope.indexes.places)
    if named:
        return lookups.show_places(scope, [named[0].id])
    if kept := lookups.places_for(scope, question.topic):
        return lookups.show_places(scope, kept)
    generic = all(is_generic(word) for word in question.topic.split())
    if projects and projects[0].score >= SURE and not generic:
        return None
    if wanted or generic or question.has("material", "link"):
        return lookups.show_places(scope, lookups.place_for_material(scope))
    return None
