"""When a duty falls due next: what its rule says, and the day that counts."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from handlers.planning import effective
from schedules.cadence import Facts, Occurrence, RuleError, Written, occurrences, read_rules
from storage.models import CadenceRule

logger = logging.getLogger(__name__)

# What a rule brings beside its main thing.
_PARTS = frozenset({"also", "then"})


@dataclass(frozen=True, slots=True)
class Due:
    """What falls due next: the day that the rule says, or what the source says less exactly.

    ``working_day`` is the day that counts where ``day`` is a day off.
    """

    day: date | None = None
    working_day: date | None = None
    said: str = ""


def next_deadline(rule: CadenceRule, today: date) -> Due:
    """Return when a deadline falls next, today or later; nothing where the rule is none."""
    if effective(rule).get("shape") != "deadline":
        return Due()
    try:
        return _next(rule, today)
    except RuleError as error:
        # An import refuses such a rule, but this one may be from before it did.
        logger.warning("The rule %s cannot be kept: %s", rule.key, error.code)
        return Due()


def _next(rule: CadenceRule, today: date) -> Due:
    said = _falls(rule, today.year - 1, today.year + 1, roll="none")
    # A day off at the turn of the year rolls into the other one.
    kept = _falls(rule, today.year - 2, today.year + 2)
    coming = ((one, kept[slot]) for slot, one in said.items() if _over(one, kept[slot]) >= today)
    return next((_due(*both) for both in coming), Due())


def _falls(rule: CadenceRule, first: int, last: int, **changes: str) -> Mapping[str, Occurrence]:
    """Return what falls in some years by the main part of a rule, earliest first."""
    main = {name: value for name, value in effective(rule).items() if name not in _PARTS}
    # One that rests in its source is told of whatever its years are.
    rests = bool(rule.paused or rule.own.get("paused"))
    rules = read_rules([Written(rule.key, {**main, **changes}, rests)])
    found = occurrences(rules, Facts(), date(first, 1, 1), date(last, 12, 31))
    return {one.slot: one for one in found}


def _over(said: Occurrence, kept: Occurrence) -> date:
    return max(one.last or one.first for one in (said, kept))


def _due(said: Occurrence, kept: Occurrence) -> Due:
    if not said.is_date:
        return Due(said=said.said)
    return Due(said.first, kept.first if kept.first != said.first else None)
