"""Lists of projects."""

import re

from handlers import lookups
from handlers.answers import Answer, ListAnswer, ProjectState
from handlers.asking.question import Question
from handlers.asking.signs import used_up
from handlers.asking.topics import topic
from handlers.projects.lists import ListFilter, items_of, list_projects
from storage.words import fold, stem, words

_KINDS = {
    "tillsynsprojekt": "tillsynsprojekt",
    "tillsynskampanjer": "tillsynsprojekt",
    "handläggarstöd": "handläggarstöd",
    "handläggarstöden": "handläggarstöd",
    "serviceprojekt": "serviceprojekt",
    "serviceprojekten": "serviceprojekt",
    "utbildningar": "utbildning",
    "utbildning": "utbildning",
    "handläggarträffar": "handläggarträff",
    "kompetensprojekt": "kompetensprojekt",
    "utvecklingsarbeten": "utvecklingsarbete",
}


_KIND_BY_STEM = {stem(word): kind for word, kind in _KINDS.items()}


_RUNNING = re.compile(r"(?:visa |lista )?(?:alla )?(?:pagaende|aktuella|aktiva) projekt(?:en)?\b")


_SHORT = 6


_SEVERAL = 2


def several(question: Question, *, projects_only: bool = False) -> Answer | None:
    """Answer with a list."""
    if not projects_only and not question.has("several"):
        return None
    scope = question.scope
    if question.has("national"):
        return lookups.list_nationals(scope, question.time.years)
    wanted = _list_filter(question)
    answer = list_projects(scope, wanted)
    about = topic(question.phrase.text, used_up("list"))
    return _of_programme(question, about) if about and not wanted.kinds else answer


def running(question: Question) -> Answer | None:
    """Answer "pågående projekt", where nothing else is named, with what is running."""
    if not _RUNNING.match(question.phrase.bare) or question.topics:
        return None
    return list_projects(question.scope, ListFilter(running=True, years=question.time.years))


def _list_filter(question: Question) -> ListFilter:
    folded_words = [fold(word) for word in words(question.phrase.text)]
    kinds = tuple(
        dict.fromkeys(
            _KIND_BY_STEM[stem(word)]
            for word in words(question.phrase.text)
            if stem(word) in _KIND_BY_STEM
        )
    )
    years = question.time.years
    if question.has("put_off"):
        return ListFilter(states=(ProjectState.POSTPONED,), kinds=kinds)
    if question.has("done"):
        return ListFilter(
            states=(ProjectState.FINISHED,), kinds=kinds, years=years, finishing=bool(years)
        )
    if question.has("to_come") and not question.has("ongoing"):
        return ListFilter(
            states=(ProjectState.PLANNED,) if not years else (),
            kinds=kinds,
            years=years,
            starting=bool(years),
        )
    running = question.has("ongoing") or (not years and not kinds and len(folded_words) <= _SHORT)
    return ListFilter(running=running, kinds=kinds, years=years)


def _of_programme(question: Question, about: str) -> Answer | None:
    """List what belongs to a named programme ("alla steg i IT-stödet")."""
    scope = question.scope
    refs = question.sure(scope.indexes.projects)
    if len(refs) < _SEVERAL:
        return None
    items = items_of(scope, refs)
    return ListAnswer(
        ids=tuple(item.key for item in items), subject="projects", filters=(about,), items=items
    )
