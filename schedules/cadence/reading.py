"""From a rule as it is written to a rule that can be kept; what cannot be is refused."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from typing import Any

from dateutil.rrule import rrulestr

from schedules.cadence.days import safe_clock
from schedules.cadence.errors import RuleError
from schedules.cadence.rules import (
    SEASONS,
    Deadline,
    Every,
    Once,
    Ongoing,
    Quota,
    Recurring,
    Relative,
    Rule,
    Rules,
    Seasons,
    Shape,
    Threshold,
    Written,
)

Fields = Mapping[str, Any]
_ROLLS = frozenset({"before", "after", "none"})
_OFFSETS = frozenset({"before", "after", "with", "adjacent"})
_SELECTORS = frozenset({"each", "first_of_year"})
_LEAP_DAY = (2, 29)
_MONTHS = tuple(range(1, 13))
_TOO_OFTEN = ("FREQ=HOURLY", "FREQ=MINUTELY", "FREQ=SECONDLY", "BYHOUR", "BYMINUTE", "BYSECOND")


def read_rules(written: Iterable[Written], seasons: Seasons = SEASONS) -> Rules:
    """Read the rules of a collaboration; raise RuleError for one that cannot be kept.

    Among them for an anchor that does not exist, and for rules that wait for each other in a
    circle.
    """
    every = tuple(rule for one in written for rule in _read(one, seasons))
    waits_for = {one.key: leans_on(one) for one in every if not one.part}
    for key in waits_for:
        _follow(key, waits_for, ())
    return Rules(every, seasons)


def leans_on(rule: Rule) -> tuple[str, ...]:
    """Return the keys of the rules whose meetings or dates this rule needs to know."""
    if isinstance(rule.shape, Relative):
        return (rule.shape.anchor,)
    if isinstance(rule.shape, Quota):
        return tuple(key for key in (rule.shape.before, rule.shape.beside) if key)
    return ()


def _follow(key: str, waits_for: Mapping[str, tuple[str, ...]], path: tuple[str, ...]) -> None:
    if key in path:
        raise RuleError("circle", rules=(*path[path.index(key) :], key))
    if key not in waits_for:
        raise RuleError("unknown_anchor", anchor=key, rule=path[-1])
    for anchor in waits_for[key]:
        _follow(anchor, waits_for, (*path, key))


def _read(written: Written, seasons: Seasons) -> list[Rule]:
    try:
        main = _rule(written, written.rule, seasons)
        return [main, *_parts(written, main, seasons)]
    except RuleError as error:
        raise RuleError(error.code, **{"rule": written.key, **error.values}) from error
    except (AttributeError, TypeError, ValueError) as error:
        # A list where a word belongs, words where a number does: the file's, not the program's.
        raise RuleError("odd_field", rule=written.key) from error


def _parts(written: Written, main: Rule, seasons: Seasons) -> Iterable[Rule]:
    """Read what a rule also brings; plain words there are the sources' remarks."""
    for name in ("also", "then"):
        part = written.rule.get(name)
        if isinstance(part, Mapping):
            after = main.shape if name == "then" and isinstance(main.shape, Deadline) else None
            yield _rule(written, part, seasons, after)


def _rule(written: Written, given: Fields, seasons: Seasons, after: Deadline | None = None) -> Rule:
    return Rule(
        key=written.key,
        shape=_shape(given, seasons),
        part=str(given.get("what", "")),
        eras=tuple(_era(*era) for era in given.get("eras", ())),
        paused=written.paused,
        per_office=bool(given.get("per_office")),
        convener=str(given.get("convener", "")),
        rotation=str(given.get("rotation", "")),
        days=_amount(_whole(given.get("days", 1)), None)[0],
        adopted_by=tuple(given.get("adopted_by", ())),
        steps=_steps(given),
        clock=_clock(given.get("time")),
        after=after,
    )


def _era(first: object, last: object) -> tuple[int, int | None]:
    return _amount(_whole(first), last)


def _steps(given: Fields) -> tuple[str, ...]:
    chain = given.get("then")
    return (*given.get("steps", ()), *(chain if isinstance(chain, list) else ()))


def _clock(written: object) -> time | None:
    if written is None:
        return None
    try:
        clock = time.fromisoformat(str(written))
    except ValueError as error:
        raise RuleError("bad_time", time=written) from error
    return safe_clock(clock)


def _shape(given: Fields, seasons: Seasons) -> Shape:
    name = str(given.get("shape", ""))
    if name not in _SHAPES:
        raise RuleError("unknown_shape", shape=name)
    return _SHAPES[name](given, seasons)


def _deadline(given: Fields, _seasons: Seasons) -> Deadline:
    month, _, day = str(given.get("date", "")).partition("-")
    roll = str(given.get("roll", "none"))
    if roll not in _ROLLS:
        raise RuleError("unknown_roll", roll=roll)
    exceptions = {int(year): str(said) for year, said in given.get("exceptions", {}).items()}
    return Deadline(*_month_and_day(month, day), roll, exceptions)


def _month_and_day(month: str, day: str) -> tuple[int, int]:
    if month.isdigit() and int(month) in _MONTHS and day == "last":
        return int(month), 0
    try:
        found = date(2000, int(month), int(day))
    except ValueError as error:
        raise RuleError("bad_date", date=f"{month}-{day}") from error
    if (found.month, found.day) == _LEAP_DAY:
        # It comes every fourth year only; the month's last day is what is meant.
        raise RuleError("leap_day")
    return found.month, found.day


def _quota(given: Fields, seasons: Seasons) -> Quota:
    least = _whole(given.get("count", given.get("min")))
    most = given.get("count", given.get("max"))
    monthly = given.get("per") == "month"
    season = str(given.get("season", ""))
    return Quota(
        *_amount(least, most),
        months=_months(given, season, seasons),
        monthly=monthly,
        season=season,
        before=str(given.get("before", "")),
        beside=str(given.get("adjacent_to", "")),
    )


def _amount(least: int, most: object) -> tuple[int, int | None]:
    highest = None if most is None else _whole(most)
    if least < 1 or (highest is not None and highest < least):
        raise RuleError("impossible_count", least=least, most=highest)
    return least, highest


def _months(given: Fields, season: str, seasons: Seasons) -> tuple[int, ...]:
    if season and season not in seasons:
        raise RuleError("unknown_season", season=season)
    first, last = seasons.get(season, (1, 12))
    wanted = [_month(one) for one in given.get("months", ())] or range(first, last + 1)
    without = {_month(one) for one in given.get("except_months", ())}
    kept = tuple(month for month in wanted if month not in without and first <= month <= last)
    if not kept:
        raise RuleError("empty_season")
    return kept


def _month(written: object) -> int:
    month = _whole(written)
    if month not in _MONTHS:
        raise RuleError("bad_month", month=written)
    return month


def _relative(given: Fields, seasons: Seasons) -> Relative:
    anchor = str(given.get("anchor", ""))
    selector = str(given.get("selector", "each"))
    offset = given.get("offset", "with")
    if not anchor:
        raise RuleError("no_anchor")
    if selector not in _SELECTORS and selector not in seasons:
        raise RuleError("unknown_selector", selector=selector)
    if not isinstance(offset, int) and offset not in _OFFSETS:
        raise RuleError("unknown_offset", offset=offset)
    return Relative(anchor, selector, offset)


def _every(given: Fields, _seasons: Seasons) -> Every:
    years = _whole(given.get("years"))
    held = tuple(sorted(_whole(year) for year in given.get("held", ())))
    if years < 1:
        raise RuleError("impossible_count", least=years, most=None)
    if not held:
        # Nothing to count from: somebody has to say when it was held last.
        raise RuleError("never_held")
    return Every(years, held, tuple(given.get("cycle", ())))


def _threshold(given: Fields, _seasons: Seasons) -> Threshold:
    return Threshold(*_amount(_whole(given.get("min")), given.get("max")))


def _once(given: Fields, _seasons: Seasons) -> Once:
    first, last = (_iso(given.get(name)) for name in ("from", "to"))
    if last < first:
        raise RuleError("backwards", first=first, last=last)
    return Once(first, last)


def _ongoing(_given: Fields, _seasons: Seasons) -> Ongoing:
    return Ongoing()


def _recurring(given: Fields, _seasons: Seasons) -> Recurring:
    first, rule = _iso(given.get("from")), str(given.get("rrule", "")).upper()
    if any(sign in rule for sign in _TOO_OFTEN):
        raise RuleError("too_often", rrule=rule)
    try:
        rrulestr(rule)
    except ValueError as error:
        raise RuleError("bad_rrule", rrule=rule) from error
    return Recurring(first, rule)


def _whole(written: object) -> int:
    if isinstance(written, bool) or not isinstance(written, int):
        raise RuleError("not_a_number", written=written)
    return written


def _iso(written: object) -> date:
    try:
        return date.fromisoformat(str(written))
    except ValueError as error:
        raise RuleError("bad_date", date=written) from error


_SHAPES: Mapping[str, Callable[[Fields, Seasons], Shape]] = {
    "deadline": _deadline,
    "quota": _quota,
    "relative": _relative,
    "every": _every,
    "threshold": _threshold,
    "once": _once,
    "ongoing": _ongoing,
    "rrule": _recurring,
}
