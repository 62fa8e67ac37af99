"""Dates in Swedish, never more exact than they are known.

The names stand in ``sv.toml``: Babel's are the same (a test compares them), but loading it would
double the start-up time of the terminal door, and its short months carry a full stop.
"""

from datetime import date, time

from bot.texts.wording import phrases, text, word
from handlers.answers import PartialDate, Precision

_WITH_YEAR_APART = frozenset({Precision.DAY, Precision.MONTH, Precision.SEASON})


def date_words(known: PartialDate) -> str:
    """Say a date as exactly as it is known: "november 2024", "våren 2024", "23 oktober 2024"."""
    without = _without_year(known)
    year = str(known.first.year)
    return f"{without} {year}" if without else year


def at_words(known: PartialDate) -> str:
    """Say when something was so: "den 31 december 2024", "i september 2025", "våren 2024"."""
    if known.precision is Precision.DAY:
        return text("dates.on", date=date_words(known))
    if known.precision is Precision.MONTH:
        return text("dates.in", date=date_words(known))
    return date_words(known)


def period_words(start: PartialDate | None, end: PartialDate | None, *, begun: bool = True) -> str:
    """Say from when to when: "april–oktober 2024", "sedan december 2024", "till maj 2025"."""
    if start is not None and end is not None:
        return _between(start, end)
    if start is not None:
        words = date_words(start)
        return text("dates.since", date=words) if begun else text("dates.from", date=words)
    return text("dates.until", date=date_words(end)) if end is not None else ""


def until_words(start: PartialDate | None, end: PartialDate) -> str:
    """Say until when; a single stretch is said as such: "våren 2024", "till maj 2026"."""
    if start is not None and same(start, end):
        return date_words(end)
    return text("dates.until", date=date_words(end))


def same(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Tell whether two dates are the same stretch of days."""
    if one is None or other is None:
        return one is other
    return (one.first, one.last) == (other.first, other.last)


def day_words(day: date) -> str:
    """Say a day: "23 oktober 2024"."""
    return f"{day.day} {phrases('dates.months')[day.month - 1]} {day.year}"


def month_words(day: date) -> str:
    """Say a day's month: "november 2026"."""
    return f"{phrases('dates.months')[day.month - 1]} {day.year}"


def short_day(day: date, *, year: bool = True) -> str:
    """Say a day briefly with its weekday: "fre 26 feb 2027", or without the year."""
    weekday = phrases("dates.weekdays_short")[day.weekday()]
    words = f"{weekday} {day.day} {phrases('dates.months_short')[day.month - 1]}"
    return f"{words} {day.year}" if year else words


def hour_words(at: time) -> str:
    """Say a time of the day: "9.00"."""
    return f"{at.hour}.{at:%M}"


def _between(start: PartialDate, end: PartialDate) -> str:
    if same(start, end):
        return date_words(end)
    if start.first.year != end.first.year or not _year_apart(start, end):
        return f"{date_words(start)}–{date_words(end)}"
    if start.precision is end.precision is Precision.DAY and start.first.month == end.first.month:
        return f"{start.first.day}–{date_words(end)}"
    return f"{_without_year(start)}–{date_words(end)}"


def _year_apart(*dates: PartialDate) -> bool:
    return all(one.precision in _WITH_YEAR_APART for one in dates)


def _without_year(known: PartialDate) -> str:
    month = phrases("dates.months")[known.first.month - 1]
    if known.precision is Precision.DAY:
        return f"{known.first.day} {month}"
    if known.precision is Precision.MONTH:
        return month
    return word("season", known.season) if known.precision is Precision.SEASON else ""
