"""Years and other words of time in a question."""

import re
from dataclasses import dataclass
from datetime import date

_YEAR = re.compile(r"\b(19[5-9]\d|20[0-4]\d)\b")
_YEAR_SPAN = re.compile(r"\b(20[0-4]\d)\s*[-–]\s*(20[0-4]\d|\d\d)\b")
_THIS = re.compile(r"\b(?:i ar|det har aret|arets|innevarande ar)\b")
_LAST = re.compile(r"\b(?:forra aret|i fjol|fjolarets|ifjol|forra arets)\b")
_NEXT = re.compile(r"\b(?:nasta ar|nasta ars|kommande ar)\b")
_NEWEST = re.compile(r"\b(?:senaste|sista|nyaste|sist|latest)\b(?! dag| datum)")
_PREVIOUS = re.compile(r"\b(?:forra|foregaende|forrforra|tidigare)\b(?! aret)")


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The years a question names, and whether it wants the newest or an earlier one."""

    years: tuple[int, ...]
    newest: bool
    previous: bool
    relative: bool

    @property
    def year(self) -> int | None:
        """Return the one year that is meant, if any."""
        return self.years[0] if self.years else None


def time_words(folded: str, today: date) -> TimeWords:
    """Read the words of time in a folded question asked on ``today``."""
    years = _spans(folded) or [int(year) for year in _YEAR.findall(folded)]
    relative = [
        today.year + step
        for pattern, step in ((_THIS, 0), (_LAST, -1), (_NEXT, 1))
        if pattern.search(folded)
    ]
    return TimeWords(
        years=tuple(dict.fromkeys([*years, *relative])),
        newest=bool(_NEWEST.search(folded)),
        previous=bool(_PREVIOUS.search(folded)),
        relative=bool(relative),
    )


def without_time_words(folded: str) -> str:
    """Return the question without its words of time, so that they are not searched for."""
    for pattern in (_YEAR_SPAN, _YEAR, _THIS, _LAST, _NEXT, _NEWEST, _PREVIOUS):
        folded = pattern.sub(" ", folded)
    return " ".join(folded.split())


def _spans(folded: str) -> list[int]:
    match = _YEAR_SPAN.search(folded)
    if match is None:
        return []
    first, last = int(match[1]), int(match[2])
    last = last if last > 100 else first // 100 * 100 + last  # noqa: PLR2004 - two digits
    return list(range(first, last + 1)) if first < last else []
