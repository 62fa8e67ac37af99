"""What recurs in a collaboration, and what of it is booked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import select

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.scope import Scope, scope
from schedules.cadence import (
    Facts,
    Occurrence,
    RuleError,
    Rules,
    Written,
    occurrences,
    read_rules,
)
from storage.models import CadenceRule

# Whoever asks for more has made a slip of the finger, and would wait for the answer.
LONGEST_YEARS = 10


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """Something that falls due; days are local, ``last`` None means as soon as possible.

    ``kind`` is the rule's shape, ``state`` one of open, waits and paused. ``least`` to ``most``
    (None: no limit) are wanted, ``booked`` of them are booked. ``said`` holds the source's own
    words where they say less than a date.
    """

    rule: str
    part: str
    title: str
    slot: str
    kind: str
    state: str
    first: date
    last: date | None
    least: int
    most: int | None
    booked: int
    missing: int
    host: str = ""
    convener: str = ""
    per_office: bool = False
    said: str = ""


def calendar_lines(
    services: Services, asker: Asker, first: date, last: date
) -> tuple[CalendarLine, ...]:
    """Return what falls within two local days, both included, in the order it is due.

    Refuses days in the wrong order or too far apart, and rules that cannot be kept.
    """
    if last < first:
        raise Refusal("period_backwards")
    if last.year - first.year > LONGEST_YEARS:
        raise Refusal("period_too_long", years=LONGEST_YEARS)
    with scope(services, asker) as opened:
        stored = _stored(opened)
        lines = [
            _line(one, own[one.rule.key].title)
            for own, rules in map(partial(_seen_from, stored), opened.family.ids)
            for one in occurrences(rules, Facts(), first, last)
            if one.rule.key in own
        ]
        return tuple(sorted(lines, key=_due))


def _stored(opened: Scope) -> list[CadenceRule]:
    mine = CadenceRule.collaboration_id.in_(opened.family.ids)
    return list(opened.session.scalars(select(CadenceRule).where(mine).order_by(CadenceRule.id)))


def _seen_from(
    stored: Iterable[CadenceRule], collaboration: int
) -> tuple[dict[str, CadenceRule], Rules]:
    """Return a collaboration's own rules by key, and what they may hang on in the whole family.

    Members may call their rules by the same keys: each one's own goes first.
    """
    own = {rule.key: rule for rule in stored if rule.collaboration_id == collaboration}
    others = {rule.key: rule for rule in stored if rule.key not in own}
    return own, _rules({**others, **own}.values())


def _rules(stored: Iterable[CadenceRule]) -> Rules:
    try:
        return read_rules(Written(rule.key, rule.rule, rule.paused) for rule in stored)
    except RuleError as error:
        raise Refusal("rule_cannot_be", rule=str(error.values.get("rule", ""))) from error


def _due(line: CalendarLine) -> tuple[date, date, str, str]:
    return line.last or line.first, line.first, line.rule, line.part


def _line(one: Occurrence, title: str) -> CalendarLine:
    return CalendarLine(
        rule=one.rule.key,
        part=one.rule.part,
        title=title,
        slot=one.slot,
        kind=type(one.rule.shape).__name__.casefold(),
        state=one.state,
        first=one.first,
        last=one.last,
        least=one.least,
        most=one.most,
        booked=len(one.booked),
        missing=one.missing,
        host=one.rule.rotation,
        convener=one.rule.convener,
        per_office=one.rule.per_office,
        said=one.said,
    )
