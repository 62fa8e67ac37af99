"""What hangs on a booked meeting: the notice before it, the minutes after it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from handlers.planning.almanac import CANCELLED, Almanac
from schedules.cadence import Occurrence, Rule, shifted
from schedules.cadence.rules import Relative
from storage.models import Meeting

# The sources name the steps and say no day. These are what somebody is reminded by, in working
# days before or after the meeting, until a coordinator sets others.
_AHEAD = -10
_BEHIND = 10
_BEFORE = frozenset({"kallelse", "inbjudan"})


def steps(almanac: Almanac, first: date, last: date) -> Iterator[Occurrence]:
    """Return the steps of booked meetings that fall due between two local days."""
    for meeting in almanac.meetings:
        if meeting.state == CANCELLED or meeting.part or meeting.rule_key not in almanac.own:
            continue
        for step in _steps_of(almanac.rules.main(meeting.rule_key), meeting):
            if first <= step.first <= last:
                yield step


def _steps_of(rule: Rule, meeting: Meeting) -> Iterator[Occurrence]:
    for name in rule.steps:
        offset = _AHEAD if name in _BEFORE else _BEHIND
        day = shifted(meeting.first if offset < 0 else meeting.last, offset)
        own = replace(rule, part=name, shape=Relative(rule.key, offset=offset), per_office=False)
        # A meeting that is moved has steps of its own: those of its old day are past.
        yield Occurrence(own, f"{meeting.id}.{meeting.revision}", day, day, beside=(meeting.first,))
