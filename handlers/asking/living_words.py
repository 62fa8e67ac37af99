"""Changing a project in words: "släckvatten: kickoff 12 mars 2027", "släckvatten avslutat maj"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from handlers import living
from handlers.access import Information, may
from handlers.answers import Answer, ProjectChangedAnswer
from handlers.asking.orders import order_text
from handlers.asking.projects_named import projects_named, which_of, which_project
from handlers.asking.question import Question
from handlers.errors import Refusal
from handlers.living import Changed, Wanted
from handlers.living.said import (
    LINKED,
    STATUS,
    material,
    read_milestone,
    read_status,
    read_update,
)
from handlers.living.times import read_stretch
from handlers.projects import show_project

_UNDO = re.compile(r"ångra ändring(?:en)? (?P<number>\d{1,9})", re.IGNORECASE)
_RENAMED = re.compile(
    r"(?:byt namn på|döp om) (?P<what>\S.*?) till:? (?P<rest>\S.*)", re.IGNORECASE
)
_ADDED = re.compile(
    r"(?:lägg (?:till|in)|nytt|ny) (?P<kind>material(?:et)?|länk(?:en)?|milstolpe|hålltid(?:en)?)"
    r" (?:i|till|för|på) (?P<what>[^:]*[^:\s]): ?(?P<rest>\S.*)",
    re.IGNORECASE,
)
_ADDED_TO = re.compile(
    r"lägg (?:till|in) (?:i|till|för|på) (?P<what>[^:]*[^:\s]): ?(?P<rest>\S.*)", re.IGNORECASE
)
_PUT_IN = re.compile(
    r"lägg (?:till|in) (?P<rest>\S.*) (?:i|till|för) (?P<what>\S.*)", re.IGNORECASE
)
_REMOVED = re.compile(r"ta bort (?P<rest>\S.*?) (?:i|från|ur|för) (?P<what>\S.*)", re.IGNORECASE)
_MOVED = re.compile(
    r"flytta (?P<name>\S.*?) (?:i|för|från) (?P<what>\S.*?) till:? (?P<rest>\S.*)", re.IGNORECASE
)
_COLON = re.compile(r"(?P<what>[^:]{2,200}?): ?(?P<rest>\S.*)", re.IGNORECASE)
_STATED = re.compile(
    rf"(?P<what>\S.*?),? (?P<rest>(?:är |blev |blir )?(?:{STATUS})(?:,? .*)?)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of the project that is called ``what``; None where that is not understood."""

    what: str
    rest: str
    wanted: Wanted | None
    # Not every sentence of this form is an order.
    loose: bool = False


def take_back(question: Question) -> Answer | None:
    """Take back the change with the number that is given."""
    said = _UNDO.fullmatch(order_text(question))
    if said is None:
        return None
    done = living.take_back(*question.scope.let_go(), int(said["number"]))
    return told(question, done, undoable=False)


def change(question: Question) -> Answer | None:
    """Change what is said of the project that is surely meant; of several, ask which."""
    said = _read(question)
    items = projects_named(question, said.what) if said else ()
    if said is None or not items:
        return None
    if said.loose and not (said.wanted and _leads_any(question)):
        return None
    if said.wanted is None:
        raise Refusal("project_words", title=items[0].title, key=items[0].key)
    if len(items) > 1:
        return which_project(said.what, items, lambda name: f"{name}: {said.rest}")
    try:
        done = living.change_project(*question.scope.let_go(), which_of(items[0]), [said.wanted])
    except Refusal as no:
        if no.code == "not_allowed":
            raise Refusal("only_leaders", typed=f"rätta {said.what}: {said.rest}") from no
        raise
    return told(question, done)


def told(
    question: Question,
    done: Changed,
    *,
    undoable: bool = True,
    settled: int | None = None,
    undo: str = "",
) -> Answer:
    """Return what was changed, with the project as it is now."""
    scope = question.scope
    shown = show_project(scope.services, scope.asker, done.key, owner=done.owner)
    last = done.changes[-1].id if done.changes and undoable else None
    return ProjectChangedAnswer(
        ids=(done.key,),
        card=shown.card,
        changes=done.changes,
        undo=undo or (f"ångra ändring {last}" if last else ""),
        settled=settled,
    )


def _read(question: Question) -> _Said | None:
    text, today = order_text(question), question.scope.today
    return next(filter(None, (read(text, today) for read in _READERS)), None) if text else None


def _leads_any(question: Question) -> bool:
    return may(question.scope.asker, Information.PROJECTS)


def _renamed(text: str, _today: date) -> _Said | None:
    said = _RENAMED.fullmatch(text)
    if said is None:
        return None
    wanted = Wanted("title", {"title": said["rest"]})
    return _Said(said["what"], f"heter {said['rest']}", wanted)


def _added(text: str, today: date) -> _Said | None:
    said = _ADDED.fullmatch(text)
    if said is None:
        return None
    if said["kind"].casefold().startswith(("mat", "länk")):
        linked = LINKED.fullmatch(said["rest"])
        wanted = (
            material(linked["title"], linked["url"]) if linked else material(said["rest"], None)
        )
        return _Said(said["what"], f"material {said['rest']}", wanted)
    return _Said(said["what"], said["rest"], read_milestone(said["rest"], today))


def _added_to(text: str, today: date) -> _Said | None:
    said = _ADDED_TO.fullmatch(text)
    if said is None:
        return None
    return _Said(said["what"], said["rest"], read_update(said["rest"], today))


def _put_in(text: str, today: date) -> _Said | None:
    said = _PUT_IN.fullmatch(text)
    wanted = read_milestone(said["rest"], today) if said else None
    return _Said(said["what"], said["rest"], wanted, loose=True) if said and wanted else None


def _removed(text: str, today: date) -> _Said | None:
    said = _REMOVED.fullmatch(text)
    if said is None:
        return None
    rest = f"ta bort {said['rest']}"
    return _Said(said["what"], rest, read_update(rest, today), loose=True)


def _moved(text: str, today: date) -> _Said | None:
    said = _MOVED.fullmatch(text)
    stretch = read_stretch(said["rest"], today) if said else None
    if said is None or stretch is None:
        return None
    values = {"start": stretch.start, "end": stretch.end}
    wanted = Wanted("milestone", values, named=said["name"])
    return _Said(said["what"], f"{said['name']} {said['rest']}", wanted, loose=True)


def _colon(text: str, today: date) -> _Said | None:
    said = _COLON.fullmatch(text)
    if said is None:
        return None
    return _Said(said["what"], said["rest"], read_update(said["rest"], today), loose=False)


def _stated(text: str, today: date) -> _Said | None:
    said = _STATED.fullmatch(text)
    wanted = read_status(said["rest"], today) if said else None
    return _Said(said["what"], said["rest"], wanted, loose=True) if said and wanted else None


_READERS: tuple[Callable[[str, date], _Said | None], ...] = (
    _renamed,
    _added,
    _added_to,
    _put_in,
    _removed,
    _moved,
    _colon,
    _stated,
)
