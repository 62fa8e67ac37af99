"""Calls for a project's group, in words: "anmäl mig till projektgruppen för släckvatten"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from handlers import living
from handlers.answers import Answer, Asker
from handlers.asking.day_words import read_day
from handlers.asking.orders import command_text, order_text
from handlers.asking.projects_named import projects_named, which_of, which_project
from handlers.asking.question import Question
from handlers.decisions.owners import people_named
from handlers.errors import Refusal
from handlers.living import CallTerms, Which
from handlers.ports import Services

_GROUP = r"(?:projekt)?gruppen (?:för|i|till) (?P<what>[^:;]*[^:;\s])"
_OPEN = re.compile(rf"öppna anmälan till {_GROUP}(?:(?:;|:) ?(?P<rest>\S.*))?", re.IGNORECASE)
_CLOSE = re.compile(rf"stäng anmälan till {_GROUP}", re.IGNORECASE)
_APPLY = re.compile(
    rf"(?:anmäl mig till|jag vill vara med i|jag anmäler mig till) {_GROUP}"
    r"(?:: ?(?P<words>\S.*))?",
    re.IGNORECASE,
)
_WITHDRAW = re.compile(
    rf"(?:ta tillbaka min anmälan till|avanmäl mig från|jag lämnar) {_GROUP}", re.IGNORECASE
)
_SETTLE = re.compile(
    r"(?:(?P<yes>säg ja till|godkänn|ta med)|säg nej till|neka) (?P<name>\S.*?) i " + _GROUP,
    re.IGNORECASE,
)
_LIST = re.compile(
    rf"(?:vilka|vem) (?:har anmält sig till|är med i|sitter i) {_GROUP}"
    rf"|(?:visa )?anmälda till {_GROUP.replace('what', 'where')}",
    re.IGNORECASE,
)
_SHOW = re.compile(rf"(?:visa )?(?:anmälan|anmälningar) till {_GROUP}", re.IGNORECASE)
_UNTIL = re.compile(
    r"(?:öppen )?(?:till och med|till|senast|stänger):? (?P<day>\S.*)", re.IGNORECASE
)
_WANTED = re.compile(
    r"(?:mål|plats för|högst|vi söker)?:? ?(?P<count>\d{1,6})(?: \S+){0,2}", re.IGNORECASE
)
_Act = Callable[[Services, Asker, Which], Answer]


def call(question: Question) -> Answer | None:
    """Open or close the call for a project's group, or apply to it; of several, ask which."""
    text = order_text(question)
    for pattern, act in _ACTS:
        if said := pattern.fullmatch(text):
            return _on(question, said["what"], act(question, said), text)
    return _settle(question, text)


def group(question: Question) -> Answer | None:
    """Show the call for a project's group, or list who has asked to be in it."""
    text = command_text(question)
    if said := _LIST.fullmatch(text):
        return _on(question, said["what"] or said["where"], living.group_of_project, text)
    said = _SHOW.fullmatch(text)
    return _on(question, said["what"], living.show_call, text) if said else None


def _settle(question: Question, text: str) -> Answer | None:
    said = _SETTLE.fullmatch(text)
    if said is None:
        return None
    name, accept = said["name"], bool(said["yes"])
    scope = question.scope
    people = people_named(scope.session, scope.family, name)
    if len(people) != 1:
        raise Refusal("several_leaders" if people else "unknown_applicant", name=name)

    def act(services: Services, asker: Asker, which: Which) -> Answer:
        return living.settle_application(services, asker, which, people[0].id, accept=accept)

    return _on(question, said["what"], act, text)


def _on(question: Question, what: str, act: _Act, text: str) -> Answer | None:
    items = projects_named(question, what)
    if not items:
        return None
    if len(items) > 1:
        return which_project(what, items, lambda name: text.replace(what, name, 1))
    return act(*question.scope.let_go(), which_of(items[0]))


def _open(question: Question, said: re.Match[str]) -> _Act:
    terms = _read(said["rest"] or "", question.scope.today)

    def act(services: Services, asker: Asker, which: Which) -> Answer:
        return living.open_call(services, asker, which, terms)

    return act


def _read(rest: str, today: date) -> CallTerms:
    found = _Terms([], None, None)
    for part in (one.strip(" .,") for one in rest.split(";")):
        found = found.read(part, today)
    return CallTerms("; ".join(found.about), found.until, found.goal)


@dataclass(frozen=True, slots=True)
class _Terms:
    """What has been read of a call so far."""

    about: list[str]
    until: date | None
    goal: int | None

    def read(self, part: str, today: date) -> "_Terms":
        """Return it with one more part."""
        if said := _UNTIL.fullmatch(part):
            return _Terms(self.about, read_day(said["day"], today), self.goal)
        if said := _WANTED.fullmatch(part):
            return _Terms(self.about, self.until, int(said["count"]))
        return _Terms([*self.about, part] if part else self.about, self.until, self.goal)


def _apply(_question: Question, said: re.Match[str]) -> _Act:
    words = said["words"] or ""

    def act(services: Services, asker: Asker, which: Which) -> Answer:
        return living.apply_to(services, asker, which, words)

    return act


def _close(_question: Question, _said: re.Match[str]) -> _Act:
    return living.close_call


def _withdraw(_question: Question, _said: re.Match[str]) -> _Act:
    return living.withdraw


_ACTS: tuple[tuple[re.Pattern[str], Callable[[Question, re.Match[str]], _Act]], ...] = (
    (_OPEN, _open),
    (_CLOSE, _close),
    (_APPLY, _apply),
    (_WITHDRAW, _withdraw),
)
