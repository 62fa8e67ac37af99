"""Offices in projects, in words: "vi är med i släckvatten", "Lerum har gjort 7 besök i …"."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from handlers import living
from handlers.access import Information, may
from handlers.answers import Answer, Asker, Item
from handlers.asking.living_words import told
from handlers.asking.offices_named import offices_named
from handlers.asking.orders import command_text, order_text
from handlers.asking.projects_named import projects_named, which_of, which_project
from handlers.asking.question import Question
from handlers.asking.times_since import read_since
from handlers.errors import Refusal
from handlers.living import Changed, Which
from handlers.ports import Services
from storage.words import fold

if TYPE_CHECKING:
    from handlers.planning import Office

_WHO = r"(?P<who>vi|jag|vårt kontor|vår kommun|\S.{0,100}?)"
_JOINED = re.compile(
    rf"{_WHO} (?:är|vill vara|kommer att vara|ska vara) med i (?P<what>\S.*)"
    rf"|(?:{_WHO.replace('who', 'whose')}) (?:deltar|vill delta|ska delta|kommer att delta)"
    r" i (?P<where>\S.*)",
    re.IGNORECASE,
)
_LEFT = re.compile(
    rf"{_WHO} (?:hoppar av|lämnar|är inte (?:längre )?med i|deltar inte (?:längre )?i)"
    r" (?P<what>\S.*)",
    re.IGNORECASE,
)
_NUMBERS = (
    "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
)  # fmt: skip
_VISITED = re.compile(
    rf"{_WHO} har (?:nu |hittills )?(?:gjort|genomfört|haft) (?P<first>ytterligare )?"
    rf"(?P<count>\d{{1,7}}|{'|'.join(_NUMBERS)}) (?P<more>till )?"
    r"(?:tillsyns)?(?:besök|inspektioner|inspektion|tillsyner|kontroller)(?P<last> till)?"
    r"(?: i| inom| för| på) (?P<what>\S.*)",
    re.IGNORECASE,
)
_TAKING_PART = re.compile(
    r"(?:vilka|hur många) (?:kontor|kommuner|miljökontor) (?:deltar|är med) i (?P<what>\S.*)"
    r"|(?:visa )?(?:deltagande(?:t)?|deltagande kontor) i (?P<where>\S.*)",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"vad har hänt (?:med|i|för) (?P<what>\S.*?) sedan (?P<since>\S.*)"
    r"|vad har ändrats i (?P<in>\S.*?)(?: sedan (?P<then>\S.*))?"
    r"|(?:visa )?historik(?:en)? (?:för|i|över|om) (?P<of>\S.*?)(?: sedan (?P<when>\S.*))?",
    re.IGNORECASE,
)
_OWN = frozenset({"vi", "jag", "vart kontor", "var kommun"})
_Does = Callable[[Services, Asker, Which, int | None], Changed]


def join(question: Question) -> Answer | None:
    """Let an office take part in a project: one's own, or the one that is named."""
    said = _JOINED.fullmatch(order_text(question))
    if said is None:
        return None
    who, what = said["who"] or said["whose"], said["what"] or said["where"]
    verb = "är med i"
    return _done(question, who, what, living.join_project, lambda name: f"{who} {verb} {name}")


def leave(question: Question) -> Answer | None:
    """Let an office take part in a project no longer."""
    text = command_text(question)
    said = None if question.phrase.text.rstrip().endswith("?") else _LEFT.fullmatch(text)
    if said is None:
        return None
    who = said["who"]
    return _done(
        question, who, said["what"], living.leave_project, lambda name: f"{who} hoppar av {name}"
    )


def visits(question: Question) -> Answer | None:
    """Write down how many visits an office has made in a project."""
    said = _VISITED.fullmatch(order_text(question))
    if said is None:
        return None
    who, adding = said["who"], bool(said["first"] or said["more"] or said["last"])
    count = _number(said["count"])

    def report(services: Services, asker: Asker, which: Which, office: int | None) -> Changed:
        return living.report_visits(services, asker, which, count, office, adding=adding)

    more = "till " * adding
    return _done(
        question,
        who,
        said["what"],
        report,
        lambda name: f"{who} har gjort {count} besök {more}i {name}",
    )


def taking_part(question: Question) -> Answer | None:
    """Answer which offices take part in the project that is surely meant."""
    said = _TAKING_PART.fullmatch(command_text(question))
    items = projects_named(question, said["what"] or said["where"]) if said else ()
    if not items:
        return None
    if len(items) > 1:
        return which_project(items[0].title, items, lambda name: f"deltagande i {name}")
    services, asker = question.scope.services, question.scope.asker
    return living.taking_part(services, asker, items[0].key, owner=items[0].owner)


def history(question: Question) -> Answer | None:
    """Answer what has happened in the project that is surely meant, since a day or since ever."""
    said = _HISTORY.fullmatch(command_text(question))
    if said is None:
        return None
    items = projects_named(question, said["what"] or said["in"] or said["of"])
    if not items:
        return None
    written = said["since"] or said["then"] or said["when"]
    since = read_since(written, question.scope.today) if written else None
    if len(items) > 1:
        then = f" sedan {written}" if written else ""
        return which_project(items[0].title, items, lambda name: f"historik för {name}{then}")
    services, asker = question.scope.services, question.scope.asker
    key, owner = items[0].key, items[0].owner
    return living.project_history(services, asker, key, owner=owner, since=since)


def _done(
    question: Question, who: str, what: str, act: _Does, typed: Callable[[str], str]
) -> Answer | None:
    items = projects_named(question, what)
    if not items:
        return None
    offices = () if fold(who) in _OWN else _offices(question, who, items)
    if offices is None:
        return None
    if len(items) > 1:
        return which_project(what, items, typed)
    services, asker = question.scope.let_go()
    which, done = which_of(items[0]), None
    numbers: list[int | None] = [one.id for one in offices]
    for office in numbers or [None]:
        done = act(services, asker, which, office)
    return told(question, done) if done else None


def _offices(question: Question, who: str, items: tuple[Item, ...]) -> "Sequence[Office] | None":
    """Return the offices that are named; None where a sentence is about something else."""
    scope = question.scope
    try:
        return offices_named(living.offices_in(scope.session, scope.family), who)
    except Refusal:
        if items and may(scope.asker, Information.OFFICE_DUTIES):
            raise
        return None


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else _NUMBERS.index(said.casefold())
