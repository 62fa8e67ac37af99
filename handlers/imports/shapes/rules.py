"""What stands under a duty's ``rule``: when it falls due, in the words of the cadence."""

from collections.abc import Iterator, Mapping

from handlers.imports.fields import Fields
from handlers.imports.problems import Code, Expected, Problem, RuleFault
from handlers.imports.records import Reference
from handlers.imports.shapes.common import Scope
from handlers.imports.shapes.forms import formed
from schedules.cadence import RuleError, Written, read_rules

SHAPES = (
    "deadline", "every", "once", "ongoing", "quota", "relative", "rrule", "threshold",
)  # fmt: skip
# What a rule also brings is a rule of its own; plain words there are the source's remarks.
_PARTS = ("also", "then")
# The fields that name another rule.
_LEANING = ("anchor", "before", "adjacent_to")
# Shows only when the rules are read together.
_TOGETHER = frozenset({RuleFault.CIRCLE, RuleFault.UNKNOWN_ANCHOR})
# Where to look for what is at fault.
_STANDS_IN: Mapping[str, tuple[str, ...]] = {
    RuleFault.BACKWARDS: ("to",),
    RuleFault.BAD_DATE: ("date", "from", "to"),
    RuleFault.BAD_MONTH: ("months", "except_months"),
    RuleFault.BAD_RRULE: ("rrule",),
    RuleFault.BAD_TIME: ("time",),
    RuleFault.EMPTY_SEASON: ("months", "except_months"),
    RuleFault.LEAP_DAY: ("date",),
    RuleFault.NEVER_HELD: ("held",),
    RuleFault.NIGHT_HOUR: ("time",),
    RuleFault.TOO_OFTEN: ("rrule",),
    RuleFault.UNKNOWN_OFFSET: ("offset",),
    RuleFault.UNKNOWN_ROLL: ("roll",),
    RuleFault.UNKNOWN_SEASON: ("season",),
    RuleFault.UNKNOWN_SELECTOR: ("selector",),
}


def written_rule(rule: Fields) -> dict[str, object]:
    """Return a rule as it is kept; report it when it could not be kept to."""
    given = _given(rule)
    for part in _parts(rule):
        given[str(part.path[-1])] = _given(part)
    return given


def leaning(rule: Fields, scope: Scope) -> Iterator[Reference]:
    """Return the references to the rules that this one leans on."""
    for part in (rule, *_parts(rule)):
        for name in _LEANING:
            if key := part.text(name):
                yield part.reference("rule", key, scope.collaboration, name)


def _parts(rule: Fields) -> Iterator[Fields]:
    for name in _PARTS:
        part = rule.data.get(name)
        if isinstance(part, dict):
            yield Fields(rule.file, (*rule.path, name), part)


def _given(rule: Fields) -> dict[str, object]:
    problems = rule.file.problems
    before = len(problems)
    given = _said(formed("rule.rule", rule))
    shape = rule.text("shape", required=True)
    if shape and shape not in SHAPES:
        rule.file.report(Code.WRONG, (*rule.path, "shape"), Expected.ONE_OF, shape, SHAPES)
    if len(problems) == before and (error := _error(given)):
        problems.append(_problem(rule, error))
    return given


def _said(given: Mapping[str, object]) -> dict[str, object]:
    # The cadence has no word for what is not known: it would take null for a value.
    return {
        name: _said(value) if isinstance(value, dict) else value
        for name, value in given.items()
        if value is not None
    }


def _error(given: Mapping[str, object]) -> RuleError | None:
    alone = {
        name: value
        for name, value in given.items()
        if name not in _PARTS or not isinstance(value, dict)
    }
    try:
        read_rules([Written("", alone)])
    except RuleError as error:
        return None if error.code in _TOGETHER else error
    return None


def _problem(rule: Fields, error: RuleError) -> Problem:
    values = {name: value for name, value in error.values.items() if name != "rule"}
    told = [str(value) for value in values.values() if value is not None]
    name = _field(rule, error.code, told)
    place = rule.file.place((*rule.path, name) if name else rule.path)
    written = rule.data.get(name)
    found = str(written) if isinstance(written, str | int | float) else next(iter(told), "")
    return Problem(Code.BAD_RULE, place.file, place.row, place.column, found=found, why=error.code)


def _field(rule: Fields, code: str, told: list[str]) -> str:
    names = [name for name in _STANDS_IN.get(code, ()) if name in rule.data]
    exact = [name for name in names if str(rule.data[name]) in told]
    return next(iter([*exact, *names]), "")
