"""How often a series is held, in words: the calendar does not lay out its single times."""

import re

from bot.workspace.agenda import Entry, Moment
from bot.workspace.agenda.lines import Line
from bot.workspace.agenda.moments import day_of, read_moment
from bot.workspace.pages.moments import told_day

WEEKDAYS = {
    "MO": "måndagen",
    "TU": "tisdagen",
    "WE": "onsdagen",
    "TH": "torsdagen",
    "FR": "fredagen",
    "SA": "lördagen",
    "SU": "söndagen",
}
ORDINALS = {"1": "första", "2": "andra", "3": "tredje", "4": "fjärde", "5": "femte", "-1": "sista"}
PERIODS = {
    "DAILY": ("varje dag", "varannan dag", "var {n}:e dag"),
    "WEEKLY": ("varje vecka", "varannan vecka", "var {n}:e vecka"),
    "MONTHLY": ("varje månad", "varannan månad", "var {n}:e månad"),
    "YEARLY": ("varje år", "vartannat år", "vart {n}:e år"),
}
UNKNOWN = "Återkommer, men hur ofta går inte att läsa."
_DAY = re.compile(r"(-?\d)?([A-Z]{2})")


def told_rule(entry: Entry) -> str:
    """Say how often a series is held and until when; nothing of what is held once."""
    line = entry.event.line("RRULE")
    if line is None:
        return ""
    parts = dict(one.split("=", 1) for one in line.value.upper().split(";") if "=" in one)
    if parts.get("FREQ", "") not in PERIODS:
        return UNKNOWN
    told = (_period(parts), _days(parts.get("BYDAY", "")), _end(parts))
    return f"Återkommer {' '.join(filter(None, told))}."


def told_exceptions(entry: Entry) -> list[str]:
    """Say which single times of a series are others, or off."""
    found = []
    for slot, when in sorted(entry.exceptions, key=lambda one: _in_order(one[0])):
        day = told_day(day_of(slot))
        said = f"är flyttat till {told_day(when.first)}" if when else "är inställt"
        found.append(f"Det {day} {said}.")
    return found


def _in_order(slot: Moment) -> str:
    return slot.isoformat()


def _period(parts: dict[str, str]) -> str:
    every, every_other, more = PERIODS[parts["FREQ"]]
    interval = parts.get("INTERVAL", "1")
    return {"1": every, "2": every_other}.get(interval, more.format(n=interval))


def _days(written: str) -> str:
    named = [_DAY.fullmatch(one) for one in written.split(",") if one]
    days = [one for one in named if one and one[2] in WEEKDAYS]
    if not days or len(days) != len(named):
        return ""
    told = (
        " ".join(filter(None, ("den", ORDINALS.get(one[1] or ""), WEEKDAYS[one[2]])))
        if one[1]
        else f"på {WEEKDAYS[one[2]].removesuffix('en')}ar"
        for one in days
    )
    return " och ".join(told)


def _end(parts: dict[str, str]) -> str:
    if "COUNT" in parts:
        return f"{parts['COUNT']} gånger"
    until = read_moment(Line("UNTIL", parts.get("UNTIL", "")))
    return f"till och med {told_day(day_of(until))}" if until else ""
