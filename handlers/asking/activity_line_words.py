"""The lines of a plan in words: "lägg till i plan 2028: Släckvatten; mål: …", "ta bort rad 3 …"."""

import re
from collections.abc import Callable

from handlers import plans
from handlers.answers import Answer, PlanAnswer
from handlers.asking.activity_plans_named import (
    NUMBERED,
    OF,
    PLAN,
    REASON,
    plan_words,
    read_columns,
    shown,
    undoing,
    which,
    whole_text,
)
from handlers.asking.orders import command_text, order_text
from handlers.asking.question import Question
from handlers.errors import Refusal
from handlers.plans import Which, Words
from handlers.proposals import Sought, State, list_proposals

_ADD = re.compile(
    rf"lägg till (?:en (?:ny )?(?:rad|aktivitet|insats|punkt) |ett (?:nytt )?utvecklingsområde )?"
    rf"(?:i|till|på) {PLAN}: ?(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_CHANGE = re.compile(
    rf"ändra {NUMBERED} {OF} {PLAN}[:;]? ?\n?(?P<rest>\S.*)", re.IGNORECASE | re.DOTALL
)
_REMOVE = re.compile(
    rf"(?:ta bort|stryk):? {NUMBERED} {OF} {PLAN}"
    rf"(?:[,;] förslaget (?P<becomes>till (?:förslags)?banken|inte med(?: i planen)?))?{REASON}",
    re.IGNORECASE,
)
_TAKE_IN = re.compile(
    rf"(?:flytta|för in|ta in):? (?P<named>förslag(?:et)? \S.*?) (?:till|i) {PLAN}{REASON}",
    re.IGNORECASE,
)
_REST = re.compile(
    r"(?:flytta )?resten av (?:förslagen (?:från |ur |som kom in )?)?"
    r"(?P<round>(?:förslags)?omgången(?: för)? |till plan(?:en)? )?(?P<year>20\d\d) till "
    rf"(?:förslags)?banken{REASON}",
    re.IGNORECASE,
)
_BACK = re.compile(rf"(?:lägg|sätt) tillbaka {NUMBERED} {OF} {PLAN}{REASON}", re.IGNORECASE)
_MOVE = re.compile(
    rf"flytta:? {NUMBERED} {OF} {PLAN} till (?:plats|rad|nummer) (?P<place>\d{{1,3}}){REASON}",
    re.IGNORECASE,
)
_TO_YEAR = re.compile(
    rf"flytta:? {NUMBERED} {OF} {PLAN} till (?:plan(?:en)? |år )?(?P<to>20\d\d){REASON}",
    re.IGNORECASE,
)
_SHOW = re.compile(rf"(?:visa )?{NUMBERED} {OF} {PLAN}", re.IGNORECASE)
_FOLLOW = re.compile(
    rf"{NUMBERED} {OF} {PLAN}(?: är|:)? (?P<progress>inte påbörjade?|ej påbörjade?|påbörjade?"
    r"|pågår|pågående|klar|klart|genomförd|genomfört)(?:[:;,] ?(?P<note>\S.*))?",
    re.IGNORECASE,
)
_STATES = (("inte", "not_begun"), ("ej", "not_begun"), ("p", "going_on"), ("", "done"))


def add(question: Question) -> Answer | None:
    """Add a line to a plan, from what stands under its headings, or from what it is about."""
    said = _ADD.fullmatch(whole_text(question)) if _begins(question, "lägg till") else None
    if said is None:
        return None
    named, written = which(said), read_columns(said["rest"])
    about = plans.record_named(*question.scope.let_go(), written.about)
    words = Words(written.columns, written.standing, reason=written.reason)
    done = plans.add_line(*question.scope.let_go(), named, words, about)
    undo = undoing(f"ta bort rad {done.number} ur {plan_words(named)}", done.version)
    return shown(question, named, "added", about=done.title, undo=undo)


def change(question: Question) -> Answer | None:
    """Change what stands under the headings that are named; the rest stays."""
    said = _CHANGE.fullmatch(whole_text(question)) if _begins(question, "ändra") else None
    if said is None:
        return None
    named, written = which(said), read_columns(said["rest"])
    if not written.columns and written.standing is None:
        raise Refusal("plan_headings_missing")
    words = Words(written.columns, written.standing, reason=written.reason)
    done = plans.change_line(*question.scope.let_go(), named, int(said["number"]), words)
    return shown(question, named, "changed", about=done.title)


def take_in(question: Question) -> Answer | None:
    """Take a proposal into a plan, or let the rest of a year's wait in the bank."""
    text = command_text(question)
    if question.phrase.text.rstrip().endswith("?"):
        return None
    if rest := _REST.fullmatch(text):
        return _rest(question, rest)
    said = _TAKE_IN.fullmatch(text)
    if said is None:
        return None
    named = which(said)
    about = plans.record_named(*question.scope.let_go(), said["named"])
    words = Words(reason=said["reason"] or "")
    done = plans.add_line(*question.scope.let_go(), named, words, about)
    undo = undoing(f"ta bort rad {done.number} ur {plan_words(named)}", done.version)
    return shown(question, named, "added", about=done.title, undo=undo)


def act(question: Question) -> Answer | None:
    """Remove a line, put it back, move it within its year, or to another one."""
    # What becomes of its proposal may be said with a no.
    text = command_text(question) if _REMOVE.fullmatch(command_text(question)) else ""
    text = text or order_text(question)
    for pattern, does in _ACTS:
        if said := pattern.fullmatch(text):
            return does(question, which(said), said)
    return None


def follow_up(question: Question) -> Answer | None:
    """Say how far a line of a cooperation plan has come."""
    said = _FOLLOW.fullmatch(command_text(question))
    if said is None or question.phrase.text.rstrip().endswith("?"):
        return None
    named, state = which(said), said["progress"].casefold()
    progress = next(code for sign, code in _STATES if state.startswith(sign))
    done = plans.follow_up(
        *question.scope.let_go(), named, int(said["number"]), progress, note=said["note"] or ""
    )
    return shown(question, named, "followed_up", about=done.title)


def show(question: Question) -> Answer | None:
    """Show all that a line says."""
    said = _SHOW.fullmatch(command_text(question))
    if said is None:
        return None
    named, number = which(said), int(said["number"])
    found = plans.show_plan(question.scope, named.year, sort=named.sort)
    if not isinstance(found, PlanAnswer):
        return found
    lines = [one for one in found.years[0].own if one.number == number]
    if not lines:
        raise Refusal("no_such_plan_line", number=number, year=named.year)
    project = plans.project_of_line(question.scope, lines[0])
    return shown(question, named, "", line=lines[0], project=project)


def _remove(question: Question, named: Which, said: re.Match[str]) -> Answer:
    number = int(said["number"])
    becomes = (said["becomes"] or "").casefold()
    state = (State.IN_BANK if "bank" in becomes else State.NOT_IN_PLAN) if becomes else ""
    done = plans.remove_line(
        *question.scope.let_go(), named, number, reason=said["reason"] or "", becomes=state
    )
    undo = undoing(f"lägg tillbaka rad {number} i {plan_words(named)}", done.version)
    return shown(question, named, "removed", about=done.title, undo=undo)


def _back(question: Question, named: Which, said: re.Match[str]) -> Answer:
    number = int(said["number"])
    done = plans.put_back(*question.scope.let_go(), named, number, reason=said["reason"] or "")
    return shown(question, named, "put_back", about=done.title)


def _move(question: Question, named: Which, said: re.Match[str]) -> Answer:
    number, place = int(said["number"]), int(said["place"])
    reason = said["reason"] or ""
    done = plans.move_line(*question.scope.let_go(), named, number, place, reason=reason)
    undo = undoing(
        f"flytta rad {number} i {plan_words(named)} till plats {done.place}", done.version
    )
    return shown(question, named, "moved", about=done.title, undo=undo)


def _to_year(question: Question, named: Which, said: re.Match[str]) -> Answer:
    number, to = int(said["number"]), Which(int(said["to"]), named.sort)
    reason = said["reason"] or ""
    done = plans.move_to_year(*question.scope.let_go(), named, number, to, reason=reason)
    undo = undoing(
        f"flytta rad {done.number} i {plan_words(to)} till plan {named.year}", done.version
    )
    return shown(question, to, "moved", about=done.title, undo=undo)


def _rest(question: Question, rest: re.Match[str]) -> Answer:
    year, reason = int(rest["year"]), rest["reason"] or ""
    years = plans.rest_to_bank(
        *question.scope.let_go(), year, reason, of_round=rest["round"] is not None
    )
    return list_proposals(question.scope, Sought(state=State.IN_BANK, years=years or (year,)))


def _begins(question: Question, verb: str) -> bool:
    return question.phrase.plain.lstrip(" /").find(verb) >= 0


_Does = Callable[[Question, Which, re.Match[str]], Answer]
_ACTS: tuple[tuple[re.Pattern[str], _Does], ...] = (
    (_REMOVE, _remove),
    (_BACK, _back),
    (_MOVE, _move),
    (_TO_YEAR, _to_year),
)
