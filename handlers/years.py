"""Who asks for the year wheel, and which year: "årshjul 2027", "nästa år", or this one."""

from datetime import date

from handlers.errors import Refusal
from storage.words import fold, words

_DIGITS = 4
_LEAD = frozenset({"visa", "se", "hela"})
_NAMES = frozenset({"arshjul", "arshjulet"})
# They hold the year together with what is asked for, and say nothing of it.
_LINKS = frozenset({"for", "under", "till", "over", "pa", "i", "ar", "aret"})


def wheel_request(text: str) -> str | None:
    """Return what follows the year wheel's name, or None where ``text`` does not ask for it."""
    typed = words(text)
    while typed and fold(typed[0]) in _LEAD:
        typed = typed[1:]
    return " ".join(typed[1:]) if typed and fold(typed[0]) in _NAMES else None


def read_year(text: str, today: date) -> int:
    """Return the year that ``text`` means on ``today``; refuse what is no year."""
    said = [fold(word) for word in words(text)]
    bare = [word for word in said if word not in _LINKS]
    if not bare:
        return today.year
    if len(bare) == 1 and len(bare[0]) == _DIGITS and bare[0].isdecimal() and int(bare[0]):
        return int(bare[0])
    return _whole_year(text, today)


def _whole_year(text: str, today: date) -> int:
    from handlers.periods import read_period  # noqa: PLC0415 - the days off are slow to load

    try:
        first, last = read_period(text, today)
    except Refusal as error:
        raise Refusal("bad_year", year=text) from error
    if (first, last) != (date(first.year, 1, 1), date(first.year, 12, 31)):
        raise Refusal("bad_year", year=text)
    return first.year
