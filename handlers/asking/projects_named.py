"""Which project of the asker's own somebody means, to change something about it."""

import re
from collections.abc import Callable

from handlers.answers import Answer, Item, ProjectOption, WhichProjectAnswer
from handlers.asking.question import Question
from handlers.asking.signs import used_up
from handlers.asking.time_words import time_words
from handlers.asking.topics import topic
from handlers.living import Which
from handlers.projects.finding import Wish, chosen
from handlers.projects.identifying import with_key
from handlers.projects.lists import items_by_key, items_of
from storage.keys import KEY
from storage.words import fold

_KEYED = re.compile(rf"(?:projekt(?:et)? )?(?P<key>{KEY.pattern})", re.IGNORECASE)
_USED_UP = used_up("wish")


def projects_named(question: Question, said: str) -> tuple[Item, ...]:
    """Return the projects that are surely meant, the newest first; none where it is not sure."""
    scope = question.scope
    keyed = _KEYED.fullmatch(said.strip())
    if keyed and "-" in keyed["key"]:
        found = with_key(scope.session, scope.family, keyed["key"])
        mine = [one for one in found if one.collaboration_id in scope.family.ids]
        if mine:
            return items_by_key(scope, [(one.collaboration_id, keyed["key"]) for one in mine])
    name = topic(said, _USED_UP)
    if not name:
        return ()
    wish = Wish(name, years=time_words(fold(said), scope.today).years)
    refs = chosen(scope.indexes.projects.find(name), wish)
    return items_of(scope, sorted(refs, key=lambda ref: (-(ref.year or 0), ref.key)))


def which_of(item: Item) -> Which:
    """Return what names the project of an item."""
    return Which(item.key, item.owner)


def which_project(said: str, items: tuple[Item, ...], typed: Callable[[str], str]) -> Answer:
    """Ask which project is meant; ``typed`` makes of its key what asks for the same of it."""
    options = tuple(ProjectOption(one, typed(f"projekt {one.key}")) for one in items)
    return WhichProjectAnswer(
        ids=tuple(one.key for one in items), query=said.strip(), options=options
    )
