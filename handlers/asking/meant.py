"""Which of what recurs somebody means, by its key, its title or words of it."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from handlers.answers import Answer, Asker, Option, WhichAnswer
from handlers.asking.courtesies import ungreeted
from handlers.asking.question import Question
from handlers.asking.recurring import named_rules
from handlers.ports import Services
from storage.keys import KEY
from storage.models import CadenceRule, Meeting
from storage.words import fold

if TYPE_CHECKING:
    from handlers.planning import Known

_REFERENCE = re.compile(rf"(?:(?P<owner>{KEY.pattern})/)?(?P<key>{KEY.pattern})")
_POLITELY = re.compile(
    r"(?:(?:kan|kunde|vill) du |skulle du (?:kunna|vilja) )?(?:snälla )?", re.IGNORECASE
)
_THANKS = re.compile(r"[.,!]? tack(?: snälla| på förhand| så mycket)?$", re.IGNORECASE)
_AROUND = " ./!?”“\"'"


def command_text(question: Question) -> str:
    """Return what was typed on one line, without "hej", "kan du", "tack" and closing signs."""
    text = " ".join(ungreeted(question.phrase.text).split()).strip(" ./!?")
    text = _THANKS.sub("", text).rstrip(" ./!?")
    polite = _POLITELY.match(text)
    return text[polite.end() :] if polite else text


@dataclass(frozen=True, slots=True)
class Meant:
    """The rules that fit what was said equally well: at least one."""

    question: Question
    said: str
    rules: tuple[CadenceRule, ...]

    @property
    def title(self) -> str:
        """Return what is meant, in its own words where it is one thing."""
        return self.rules[0].title if len(self.rules) == 1 else self.said

    def occurrences(
        self, fits: Callable[["Known"], bool], *, latest: bool = False
    ) -> list["Known"]:
        """Return of each rule the occurrence that fits and is due first, or else ``latest``."""
        from handlers.coming import AHEAD, BACK  # noqa: PLC0415 - the days off are slow to load
        from handlers.planning import Almanacs  # noqa: PLC0415 - as above

        scope = self.question.scope
        almanacs = Almanacs(scope.session, scope.family, scope.today)
        every = almanacs.between(scope.today - BACK, scope.today + AHEAD)
        found: dict[tuple[int, str], Known] = {}
        for one in reversed(every) if latest else every:
            slot = one.almanac.collaboration_id, one.occurrence.rule.key
            if slot in self._slots and one.row is not None and fits(one):
                found.setdefault(slot, one)
        return list(found.values())

    def at_hand(self) -> list["Known"]:
        """Return of each rule what is to be done next, or what is settled and nearer than that.

        Whoever speaks of it a second time, or once a meeting is booked for it, does not mean the
        one after it.
        """
        found = self.occurrences(lambda one: not one.settled)
        settled = self.occurrences(_is_over, latest=True)
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
    """Return the rules that ``said`` means, or None where it names none."""
    rules = exactly(question, said) or named_rules(question, said)
    return Meant(question, said.strip(_AROUND), tuple(rules)) if rules else None


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


def let_go(question: Question) -> tuple[Services, Asker]:
    """Return who acts on which services, once nothing is held that a writer would wait for."""
    # SQLite without WAL: our own open read would keep the writer from committing.
    question.scope.session.commit()
    return question.scope.services, question.scope.asker


def _rules(question: Question) -> Sequence[CadenceRule]:
    scope = question.scope
    mine = CadenceRule.collaboration_id.in_(scope.family.ids)
    return scope.session.scalars(select(CadenceRule).where(mine).order_by(CadenceRule.id)).all()
