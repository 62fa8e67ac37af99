"""Dates as the sources give them: a day, a month, a season or a year."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"


# vår = January–June and höst = August–December, as the collaborations use the words;
# sommar is June–August, overlapping both as it does in speech.
SEASON_MONTHS = {"vår": (1, 6), "sommar": (6, 8), "höst": (8, 12)}

_FORM = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<season>vår|sommar|höst)|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?"
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A stretch of days with the precision it was given in: ``2024``, ``2024-vår``, ``2024-04``."""

    text: str
    precision: Precision
    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read the form used in the data files; raise ValueError for anything else."""
        return _parsed(text.strip())

    @classmethod
    def _read(cls, text: str) -> "PartialDate":
        match = _FORM.fullmatch(text)
        if match is None:
            raise ValueError(f"not a date: {text!r}")
        year = int(match["year"])
        if match["season"]:
            return cls(text, Precision.SEASON, *_months(year, *SEASON_MONTHS[match["season"]]))
        if match["day"]:
            day = date(year, int(match["month"]), int(match["day"]))
            return cls(text, Precision.DAY, day, day)
        if match["month"]:
            month = int(match["month"])
            return cls(text, Precision.MONTH, *_months(year, month, month))
        return cls(text, Precision.YEAR, *_months(year, 1, 12))

    @property
    def season(self) -> str:
        """Return the season's Swedish name, or an empty string."""
        return self.text.partition("-")[2] if self.precision is Precision.SEASON else ""


@lru_cache(maxsize=4096)
def _parsed(text: str) -> PartialDate:
    # The same few hundred dates are read for every card.
    return PartialDate._read(text)  # noqa: SLF001 - the class's own parser, kept


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
