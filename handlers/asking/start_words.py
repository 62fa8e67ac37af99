"""Starting a project in words: "starta projekt Solarier 2027; mål: färre brännskador"."""

import re

from handlers import living
from handlers.answers import Answer
from handlers.asking.living_words import told
from handlers.asking.orders import order_text
from handlers.asking.projects_named import projects_named, which_of, which_project
from handlers.asking.question import Question
from handlers.living import NewProject

_START = re.compile(
    r"(?:starta|nytt|skapa|lägg upp) (?:ett )?(?:nytt )?projekt(?:et)?:? (?P<title>[^;]*[^;\s])"
    r"(?:; ?(?P<rest>\S.*))?",
    re.IGNORECASE,
)
_REMOVE = re.compile(r"(?:ta bort|ångra start av) projekt(?:et)? (?P<what>\S.*)", re.IGNORECASE)
_YEAR = re.compile(r",? (?P<year>20\d\d)$")
_PART = re.compile(r"(?P<name>slag|typ|mål|år): ?(?P<value>\S.*)", re.IGNORECASE)


def start(question: Question) -> Answer | None:
    """Start the project that is named."""
    said = _START.fullmatch(order_text(question))
    if said is None:
        return None
    parts = {
        found["name"].casefold(): found["value"]
        for one in (said["rest"] or "").split(";")
        if (found := _PART.fullmatch(one.strip()))
    }
    dated = _YEAR.search(said["title"])
    year = parts.get("år") or (dated["year"] if dated else "")
    title = said["title"][: dated.start()] if dated else said["title"]
    new = NewProject(
        title,
        int(year) if year.isdecimal() else question.scope.today.year,
        parts.get("slag") or parts.get("typ") or living.USUAL_KIND,
        parts.get("mål", ""),
    )
    done = living.start_project(*question.scope.let_go(), new)
    return told(question, done, undo=f"ta bort projekt {done.key}")


def remove(question: Question) -> Answer | None:
    """Take the starting of a project back, while nothing has happened in it."""
    said = _REMOVE.fullmatch(order_text(question))
    items = projects_named(question, said["what"]) if said else ()
    if said is None or not items:
        return None
    if len(items) > 1:
        return which_project(said["what"], items, lambda name: f"ta bort {name}")
    return living.unstart_project(*question.scope.let_go(), which_of(items[0]))
