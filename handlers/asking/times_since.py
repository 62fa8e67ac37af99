"""Since when somebody wants to know: "mars", "förra veckan", "3 mars", "årsskiftet"."""

from datetime import date, timedelta

from handlers.errors import Refusal
from handlers.living.times import read_stretch
from storage.partial_dates import PartialDate
from storage.words import fold

_WEEK = timedelta(days=7)


def read_since(written: str, today: date) -> date:
    """Return the local day that a time in the past begins with; refuse what is none."""
    bare = fold(written.strip(" ?!.,"))
    if bare in {"i gar", "igar"}:
        return today - timedelta(days=1)
    if bare in {"forra veckan", "i forra veckan"}:
        return today - timedelta(days=today.weekday()) - _WEEK
    if bare in {"arsskiftet", "i ar", "arets borjan"}:
        return date(today.year, 1, 1)
    if bare in {"forra aret", "i fjol"}:
        return date(today.year - 1, 1, 1)
    stretch = read_stretch(written, today, past=True)
    if stretch is None:
        raise Refusal("day_unclear", day=written)
    return PartialDate.parse(stretch.start).first
