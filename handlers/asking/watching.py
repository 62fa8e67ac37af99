"""Following a project in words: "bevaka släckvatten", "sluta bevaka släckvatten"."""

import re

from handlers import following
from handlers.access import Information, require
from handlers.answers import (
    Answer,
    Item,
    ListAnswer,
    SubscribeAnswer,
    UnsubscribeAnswer,
)
from handlers.asking.courtesies import ungreeted
from handlers.asking.question import Question
from handlers.asking.signs import used_up
from handlers.asking.topics import topic
from handlers.asking.wishes import wants_to_follow, wants_to_leave
from handlers.projects.finding import chosen
from handlers.projects.identifying import with_key
from handlers.projects.lists import items_by_key, items_of
from handlers.scope import Scope
from storage.indexes import Ref
from storage.search import Hit

_USED_UP = used_up("wish") | {"folj", "bevakning", "bevakningen"}
# "Följ upp" is something else, and so is whoever wants to be told when something has happened.
_VERB = re.compile(r"\b(?:bevaka|bevakning(?:en)?|folja?|prenumerera pa)\b(?! (?:upp|med)\b)")
_KEYED = re.compile(r"(?:sluta )?bevaka projekt (?P<key>\S+)", re.IGNORECASE)
_MINE = re.compile(
    r"(?:(?:visa|lista) )?(?:alla )?(?:mina )?(?:bevakningar(?:na)?|bevakade projekt)"
    r"|(?:vad|vilka projekt) (?:bevakar|foljer) jag(?: just nu| nu)?"
)


def followed(question: Question) -> Answer | None:
    """List the projects that the asker follows."""
    if not _MINE.fullmatch(question.phrase.bare):
        return None
    scope = question.scope
    require(scope.asker, Information.FOLLOWING)
    items = following.followed_projects(scope.services, scope.asker)
    return ListAnswer(ids=tuple(item.key for item in items), subject="followed", items=items)


def follow(question: Question) -> Answer | None:
    """Follow the project that is surely meant; of several, ask which."""
    if not wants_to_follow(question) or not _of_a_project(question):
        return None
    items = _keyed(question) or _fitting(question, question.scope)
    if len(items) != 1:
        return SubscribeAnswer(topic=_name(question), items=items) if items else None
    state = following.follow(*question.scope.let_go(), items[0].key, owner=items[0].owner)
    return SubscribeAnswer(topic=state.topic_title, done=True, key=items[0].key)


def unfollow(question: Question) -> Answer | None:
    """Stop following the project that is surely meant; of several, ask which."""
    if not wants_to_leave(question) or not _of_a_project(question):
        return None
    items = _keyed(question) or _followed(question) or _fitting(question, question.scope)
    if len(items) != 1:
        return UnsubscribeAnswer(topic=_name(question), items=items) if items else None
    state = following.unfollow(*question.scope.let_go(), items[0].key, owner=items[0].owner)
    return UnsubscribeAnswer(topic=state.topic_title, done=True, key=items[0].key)


def _of_a_project(question: Question) -> bool:
    """Tell whether somebody known means a project: newsletters are not followed like one."""
    return (
        question.scope.asker.known
        and not question.has("newsletter")
        and _VERB.search(question.phrase.folded) is not None
    )


def _keyed(question: Question) -> tuple[Item, ...]:
    """Return the project that is named by its key, as a choice names it."""
    scope = question.scope
    said = _KEYED.fullmatch(ungreeted(question.phrase.text).strip(" ?!.,;:"))
    found = with_key(scope.session, scope.family, said["key"]) if said else ()
    return items_by_key(scope, [(one.collaboration_id, said["key"]) for one in found[:1] if said])


def _followed(question: Question) -> tuple[Item, ...]:
    """Return what is followed of all that fits, in any collaboration."""
    scope = question.scope
    mine = {
        (item.owner, item.key) for item in following.followed_projects(scope.services, scope.asker)
    }
    everywhere = (scope, *(scope.elsewhere(family) for family in scope.others)) if mine else ()
    return tuple(
        item
        for there in everywhere
        for item in _fitting(question, there)
        if (item.owner, item.key) in mine
    )


def _fitting(question: Question, scope: Scope) -> tuple[Item, ...]:
    """Return the projects that are surely meant, the newest first."""
    every = [(name, scope.indexes.projects.find(name)) for name in _names(question)]
    name, hits = max(every, key=lambda one: _best(one[1]), default=("", []))
    refs = sorted(chosen(hits, question.wish(name)), key=lambda ref: (-(ref.year or 0), ref.key))
    return items_of(scope, refs)


def _best(hits: list[Hit[Ref]]) -> float:
    return hits[0].score if hits else 0.0


def _names(question: Question) -> list[str]:
    each = (topic(one, _USED_UP) for one in question.topics)
    return [one for one in each if one]


def _name(question: Question) -> str:
    return next(iter(_names(question)), "")
