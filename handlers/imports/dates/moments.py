"""Days and hours as people write them in a list of dates: "10–11 februari 2027", "9.00–12.00"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from handlers.imports.swedish_dates import whole_day

_WEEKDAYS = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
_WEEKDAY = r"(?P<named>mån|tis|ons|tors?|fre|lör|sön)(?:dag)?(?:en)?"
_NAMED = re.compile(rf"(?:{_WEEKDAY}\.?,? )?(?:den )?(?P<day>\d.*)")
_ONLY_NAMED = re.compile(rf"{_WEEKDAY}\.?")
# A cell of a workbook may hold both, and so may what somebody has written: "… 2027 kl. 9–12".
_WITH_HOURS = re.compile(r"(?P<days>.*?\d{4}(?:-\d\d-\d\d)?)(?:t|,? (?:kl\.? ?)?)(?P<hours>\d.*)")
# In the order in which they are tried: a hyphen is part of many a date.
_BETWEEN = re.compile(r" ?[–—] ?| - | till | och |-")
_AT = r"(\d{1,2})(?:[.:](\d\d))?(?::00)?"
_HOURS = re.compile(rf"(?:kl\.? ?)?{_AT}(?: ?(?:[–—-]|till) ?(?:kl\.? ?)?{_AT})?")
# Nobody needs more to name two days and their hours.
_LONGEST = 100
_ALL_DAY = frozenset({"heldag", "heldagar", "hela dagen", "hela dagarna"})


class OtherWeekdayError(ValueError):
    """The weekday that stands beside a date is not the date's."""


@dataclass(frozen=True, slots=True)
class Days:
    """The local days of a meeting, with the hours where they stand in the same cell."""

    first: date
    last: date
    starts: time | None = None
    ends: time | None = None


def read_days(text: str) -> Days:
    """Return the day or days that the text names; raise ValueError for anything else.

    A year must stand there: nobody is to be invited to what was meant for another one.
    """
    written = " ".join(text.casefold().split())
    if len(written) > _LONGEST:
        raise ValueError(text)
    apart = _WITH_HOURS.fullmatch(written)
    if apart is None:
        return Days(*_span(written))
    return Days(*_span(apart["days"]), *read_hours(apart["hours"]))


def read_hours(text: str) -> tuple[time | None, time | None]:
    """Return when it begins and ends, as far as the text says it; raise ValueError for no hours."""
    written = " ".join(text.casefold().split())
    if written in _ALL_DAY:
        return None, None
    found = _HOURS.fullmatch(written)
    if found is None:
        raise ValueError(text)
    hour, minute, end_hour, end_minute = found.groups()
    ends = time(int(end_hour), int(end_minute or 0)) if end_hour else None
    return time(int(hour), int(minute or 0)), ends


def read_hour(text: str) -> time:
    """Return the one time of day that the text says; raise ValueError for anything else."""
    starts, ends = read_hours(text)
    if starts is None or ends is not None:
        raise ValueError(text)
    return starts


def check_weekday(text: str, day: date) -> None:
    """Raise ValueError unless the text is the weekday of ``day``."""
    named = _ONLY_NAMED.fullmatch(" ".join(text.casefold().split()))
    if named is None:
        raise ValueError(text)
    _compare(named["named"], day)


def _span(text: str) -> tuple[date, date]:
    """Return the first and the last day of what may be one day, or two with a mark between."""
    for left, right in (("", text), *_halves(text)):
        try:
            last = _day(right)
            first = _day(left) if left else last
        except OtherWeekdayError:
            raise
        except ValueError:
            continue
        return first, last
    raise ValueError(text)


def _halves(text: str) -> Iterator[tuple[str, str]]:
    """Return what may be two whole days: what one half leaves out, the other one says."""
    for mark in _BETWEEN.finditer(text):
        left, right = text[: mark.start()].strip(), text[mark.end() :].strip()
        yield left, right
        bare = re.sub(r"^\D+", "", right)
        # "10" of "11 februari 2027", "30 mars" of "1 april 2027", "30/3" of "1/4 2027".
        yield left + re.sub(r"^\d+", "", bare), right
        yield f"{left} {right[-4:]}", right
        # "2027-02-10" to "11".
        yield left, left[:-2] + right


def _day(text: str) -> date:
    found = _NAMED.fullmatch(text)
    if found is None:
        raise ValueError(text)
    day = whole_day(found["day"])
    if found["named"]:
        _compare(found["named"], day)
    return day


def _compare(named: str, day: date) -> None:
    if not _WEEKDAYS[day.weekday()].startswith(named):
        raise OtherWeekdayError(named)
