"""A collaboration's rules as they are kept today, and what is known of its calendar."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.errors import Refusal
from schedules import cadence
from schedules.cadence import Booked, Facts, RuleError, Rules, Written, read_rules, turns
from storage.indexes import Family
from storage.models import CadenceRule, Meeting

CANCELLED, HELD = "cancelled", "held"


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
            for slot, host in self._turns(key, [one for one in coming if _main(one, key)]).items()
        }

    def order(self, key: str) -> tuple[str, ...]:
        """Return the hosts of a rule in their order, or none where nobody has set it."""
        return tuple(self.own[key].own.get("hosts", ()))

    def _turns(self, key: str, slots: Sequence[cadence.Occurrence]) -> dict[str, str]:
        held = [one.host for one in self.facts.of(key) if one.held and one.host]
        agreed = {
            one.slot: meeting.host
            for one in slots
            for meeting in one.booked[:1]
            if meeting.host and not meeting.held
        }
        coming = [one.slot for one in slots if not any(each.held for each in one.booked)]
        return turns(self.order(key), held, coming, agreed)


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


def is_paused(rule: CadenceRule) -> bool:
    """Tell whether a rule is silent: by its source or a coordinator, unless one confirmed it."""
    return bool(rule.own.get("paused", rule.paused))


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
