"""Whether a rule can be kept, and which of its fields is at fault where it cannot."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from handlers.errors import Refusal
from handlers.planning import effective
from handlers.shapes import Fields, form_of
from schedules.cadence import RuleError, Written, read_rules
from storage.models import CadenceRule

# Whoever writes more has made a slip of the finger.
MOST_TIMES, MOST_YEARS, FURTHEST_YEARS = 1000, 50, 20
FIRST_YEAR = 1900
# Where the fault stands; of several fields, the one that holds what is at fault.
_STANDS_IN: Mapping[str, tuple[str, ...]] = {
    "backwards": ("to",),
    "bad_date": ("date", "from", "to"),
    "bad_month": ("months", "except_months"),
    "bad_rrule": ("rrule",),
    "bad_time": ("time",),
    "circle": ("anchor",),
    "empty_season": ("except_months", "months", "season"),
    "impossible_count": ("max",),
    "leap_day": ("date",),
    "never_held": ("held",),
    "night_hour": ("time",),
    "no_anchor": ("anchor",),
    "not_a_number": ("min", "max", "years", "held", "months", "except_months"),
    "too_often": ("rrule",),
    "unknown_anchor": ("anchor",),
    "unknown_offset": ("offset",),
    "unknown_roll": ("roll",),
    "unknown_season": ("season",),
    "unknown_selector": ("selector",),
}


def refuse(fault: str, field: str = "") -> Refusal:
    """Return the refusal of a rule that cannot be kept: the cadence's code, and the field."""
    return Refusal("rule_fault", fault=fault, field=field)


def check(trial: CadenceRule, known: Sequence[CadenceRule], today: date) -> None:
    """Refuse a rule that cannot be kept together with those that it leans on.

    ``known`` are the rules that it can name; what is wrong with them is no fault of its own.
    """
    error = fault_of(trial, known)
    if error is not None:
        raise refuse(error.code, field_of(effective(trial), error))
    _check_sense(form_of(effective(trial)), today)


def fault_of(trial: CadenceRule, known: Sequence[CadenceRule]) -> RuleError | None:
    """Return why a rule cannot be kept, or None where it can."""
    rules = {rule.key: rule for rule in known} | {trial.key: trial}
    together = {trial.key}
    while True:
        try:
            read_rules(_written(rules[key]) for key in sorted(together))
        except RuleError as error:
            anchor = str(error.values.get("anchor"))
            if error.code == "unknown_anchor" and anchor in rules.keys() - together:
                together.add(anchor)
                continue
            return error if _is_of(error, trial.key) else None
        return None


def field_of(rule: Fields, error: RuleError) -> str:
    """Return the name of the field that is at fault, or nothing where no single one is."""
    form = form_of(rule) | {"time": rule.get("time")}
    stands = [name for name in _stands_in(error) if name in form]
    given = [name for name in stands if form[name] not in (None, "", ())]
    told = [value or "" for name, value in error.values.items() if name != "rule"]
    exact = [name for name in stands if (form[name] or "") in told]
    return next(iter([*exact, *given, *stands]), "")


def _stands_in(error: RuleError) -> tuple[str, ...]:
    least = error.values.get("least")
    if isinstance(least, int) and least < 1:
        return "min", "years"
    return _STANDS_IN.get(error.code, ())


def _written(rule: CadenceRule) -> Written:
    return Written(rule.key, effective(rule))


def _is_of(error: RuleError, key: str) -> bool:
    rules = error.values.get("rules")
    if isinstance(rules, tuple):
        return key in rules
    return error.values.get("rule") == key


def _check_sense(form: Mapping[str, Any], today: date) -> None:
    """Refuse numbers and days that the cadence could count with, but that nobody can mean."""
    for name, most in (("min", MOST_TIMES), ("max", MOST_TIMES), ("years", MOST_YEARS)):
        if (form.get(name) or 0) > most:
            raise refuse("too_large", name)
    for year in form.get("held", ()):
        if not FIRST_YEAR <= year <= today.year:
            raise refuse("not_held_then", "held")
    for name in ("from", "to"):
        day = form.get(name)
        if day and abs(date.fromisoformat(str(day)).year - today.year) > FURTHEST_YEARS:
            raise refuse("too_far", name)
