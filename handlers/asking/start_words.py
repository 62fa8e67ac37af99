"""Starting a project in words: "starta projekt Solarier 2027; mål: färre brännskador"."""

import re

from handlers import living, plans, proposals
from handlers.answers import Answer
from handlers.asking.activity_plans_named import NUMBERED, OF, PLAN, which
from handlers.asking.living_words import told
from handlers.asking.orders import order_text
from handlers.asking.projects_named import projects_named, which_of, which_project
from handlers.asking.question import Question
from handlers.living import Changed, NewProject
from storage.words import fold

_START = re.compile(
    r"(?:starta|nytt|skapa|lägg upp) (?:ett )?(?:nytt )?projekt(?:et)?:? (?P<title>[^;]*[^;\s])"
    r"(?:; ?(?P<rest>\S.*))?",
    re.IGNORECASE,
)
_FROM = r"(?:starta|skapa|lägg upp) (?:ett )?(?:nytt )?projekt(?:et)? (?:av|från|ur|utifrån) "
_FROM_PROPOSAL = re.compile(
    rf"{_FROM}förslag(?:et)? (?:nummer |nr )?(?P<name>[\w-]*\w-[\w-]*\w)", re.IGNORECASE
)
_FROM_LINE = re.compile(rf"{_FROM}{NUMBERED} {OF} {PLAN}", re.IGNORECASE)
_REMOVE = re.compile(r"(?:ta bort|ångra start av) projekt(?:et)? (?P<what>\S.*)", re.IGNORECASE)
_YEAR = re.compile(r",? (?P<year>20\d\d)$")
_PART = re.compile(r"(?P<name>slag|typ|mål|år): ?(?P<value>\S.*)", re.IGNORECASE)


def start(question: Question) -> Answer | None:
    """Start the project that is named."""
    text = order_text(question)
    if said := _FROM_PROPOSAL.fullmatch(text):
        number = proposals.proposal_by_key(
            question.scope.services, question.scope.asker, fold(said["name"])
        )
        return _begun(question, proposals.start_from_proposal(*question.scope.let_go(), number))
    if said := _FROM_LINE.fullmatch(text):
        number = int(said["number"])
        done = plans.start_from_line(*question.scope.let_go(), which(said), number)
        return _begun(question, done)
    said = _START.fullmatch(text)
    return _start_named(question, said) if said else None


def _begun(question: Question, done: Changed) -> Answer:
    return told(
        question, done, undoable=False, undo=f"ta bort projekt {done.key}" if done.changes else ""
    )


def _start_named(question: Question, said: re.Match[str]) -> Answer:
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
