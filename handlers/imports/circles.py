"""Rules that wait for each other: no one of them would ever be due."""

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import select

from handlers.imports.problems import Code, Problem, RuleFault
from handlers.imports.records import Record
from handlers.imports.relations import Context
from handlers.planning import effective
from schedules.cadence import RuleError, Written, read_rules
from storage.models import CadenceRule


def find_circles(records: Iterable[Record], context: Context) -> Iterator[Problem]:
    """Find the coming rules that, together with those there are, wait in a circle."""
    coming = [record for record in records if record.identity.kind == "rule"]
    for family in {context.families.of(record.identity.collaboration) for record in coming}:
        mine = [record for record in coming if record.identity.collaboration in family]
        known = _stored(family, context)
        known |= {each.identity.key: _written(each, context) for each in mine}
        for record in mine:
            if circle := _circle(record.identity.key, known):
                yield _problem(record, circle)


def _stored(family: frozenset[str], context: Context) -> dict[str, Written]:
    archive = context.archive
    statement = select(CadenceRule).where(CadenceRule.collaboration_id.in_(archive.ids(family)))
    return {row.key: Written(row.key, effective(row)) for row in archive.session.scalars(statement)}


def _written(record: Record, context: Context) -> Written:
    """Return a rule as it will be kept: what a coordinator has set goes before the source."""
    rule, row = record.values["rule"], context.archive.get(record.identity)
    own = row.own if isinstance(row, CadenceRule) else {}
    coming = CadenceRule(rule=rule if isinstance(rule, dict) else {}, own=own)
    return Written(record.identity.key, effective(coming))


def _circle(key: str, known: Mapping[str, Written]) -> tuple[str, ...]:
    """Read a rule with what it leans on, and with what that leans on, until all is there."""
    together = {key}
    while True:
        try:
            read_rules(known[each] for each in sorted(together))
        except RuleError as error:
            anchor = str(error.values.get("anchor"))
            if error.code == RuleFault.UNKNOWN_ANCHOR and anchor in known.keys() - together:
                together.add(anchor)
                continue
            # What else is wrong is told where it stands.
            rules = error.values.get("rules")
            return tuple(map(str, rules)) if isinstance(rules, tuple) else ()
        return ()


def _problem(record: Record, circle: tuple[str, ...]) -> Problem:
    place = record.place
    return Problem(
        Code.BAD_RULE,
        place.file,
        place.row,
        f"{place.column}.rule",
        found=", ".join(circle),
        why=RuleFault.CIRCLE,
    )
