"""Proposals in words: lists, and "flytta förslag 2027-014 till banken, därför att …"."""

import re
from collections.abc import Callable
from dataclasses import replace

from handlers import proposals
from handlers.answers import Answer, ProposalAnswer
from handlers.asking.courtesies import ungreeted
from handlers.asking.orders import command_text, order_text, says_no
from handlers.asking.phrase import LONGEST
from handlers.asking.question import Question
from handlers.errors import Refusal
from handlers.proposals import Move, Sought, State, state_named
from storage.words import fold

# What names a proposal: its number, or the key of one from a source.
_REF = r"[\w-]*\w-[\w-]*\w"
_ONE = rf"förslag(?:et)?:? (?:nummer |nr )?(?P<one>{_REF})"
_MANY = rf"förslag(?:en|et)?:? (?P<many>{_REF}(?:(?:,? och |, ?| ){_REF})*)"
_BECAUSE = re.compile(
    r"[,.;:]? *(?:därför att|eftersom|för att|skäl(?:et)?(?: är)?:?|med motiveringen:?)\s+"
    r"|: +|; +",
    re.IGNORECASE,
)
_SEE = re.compile(rf"(?:(?:visa|se|öppna|hur går det med) )?{_ONE}", re.IGNORECASE)
_MOVE = re.compile(rf"flytta {_MANY} (?:till|in i) (?P<rest>\S.*)", re.IGNORECASE)
_MERGE = re.compile(
    rf"(?:slå ihop|slå samman) {_ONE} (?:med|och|till) (?:förslag(?:et)? )?(?P<two>{_REF})",
    re.IGNORECASE,
)
_PART = re.compile(rf"(?:skilj (?:åt|isär)|dela på) {_ONE}", re.IGNORECASE)
_WITHDRAW = re.compile(rf"(?:ta tillbaka|dra tillbaka|återkalla) {_ONE}", re.IGNORECASE)
_UNDO = re.compile(rf"ångra (?:flytten av |att jag tog tillbaka )?{_ONE}", re.IGNORECASE)
_JOIN = re.compile(
    rf"(?:jag |vi )?(?:ställ(?:er)?|står) (?:mig |oss |dig |er )?bakom {_ONE}", re.IGNORECASE
)
_LEAVE = re.compile(
    rf"(?:jag |vi )?(?:ställ(?:er)?|står) (?:mig |oss )?inte (?:längre )?bakom {_ONE}",
    re.IGNORECASE,
)
_COMMENT = re.compile(
    rf"kommentera {_ONE} ?: ?(?P<words>\S.*)|kommentar (?:på|till|om) (?P<two>{_REF})"
    r" ?: ?(?P<others>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_LISTS: tuple[tuple[re.Pattern[str], State], ...] = (
    (re.compile(r"inkomna forslag|forslag som (?:har )?(?:inkommit|kommit in)"), State.RECEIVED),
    (re.compile(r"forslag(?:en)? hos kontaktperson\w*"), State.WITH_CONTACTS),
    (re.compile(r"forslag(?:en)? (?:under|i|som ar under) beredning\w*"), State.UNDER_REVIEW),
    (re.compile(r"forslag(?:en)? (?:pa|ute pa) (?:synpunkt\w*|remiss)"), State.ON_COMMENT),
    (re.compile(r"forslag(?:en)? (?:i|som kom med i) plan(?:en)?"), State.IN_PLAN),
    (
        re.compile(r"forslag(?:en)? (?:som )?inte (?:kom )?med i plan(?:en)?"),
        State.NOT_IN_PLAN,
    ),
    (re.compile(r"tillbakatagna forslag"), State.WITHDRAWN),
    (re.compile(r"sammanslagna forslag"), State.MERGED),
)
_EVERY = re.compile(r"(?:visa |lista |se )?(?:alla|samtliga) forslag(?: (?P<year>(?:19|20)\d\d))?")
_UNDATED = re.compile(
    r"forslag(?:en)? (?:utan|som saknar|saknar|har inget|som inte har nagot) (?:inkomst)?ar"
)
_OPENING = re.compile(r"^(?:visa |lista |vilka |se )?(?:alla )?")
_MINE = re.compile(r"(?:mina|vara) (?:egna )?forslag|forslag(?:en)? (?:som )?jag star bakom")
_FROM = re.compile(r"(?P<list>.+?) (?:fran|for|hos) (?P<office>\S.*)")
_YEAR = re.compile(r" (?:fran |ar |for )?((?:19|20)\d\d)$")
_OFFICE = re.compile(r"^(?:miljo\w* (?:i|pa) )|(?: kommuns?(?: miljokontor)?)$")
_NAMED = re.compile(_REF)


def lists(question: Question) -> Answer | None:
    """List proposals by where they stand, or the asker's own."""
    asked = _OPENING.sub("", fold(command_text(question)))
    if _MINE.fullmatch(asked):
        scope = question.scope
        return proposals.my_proposals(scope.services, scope.asker)
    if said := _SEE.fullmatch(command_text(question)):
        return _seen(question, said["one"])
    if every := _EVERY.fullmatch(fold(command_text(question))):
        years = (int(every["year"]),) if every["year"] else ()
        return proposals.list_proposals(question.scope, Sought(years=years))
    sought = _sought(question, asked)
    return proposals.list_proposals(question.scope, sought) if sought else None


def act(question: Question) -> Answer | None:
    """Do something about a proposal that is named by its number."""
    if said := _COMMENT.fullmatch(_written(question)):
        return _comment(question, said)
    # What is denied is an order all the same: "står inte bakom", "till inte med i planen".
    text = command_text(question)
    if not order_text(question) and not says_no(text):
        return None
    for pattern, does in _ACTS:
        if said := pattern.fullmatch(text):
            return does(question, said)
    return None


def _written(question: Question) -> str:
    """Return what was typed, its lines apart, without a greeting."""
    return ungreeted(question.phrase.text).strip()


def _sought(question: Question, asked: str) -> Sought | None:
    if _UNDATED.fullmatch(asked):
        return Sought(undated=True)
    year = _YEAR.search(asked)
    rest = asked[: year.start()] if year else asked
    years = (int(year[1]),) if year else ()
    state = _listed(rest)
    if state is not None:
        return Sought(state=state, years=years)
    of_office = _FROM.fullmatch(rest)
    if of_office is None or (state := _listed(of_office["list"])) is None:
        return None
    office = _office(question, of_office["office"])
    return Sought(state=state, years=years, office=office) if office else None


def _seen(question: Question, written: str) -> Answer | None:
    row = proposals.by_reference(question.scope.session, question.scope.family, fold(written))
    if row is None and proposals.NUMBER.fullmatch(written):
        raise Refusal("proposal_unknown", number=written)
    return proposals.show_proposal(question.scope, row.id) if row else None


def _office(question: Question, said: str) -> int | None:
    scope = question.scope
    every = proposals.offices_to_choose(scope.services, scope.asker)
    wanted = _OFFICE.sub("", said)
    found = [one.number for one in every if wanted == _OFFICE.sub("", fold(one.name))]
    return found[0] if len(found) == 1 else None


def _listed(asked: str) -> State | None:
    return next((state for pattern, state in _LISTS if pattern.fullmatch(asked)), None)


def _move(question: Question, said: re.Match[str]) -> Answer:
    where, _, reason = _split(said["rest"])
    to = _state(where)
    numbers = tuple(_number(question, one) for one in _NAMED.findall(said["many"]))
    moved = proposals.move(*question.scope.let_go(), Move(numbers=numbers, to=to, reason=reason))
    if len(moved) == 1:
        return _shown(question, moved[0].id, "moved")
    return proposals.list_proposals(question.scope, Sought(state=to))


def _split(rest: str) -> tuple[str, str, str]:
    found = _BECAUSE.search(rest)
    if found is None:
        return rest, "", ""
    return rest[: found.start()], found[0], rest[found.end() :].strip()


def _state(said: str) -> str:
    return state_named(said) or fold(said).strip(" .,")


def _merge(question: Question, said: re.Match[str]) -> Answer:
    one, two = _number(question, said["one"]), _number(question, said["two"])
    proposals.merge(*question.scope.let_go(), one, two)
    return _shown(question, two, "merged")


def _part(question: Question, said: re.Match[str]) -> Answer:
    done = proposals.part(*question.scope.let_go(), _number(question, said["one"]))
    return _shown(question, done.id, "parted")


def _withdraw(question: Question, said: re.Match[str]) -> Answer:
    done = proposals.withdraw(*question.scope.let_go(), _number(question, said["one"]))
    return _shown(question, done.id, "withdrawn")


def _undo(question: Question, said: re.Match[str]) -> Answer:
    number = _number(question, said["one"])
    step = proposals.see_proposal(question.scope.services, question.scope.asker, number).undo
    proposals.undo_move(*question.scope.let_go(), number, step)
    return _shown(question, number, "undone")


def _join(question: Question, said: re.Match[str]) -> Answer:
    joined = proposals.join(*question.scope.let_go(), _number(question, said["one"]))
    return _shown(question, joined, "joined")


def _leave(question: Question, said: re.Match[str]) -> Answer:
    left = proposals.leave(*question.scope.let_go(), _number(question, said["one"]))
    return _shown(question, left, "left")


def _comment(question: Question, said: re.Match[str]) -> Answer:
    if len(question.phrase.text) >= LONGEST:
        # The end of it has been cut off.
        raise Refusal("proposal_words_cut", most=LONGEST)
    number = _number(question, said["one"] or said["two"])
    words = said["words"] or said["others"]
    proposals.comment(*question.scope.let_go(), number, words)
    return _shown(question, number, "commented")


def _number(question: Question, written: str) -> int:
    scope = question.scope
    return proposals.proposal_by_key(scope.services, scope.asker, fold(written))


def _shown(question: Question, number: int, change: str) -> Answer:
    scope = question.scope
    seen: ProposalAnswer = proposals.see_proposal(scope.services, scope.asker, number)
    return replace(seen, change=change)


_Does = Callable[[Question, re.Match[str]], Answer]
_ACTS: tuple[tuple[re.Pattern[str], _Does], ...] = (
    (_MOVE, _move),
    (_MERGE, _merge),
    (_PART, _part),
    (_WITHDRAW, _withdraw),
    (_UNDO, _undo),
    (_LEAVE, _leave),
    (_JOIN, _join),
)
