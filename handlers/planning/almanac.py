"""A collaboration's rules as they are kept today, and what is known of its calendar."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.errors import Refusal
from handlers.meeting_kinds import kind_of
from handlers.planning.alike import rules_meant
from handlers.planning.resting import is_paused
from schedules import cadence
from schedules.cadence import Booked, Facts, RuleError, Rules, Written, read_rules, turns
from storage.indexes import Family
from storage.models import CadenceRule, Meeting

CANCELLED, HELD = "cancelled", "held"
_NEXT = "next"


@dataclass(frozen=True, slots=True)
class Almanac:
    """What recurs in one collaboration: its own rules by key, and the meetings booked for them."""

    collaboration_id: int
    name: str
    own: Mapping[str, CadenceRule]
    rules: Rules
    facts: Facts
    meetings: tuple[Meeting, ...]

    def between(self, first: date, last: date) -> list[cadence.Occurrence]:
        """Return what falls within two local days, both included, in the order it is due."""
        found = cadence.occurrences(self.rules, self.facts, first, last)
        return [one for one in found if one.rule.key in self.own]

    def with_meeting(self, meeting: Meeting) -> "Almanac":
        """Return the almanac as it is once a meeting, stored or not, counts as what it says."""
        facts = replace(self.facts, booked=(*self.facts.booked, _booked(meeting)))
        return replace(self, facts=facts, meetings=(*self.meetings, meeting))

    def hosts(self, today: date, last: date) -> dict[tuple[str, str], str]:
        """Return whose turn it is from today on, by rule and slot, where the order is set.

        The turns are counted through every slot up to the local day ``last``.
        """
        rotating = [key for key, rule in self.own.items() if rule.own.get("hosts")]
        coming = self.between(today, last) if rotating and today <= last else []
        return {
            (key, slot): host
            for key in rotating
            for slot, host in self._turns(key, [one for one in coming if _main(one, key)], today)
        }

    def rule_meant(self, kind: str, title: str, day: date | None) -> str:
        """Return the rule that a meeting of a sort would do for; empty where nobody can tell.

        ``kind`` is one of ``MeetingKind``. Of several rules of the sort the title tells, or else
        the local day, where only one of them asks for a meeting then.
        """
        meant = rules_meant(self.own, kind, title)
        if len(meant) > 1 and day is not None:
            asked = {
                one.rule.key
                for one in self.between(day, day)
                if _main(one, one.rule.key)
                and one.first <= day
                and (one.last is None or day <= one.last)
            }
            meant = [key for key in meant if key in asked]
        return meant[0] if len(meant) == 1 else ""

    def next_host(self, key: str, today: date) -> str:
        """Return whose turn it is at the next meeting of a rule that nobody has booked.

        Whoever hosts one that is booked from today on is passed over, and has not had their turn.
        """
        ahead = [one for one in self._met(key) if not one.held and one.last >= today]
        agreed = {one.key: one.host for one in ahead if one.host}
        slots = [*(one.key for one in ahead), _NEXT]
        return turns(self.order(key), self._held(key), slots, agreed).get(_NEXT, "")

    def order(self, key: str) -> tuple[str, ...]:
        """Return the hosts of a rule in their order, or none where nobody has set it."""
        return tuple(self.own[key].own.get("hosts", ()))

    def _turns(
        self, key: str, slots: Sequence[cadence.Occurrence], today: date
    ) -> Iterable[tuple[str, str]]:
        agreed = {
            one.slot: meeting.host
            for one in slots
            for meeting in one.booked[:1]
            if meeting.host and not meeting.held
        }
        coming = [one.slot for one in slots if not any(each.held for each in one.booked)]
        # What is planned beside the rule takes no slot of its, but its host has a meeting ahead.
        ahead = [one for one in self._beside(key) if not one.held and one.last >= today]
        beside = {f"beside/{one.key}": one.host for one in ahead}
        found = turns(self.order(key), self._held(key), [*coming, *beside], {**agreed, **beside})
        return [(slot, host) for slot, host in found.items() if slot not in beside]

    def _held(self, key: str) -> list[str]:
        return [one.host for one in self._met(key) if one.held and one.host]

    def _met(self, key: str) -> list[Booked]:
        met = [*self.facts.of(key), *self._beside(key)]
        return sorted(met, key=lambda one: (one.first, one.key))

    def _beside(self, key: str) -> list[Booked]:
        """Return the meetings that would do for a rule and belong to none, with its hosts."""
        order = self.order(key)
        return [
            _booked(one)
            for one in self.meetings
            if not one.rule_key and one.state != CANCELLED and one.host in order
            if one.kind == kind_of(self.own[key].title)
            if self.rule_meant(one.kind, one.title, one.first) == key
        ]


def almanacs(
    session: Session, family: Family, trial: CadenceRule | None = None
) -> tuple[Almanac, ...]:
    """Return the almanac of each collaboration of a family.

    With ``trial``, a rule that is not stored, as if it stood in place of the one with its key.
    Refuses rules that cannot be kept, naming the first of them.
    """
    stored = _of_family(session, CadenceRule, family)
    if trial is not None:
        stored = [*(one for one in stored if _slot(one) != _slot(trial)), trial]
    meetings = _of_family(session, Meeting, family)
    return tuple(_almanac(one.id, one.name, stored, meetings) for one in family.members)


def effective(rule: CadenceRule) -> dict[str, Any]:
    """Return a rule's shape with what a coordinator has set instead of the source's."""
    given = {**rule.rule, **rule.own.get("rule", {})}
    # None is how a coordinator says that what the source sets does not hold.
    return {name: value for name, value in given.items() if value is not None}


def _slot(rule: CadenceRule) -> tuple[int, str]:
    return rule.collaboration_id, rule.key


def _of_family(session: Session, model: Any, family: Family) -> list[Any]:
    mine = model.collaboration_id.in_(family.ids)
    return list(session.scalars(select(model).where(mine).order_by(model.id)))


def _almanac(
    number: int, name: str, stored: Sequence[CadenceRule], meetings: Sequence[Meeting]
) -> Almanac:
    own = {rule.key: rule for rule in stored if rule.collaboration_id == number}
    # Members may call their rules by the same keys: each one's own goes first.
    others = {rule.key: rule for rule in stored if rule.key not in own}
    seen = {**others, **own}
    theirs = {key: rule.collaboration_id for key, rule in seen.items()}
    booked = [one for one in meetings if theirs.get(one.rule_key) == one.collaboration_id]
    return Almanac(
        number,
        name,
        own,
        _rules(seen.values()),
        _facts(booked, seen),
        tuple(one for one in meetings if one.collaboration_id == number),
    )


def _rules(stored: Iterable[CadenceRule]) -> Rules:
    try:
        return read_rules(
            Written(rule.key, effective(rule), bool(rule.paused or rule.own.get("paused")))
            for rule in stored
        )
    except RuleError as error:
        raise Refusal("rule_cannot_be", rule=str(error.values.get("rule", ""))) from error


def _facts(meetings: Iterable[Meeting], rules: Mapping[str, CadenceRule]) -> Facts:
    booked = (_booked(one) for one in meetings if one.state != CANCELLED)
    awake = (rule.key for rule in rules.values() if not is_paused(rule))
    return Facts(booked=tuple(booked), confirmed=frozenset(awake))


def _booked(meeting: Meeting) -> Booked:
    return Booked(
        rule=meeting.rule_key,
        key=str(meeting.id),
        first=meeting.first,
        last=meeting.last,
        part=meeting.part,
        held=meeting.state == HELD,
        host=meeting.host,
    )


def _main(one: cadence.Occurrence, key: str) -> bool:
    return one.rule.key == key and not one.rule.part
