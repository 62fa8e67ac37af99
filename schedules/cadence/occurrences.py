"""What falls due when: rules and facts in, dates and windows out. No date is ever invented."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import takewhile
from typing import Any

from dateutil.rrule import rrulestr

from schedules.cadence.facts import Booked, Facts
from schedules.cadence.rules import (
    Deadline,
    Every,
    Once,
    Ongoing,
    Quota,
    Recurring,
    Relative,
    Rule,
    Rules,
    Threshold,
)
from schedules.cadence.windows import around, date_of, excepted, windows

_DAY = timedelta(days=1)


class State(StrEnum):
    """Whether there is something to do: OPEN, or it WAITS for a booking, or is PAUSED."""

    OPEN = "open"
    WAITS = "waits"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Something to be done between two local days, ``least`` to ``most`` times.

    ``last`` None: as soon as possible. A date stands where both days are the same. ``booked``
    is what has been booked for it, ``beside`` the days it should lie next to, ``said`` the
    source's own words where they say less than a date.
    """

    rule: Rule
    slot: str
    first: date
    last: date | None
    least: int = 1
    most: int | None = 1
    state: State = State.OPEN
    booked: tuple[Booked, ...] = ()
    beside: tuple[date, ...] = ()
    said: str = ""

    @property
    def missing(self) -> int:
        """Return how many are still to be booked."""
        return max(0, self.least - len(self.booked))

    @property
    def is_date(self) -> bool:
        """Tell whether it falls on a day, and not within a window."""
        return self.first == self.last


def occurrences(rules: Rules, facts: Facts, first: date, last: date) -> list[Occurrence]:
    """Return what falls within two local days, both included, in the order it is due.

    The answer for a stretch of days is the same whatever longer stretch it is asked in.
    """
    calendar = _Calendar(rules, facts)
    # A day off at the turn of the year rolls into the other one.
    years = range(first.year - 1, last.year + 2)
    found = {
        (one.rule.key, one.rule.part, one.slot): one
        for rule in rules.every
        for year in years
        for one in calendar.of(rule, year)
        if one.first <= last and (one.last is None or one.last >= first)
    }
    return sorted(found.values(), key=_due)


def _due(one: Occurrence) -> tuple[date, date, str, str]:
    return (one.last or one.first, one.first, one.rule.key, one.rule.part)


class _Calendar:
    """The occurrences of one collaboration's rules, a year at a time."""

    def __init__(self, rules: Rules, facts: Facts) -> None:
        self._rules = rules
        self._facts = facts
        self._shapes: Mapping[type, Callable[[Rule, Any, int], Iterable[Occurrence]]] = {
            Deadline: self._deadline,
            Quota: self._quota,
            Relative: self._relative,
            Every: self._every,
            Threshold: self._threshold,
            Once: self._once,
            Recurring: self._recurring,
            Ongoing: lambda _rule, _shape, _year: (),
        }

    def of(self, rule: Rule, year: int) -> list[Occurrence]:
        """Return the occurrences of ``rule`` that begin in ``year``."""
        if not rule.in_force(year):
            return []
        found = self._shapes[type(rule.shape)](rule, rule.shape, year)
        silent = rule.paused and rule.key not in self._facts.confirmed
        return [replace(one, state=State.PAUSED) if silent else one for one in found]

    def _deadline(self, rule: Rule, shape: Deadline, year: int) -> Iterator[Occurrence]:
        said = shape.exceptions.get(year, "")
        day = date_of(shape, year)
        first, last = excepted(said, year) if said else (day, day)
        booked = self._facts.within(rule.key, rule.part, date(year, 1, 1), date(year, 12, 31))
        yield Occurrence(rule, str(year), first, last, booked=booked, said=said)

    def _quota(self, rule: Rule, shape: Quota, year: int) -> Iterator[Occurrence]:
        limits = list(self._dates(shape.before, year)) if shape.before else []
        for slot, opens, closes in windows(shape, year):
            after = date_of(rule.after, year) + _DAY if rule.after else opens
            first = max(opens, after)
            # What it should come before may itself have been moved to before the season.
            last = min([closes, *(one - _DAY for one in limits if one > first)])
            yield self._window(rule, slot, first, last, shape)

    def _window(self, rule: Rule, slot: str, first: date, last: date, shape: Quota) -> Occurrence:
        beside = self._facts.within(shape.beside, "", first, last) if shape.beside else ()
        return Occurrence(
            rule,
            slot,
            first,
            last,
            shape.least,
            shape.most,
            booked=self._facts.within(rule.key, rule.part, first, last),
            beside=tuple(one.first for one in beside),
        )

    def _relative(self, rule: Rule, shape: Relative, year: int) -> Iterator[Occurrence]:
        for anchor in self.of(self._rules.main(shape.anchor), year):
            meetings = self._chosen(shape.selector, anchor)
            start = anchor.first
            for meeting in meetings:
                yield self._beside(
                    rule, f"{anchor.slot}/{meeting.key}", shape.offset, meeting, start
                )
                start = meeting.last + _DAY
            yield from _still_waiting(rule, shape, anchor, len(meetings))

    def _chosen(self, selector: str, anchor: Occurrence) -> tuple[Booked, ...]:
        booked = anchor.booked
        if not booked and anchor.is_date:
            # Its day is known without anybody's booking it.
            booked = (Booked(anchor.rule.key, "date", anchor.first, anchor.first),)
        if selector == "first_of_year":
            return booked[:1]
        first, last = self._rules.seasons.get(selector, (1, 12))
        return tuple(one for one in booked if first <= one.first.month <= last)

    def _beside(
        self, rule: Rule, slot: str, offset: str | int, meeting: Booked, start: date
    ) -> Occurrence:
        first, last = around(offset, meeting, start)
        booked = self._facts.within(rule.key, rule.part, first, last or date.max)
        return Occurrence(rule, slot, first, last, booked=booked, beside=(meeting.first,))

    def _every(self, rule: Rule, shape: Every, year: int) -> Iterator[Occurrence]:
        held = [one.first.year for one in self._facts.of(rule.key, rule.part) if one.held]
        due = max([*shape.held, *held]) + shape.years
        if year == due:
            # There is no next one before this has been held: that is what it is counted from.
            first, last = date(due, 1, 1), date(due, 12, 31)
            booked = tuple(one for one in self._facts.of(rule.key) if one.first >= first)
            yield Occurrence(rule, str(due), first, last, booked=booked)

    def _threshold(self, rule: Rule, shape: Threshold, year: int) -> Iterator[Occurrence]:
        waiting = self._facts.waiting.get(rule.key)
        if waiting is None or waiting.count < shape.least or year < waiting.since.year:
            return
        booked = tuple(one for one in self._facts.of(rule.key) if one.first >= waiting.since)
        yield Occurrence(rule, waiting.since.isoformat(), waiting.since, None, booked=booked)

    def _once(self, rule: Rule, shape: Once, year: int) -> Iterator[Occurrence]:
        if shape.first.year <= year <= shape.last.year:
            booked = self._facts.within(rule.key, rule.part, shape.first, shape.last)
            yield Occurrence(rule, "once", shape.first, shape.last, booked=booked)

    def _recurring(self, rule: Rule, shape: Recurring, year: int) -> Iterator[Occurrence]:
        start = datetime.combine(shape.first, time())
        days = (one.date() for one in rrulestr(shape.rule, dtstart=start))
        for day in takewhile(lambda one: one.year <= year, days):
            if day.year == year:
                yield Occurrence(rule, day.isoformat(), day, day)

    def _dates(self, key: str, year: int) -> Iterator[date]:
        for one in self.of(self._rules.main(key), year):
            yield from (meeting.first for meeting in one.booked)
            if one.is_date:
                yield one.first


def _still_waiting(
    rule: Rule, shape: Relative, anchor: Occurrence, booked: int
) -> Iterator[Occurrence]:
    """Say what hangs on meetings that nobody has booked yet; their days are all that is known."""
    least, most = (anchor.least, anchor.most) if shape.selector == "each" else (1, 1)
    if booked < least:
        left = None if most is None else most - booked
        window = anchor.first, anchor.last
        yield Occurrence(rule, anchor.slot, *window, least - booked, left, State.WAITS)
