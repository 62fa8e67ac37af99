"""Which of what recurs somebody means, by its key, its title or words of it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from handlers.answers import Answer, Option, WhichAnswer
from handlers.asking.question import Question
from handlers.asking.recurring import named_rules
from handlers.asking.topics import topic
from handlers.errors import Refusal
from storage.keys import KEY
from storage.models import CadenceRule, Meeting
from storage.words import fold, is_generic, words

if TYPE_CHECKING:
    from handlers.planning import Known

_REFERENCE = re.compile(rf"(?:(?P<owner>{KEY.pattern})/)?(?P<key>{KEY.pattern})")
_IN_PASSING = frozenset({"arets", "bokade", "vara", "vart"})
_AROUND = " ./!?”“\"'"


@dataclass(frozen=True, slots=True)
class Meant:
    """The rules that fit what was said equally well: at least one."""

    question: Question
    said: str
    rules: tuple[CadenceRule, ...]
    # The parts of the rules that are named: "kallelse" of the board's meetings.
    parts: frozenset[str] = frozenset()
    # A word that names nothing of the rules: "lunch" in "lunch med styrgruppen".
    stranger: str = ""

    @property
    def title(self) -> str:
        """Return what is meant, in its own words where it is one thing."""
        return self.rules[0].title if len(self.rules) == 1 else self.said

    def occurrences(
        self, fits: Callable[["Known"], bool], *, latest: bool = False
    ) -> list["Known"]:
        """Return of each rule the occurrence that fits and is due first, or else ``latest``.

        Of what is due, the thing itself goes before its parts, where none of those is named.
        """
        from handlers.coming import AHEAD, BACK  # noqa: PLC0415 - the days off are slow to load
        from handlers.planning import Almanacs  # noqa: PLC0415 - as above

        scope = self.question.scope
        almanacs = Almanacs(scope.session, scope.family, scope.today)
        every = almanacs.between(scope.today - BACK, scope.today + AHEAD)
        fitting = [one for one in every if self._is_about(one) and fits(one)]
        if latest:
            fitting.reverse()
        else:
            fitting.sort(key=lambda one: bool(one.occurrence.rule.part))
        found: dict[tuple[int, str], Known] = {}
        for one in fitting:
            found.setdefault(_what(one)[:2], one)
        return list(found.values())

    def _is_about(self, one: "Known") -> bool:
        named = not self.parts or one.occurrence.rule.part in self.parts
        return named and _what(one)[:2] in self._slots and one.row is not None

    def at_hand(self) -> list["Known"]:
        """Return of each rule what is to be done next, or what is settled and nearer than that.

        Whoever speaks of it a second time, or once a meeting is booked for it, does not mean the
        one after it.
        """
        found = self.occurrences(lambda one: not one.settled)
        those = {_what(one) for one in found}
        settled = self.occurrences(lambda one: _what(one) in those and _is_over(one), latest=True)
        return [next((it for it in settled if self._is_nearer(it, one)), one) for one in found]

    def _is_nearer(self, settled: "Known", next_one: "Known") -> bool:
        if _what(settled) != _what(next_one) or settled.due is None:
            return False
        today, begins = self.question.scope.today, next_one.occurrence.first
        return begins > today and abs(settled.due - today) < begins - today

    def meetings(self) -> list[tuple[Meeting, str]]:
        """Return the meetings of the rules in the order of time, each with whose it is."""
        from handlers.planning import almanacs  # noqa: PLC0415 - the days off are slow to load

        scope = self.question.scope
        found = [
            (meeting, almanac.name)
            for almanac in almanacs(scope.session, scope.family)
            for meeting in almanac.meetings
            if (almanac.collaboration_id, meeting.rule_key) in self._slots
        ]
        return sorted(found, key=lambda one: (one[0].first, one[0].id))

    def reference(self, collaboration_id: int, key: str) -> str:
        """Return what names one rule alone: its key, after that of whose it is where needed."""
        alike = {rule.collaboration_id for rule in _rules(self.question) if rule.key == key}
        if len(alike) == 1:
            return key
        members = self.question.scope.family.members
        owner = next(one.key for one in members if one.id == collaboration_id)
        return f"{owner}/{key}"

    @property
    def _slots(self) -> frozenset[tuple[int, str]]:
        return frozenset((rule.collaboration_id, rule.key) for rule in self.rules)


def _is_over(known: "Known") -> bool:
    """Tell whether it is done, left out or booked, and does not merely wait or rest."""
    return known.settled and known.state in {"open", "done", "skipped"}


def _what(known: "Known") -> tuple[int, str, str]:
    rule = known.occurrence.rule
    return known.almanac.collaboration_id, rule.key, rule.part


def meant(question: Question, said: str) -> Meant | None:
    """Return the rules that ``said`` means, or None where it names none.

    Refuses where it says more than that: nothing is to be changed that may not be meant.
    """
    named = meant_loosely(question, said)
    if named is not None and named.stranger:
        raise Refusal("unsure_what", title=named.rules[0].title, word=named.stranger)
    return named


def meant_loosely(question: Question, said: str) -> Meant | None:
    """Return the rules that ``said`` means, whatever else it says; None where it names none."""
    bare = said.strip(_AROUND)
    if exact := exactly(question, said):
        return Meant(question, bare, _by_title(exact))
    about = topic(bare)
    rules = named_rules(question, said) if about else []
    if not rules:
        return None
    parts = frozenset(part for rule in rules for part in _parts(rule) if words(part))
    typed = words(bare)
    named = frozenset(part for part in parts if all(_is_said(one, typed) for one in words(part)))
    known = tuple(word for part in named for word in words(part))
    left = [word for word in about.split() if not word.startswith(known)]
    strange = [word for word in left if not _names(question, word, rules)]
    # Where no word names the rule it is known by its project: "MGE".
    stranger = strange[0] if strange and strange != left else ""
    return Meant(question, bare, _by_title(rules), named, stranger)


def _by_title(rules: Iterable[CadenceRule]) -> tuple[CadenceRule, ...]:
    """Return rules that fit equally well in the order in which they are offered."""
    return tuple(sorted(rules, key=lambda rule: (rule.sort_key, rule.key, rule.id)))


def exactly(question: Question, said: str) -> list[CadenceRule]:
    """Return the rules whose key or whole title ``said`` is."""
    bare = fold(said.strip(_AROUND))
    written = _REFERENCE.fullmatch(bare)
    members = {one.id: one.key for one in question.scope.family.members}
    every = _rules(question)
    if written:
        keyed = [rule for rule in every if rule.key == written["key"]]
        owned = [rule for rule in keyed if members[rule.collaboration_id] == written["owner"]]
        if found := owned if written["owner"] else keyed:
            return found
    return [rule for rule in every if fold(rule.title) == bare]


def _names(question: Question, word: str, rules: Sequence[CadenceRule]) -> bool:
    """Tell whether a word names some of the rules, or tells nothing apart."""
    if is_generic(word) or fold(word) in _IN_PASSING:
        return True
    numbers = {rule.id for rule in rules}
    return any(hit.ref.id in numbers for hit in question.scope.indexes.rules.search(word))


def _is_said(name: str, typed: Sequence[str]) -> bool:
    """Tell whether a part's name stands among the words, whatever its ending: "protokollet"."""
    return any(word.startswith(name) for word in typed)


def _parts(rule: CadenceRule) -> Iterator[str]:
    """Return what a rule brings beside its main thing, by name."""
    for name in ("steps", "also", "then"):
        given = rule.rule.get(name)
        if isinstance(given, list):
            yield from map(str, given)
        elif isinstance(given, dict):
            yield str(given.get("what") or "")
            yield from map(str, given.get("steps", ()))


def which_duty(named: Meant, found: Sequence["Known"], typed: Callable[[str], str]) -> Answer:
    """Ask which duty is meant; ``typed`` makes of a rule's name what is to be typed for it."""
    from handlers.planning import duty  # noqa: PLC0415 - the days off are slow to load

    today = named.question.scope.today
    options = [
        Option(
            typed=typed(named.reference(one.almanac.collaboration_id, one.occurrence.rule.key)),
            duty=duty(one, today),
        )
        for one in found
    ]
    return which(named, options)


def which(named: Meant, options: Iterable[Option]) -> Answer:
    """Ask which of several is meant; nothing is changed."""
    several = tuple(options)
    return WhichAnswer(
        ids=tuple(dict.fromkeys(rule.key for rule in named.rules)),
        query=named.said,
        options=several,
        today=named.question.scope.today,
    )


def _rules(question: Question) -> Sequence[CadenceRule]:
    scope = question.scope
    mine = CadenceRule.collaboration_id.in_(scope.family.ids)
    return scope.session.scalars(select(CadenceRule).where(mine).order_by(CadenceRule.id)).all()
