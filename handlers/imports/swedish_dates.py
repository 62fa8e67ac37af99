"""Dates as people write them in a table, turned into the form of the data files."""

import re
from datetime import date

from handlers.imports.fields import YEARS
from storage.partial_dates import PartialDate

_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
    "oktober", "november", "december",
)  # fmt: skip
_NUMBERED = re.compile(r"(\d{1,2})[/.](\d{1,2})[ /.-]\s*(\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WORDS = re.compile(r"(?:(?P<day>\d{1,2})\s+)?(?P<word>[a-zåäö]+)\.?\s+(?P<year>\d{4})")
_WORD_LAST = re.compile(r"(?P<year>\d{4})[ -](?P<word>[a-zåäö]+)")
_SEASONS = ("vår", "sommar", "höst")


def partial_date(text: str) -> str:
    """Return ``2 april 2025``, ``våren 2024`` or ``2/4 2025`` as in the data files.

    Raise ValueError for what is no date, and for a year that nobody means.
    """
    written = " ".join(text.casefold().split())
    found = PartialDate.parse(_rewritten(written))
    if found.first.year not in YEARS:
        raise ValueError(text)
    return found.text


def whole_day(text: str) -> date:
    """Return the day that the text names; raise ValueError for anything else."""
    return date.fromisoformat(partial_date(text))


def _rewritten(text: str) -> str:
    if match := _NUMBERED.fullmatch(text):
        day, month, year = match.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    if match := _COMPACT.fullmatch(text):
        return "-".join(match.groups())
    if match := _WORDS.fullmatch(text) or _WORD_LAST.fullmatch(text):
        found = match.groupdict()
        return _with_word(found["year"], found["word"], found.get("day"))
    return text


def _with_word(year: str, word: str, day: str | None) -> str:
    for season in _SEASONS:
        if word in {season, f"{season}en"} and not day:
            return f"{year}-{season}"
    # "jan", "sept" and the whole word: what one month alone begins with.
    named = [at for at, month in enumerate(_MONTHS, 1) if month.startswith(word)]
    if len(named) != 1:
        raise ValueError(word)
    return f"{year}-{named[0]:02}" + (f"-{int(day):02}" if day else "")
