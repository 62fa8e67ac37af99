"""Decisions in words: "beslut styrgruppsmötet 10 februari: Vi inför …; ansvarig Bo Ek"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from handlers import decisions
from handlers.access import Information, may, require
from handlers.answers import Answer, DecisionAnswer, DecisionLine, DecisionsAnswer
from handlers.asking.day_words import read_day
from handlers.asking.decisions_named import WHICH, Which, named_decision
from handlers.asking.meetings_named import one_meeting
from handlers.asking.orders import order_text
from handlers.asking.question import Question
from handlers.contents import MeetingLine
from handlers.decisions.owners import Candidate, people_named
from handlers.errors import Refusal

_MAKE = re.compile(
    r"(?:nytt )?beslut(?:et)?(?: (?:på|från|vid|av|i))? (?P<which>[^:]*[^:\s]): ?(?P<rest>\S.*)",
    re.IGNORECASE,
)
_DONE = re.compile(
    rf"{WHICH} (?:är |har blivit )?(?:klart|genomfört|utfört|avslutat)", re.IGNORECASE
)
_TICKED = re.compile(rf"(?:klart|bocka av):? {WHICH}", re.IGNORECASE)
_BACK = re.compile(rf"(?:öppna|ångra):? {WHICH}(?: igen)?", re.IGNORECASE)
_STRIKE = re.compile(rf"(?:stryk|ta bort):? {WHICH}", re.IGNORECASE)
_OWNER = re.compile(rf"ansvarig för {WHICH}(?::| är| blir) ?(?P<name>\S.*)", re.IGNORECASE)
_MOVE = re.compile(rf"flytta:? {WHICH} till (?P<day>\S.*)", re.IGNORECASE)
_LIST = re.compile(
    r"(?:(?:visa|lista|se) )?(?:(?:hela )?beslutslogg(?:en)?|(?:alla |vara )?beslut(?:en)?)"
)
_OPEN = re.compile(
    r"(?:(?:visa|lista|vilka) )?(?:(?:alla |vara )?oppna beslut|mina beslut"
    r"|beslut (?:som ar oppna|att folja upp|ar oppna))"
)
_BY = re.compile(r"ansvarig(?:a)?(?: är)?:? (?P<name>\S.*)", re.IGNORECASE)
_DUE = re.compile(r"(?:klart )?senast:? (?:den )?(?P<day>\S.*)", re.IGNORECASE)


def log(question: Question) -> Answer | None:
    """Answer with what was decided, or with what of it is open."""
    is_open = _OPEN.fullmatch(question.phrase.bare) is not None
    if not is_open and not _LIST.fullmatch(question.phrase.bare):
        return None
    scope = question.scope
    found = decisions.kept_decisions(scope.services, scope.asker, only_open=is_open)
    subject = "open_decisions" if is_open else "decisions"
    return DecisionsAnswer(subject=subject, decisions=found, today=scope.today)


def act(question: Question) -> Answer | None:
    """Say of a decision that it is done, open again, struck out, somebody's, or due later."""
    text = order_text(question)
    for pattern, does in _ACTS:
        if said := pattern.fullmatch(text):
            found = named_decision(question, Which.of(said))
            return does(question, found, said) if isinstance(found, DecisionLine) else found
    return None


def decide(question: Question) -> Answer | None:
    """Write down what the meeting that is named has decided."""
    said = _MAKE.fullmatch(order_text(question))
    if said is None:
        return None
    rest = said["rest"]
    found = one_meeting(question, said["which"], lambda name: f"beslut {name}: {rest}", past=True)
    if found is None and may(question.scope.asker, Information.CALENDAR):
        raise Refusal("decision_meeting", meeting=said["which"])
    return _made(question, found, rest) if isinstance(found, MeetingLine) else found


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a decision says, and who sees to it by when, as far as that is said."""

    text: str
    owner: str = ""
    due: date | None = None


def _made(question: Question, meeting: MeetingLine, rest: str) -> Answer:
    parts = _read(rest, question.scope.today)
    people = _people(question, parts.owner)
    owner = people[0].id if len(people) == 1 else None
    resolution = decisions.Resolution(parts.text, owner, parts.due)
    line = decisions.decide(*question.scope.let_go(), meeting.number, resolution)
    return _told(line, "decided", _asked("stryk", line), parts.owner, people)


def _read(rest: str, today: date) -> _Parts:
    told: list[str] = []
    owner, due = "", None
    for part in (one.strip(" .,") for one in rest.split(";")):
        if by := _BY.fullmatch(part):
            owner = by["name"].strip()
        elif until := _DUE.fullmatch(part):
            due = read_day(until["day"], today)
        elif part:
            told.append(part)
    return _Parts("; ".join(told), owner, due)


def _people(question: Question, name: str) -> tuple[Candidate, ...]:
    scope = question.scope
    return people_named(scope.session, scope.family, name) if name else ()


def _done(question: Question, found: DecisionLine, _said: re.Match[str]) -> Answer:
    line = decisions.mark_decided_done(*question.scope.let_go(), found.id)
    return _told(line, "done", _asked("öppna", line))


def _back(question: Question, found: DecisionLine, said: re.Match[str]) -> Answer:
    # "Ångra" takes back the writing down of what nobody has done yet.
    if said[0].casefold().startswith("ångra") and found.state == "open":
        return _strike(question, found, said)
    line = decisions.reopen_decision(*question.scope.let_go(), found.id)
    return _told(line, "reopened")


def _strike(question: Question, found: DecisionLine, _said: re.Match[str]) -> Answer:
    line = decisions.strike(*question.scope.let_go(), found.id)
    return _told(line, "struck", _asked("öppna", line))


def _owner(question: Question, found: DecisionLine, said: re.Match[str]) -> Answer:
    require(question.scope.asker, Information.CALENDAR)
    people = _people(question, said["name"])
    if len(people) != 1:
        return _told(found, "owned", "", said["name"], people)
    line = decisions.set_owner(*question.scope.let_go(), found.id, people[0].id)
    return _told(line, "owned")


def _move(question: Question, found: DecisionLine, said: re.Match[str]) -> Answer:
    due = read_day(said["day"], question.scope.today)
    return _told(decisions.move_decision(*question.scope.let_go(), found.id, due), "moved")


def _told(
    line: DecisionLine,
    change: str,
    undo: str = "",
    asked: str = "",
    people: tuple[Candidate, ...] = (),
) -> Answer:
    nobody = line.state == "open" and (not line.owner or len(people) > 1)
    return DecisionAnswer(
        ids=(line.meeting.rule,) if line.meeting.rule else (),
        decision=line,
        change=change,
        undo=undo,
        name_owner=f"{_asked('ansvarig för', line)}: " if nobody else "",
        asked=asked if len(people) != 1 else "",
        owners=tuple(one.option for one in people) if len(people) > 1 else (),
    )


def _asked(verb: str, line: DecisionLine) -> str:
    return f"{verb} beslut {line.number} från möte {line.meeting.number}"


_Does = Callable[[Question, DecisionLine, re.Match[str]], Answer]
_ACTS: tuple[tuple[re.Pattern[str], _Does], ...] = (
    (_DONE, _done),
    (_TICKED, _done),
    (_BACK, _back),
    (_STRIKE, _strike),
    (_OWNER, _owner),
    (_MOVE, _move),
)
