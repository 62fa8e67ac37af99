"""Times as people write them, as exact as they are: "12 mars 2027", "april–oktober 2027"."""

import re
from dataclasses import dataclass
from datetime import date

from storage.partial_dates import PartialDate, Precision

_LEADING = re.compile(r"^(?:(?:i|den|under|på|från|kl) )+", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\s*(?:–|—|\btill och med\b|\bt\.?o\.?m\.?|\btill\b|(?<=[a-zåäö])-(?=[a-zåäö])"
    r"|(?<=\d)-(?=\d\d? [a-zåäö])|\s-\s)\s*",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """From and to, in the form of the data files."""

    start: str
    end: str


def read_stretch(written: str, today: date, *, past: bool = False) -> Stretch | None:
    """Return the time that the whole of ``written`` is, None where it is none.

    Without a year the next such time is meant; with ``past`` the latest that has begun.
    """
    bare = _LEADING.sub("", " ".join(written.casefold().split()).strip(" .,;"))
    if not bare:
        return None
    if one := _single(bare, today, past=past):
        return Stretch(one, one)
    parts = _BETWEEN.split(bare)
    if len(parts) != 2 or not all(parts):  # noqa: PLR2004 - from and to
        return None
    end = _single(parts[1], today, past=past)
    if end is None:
        return None
    start = _started(parts[0], parts[1], end, today)
    return Stretch(start, end) if start else None


def _started(first: str, last: str, end: str, today: date) -> str | None:
    """Return a beginning that leaves to the end what is the same: "12–13 mars 2027"."""
    if first.isdecimal() and len(first) < 3:  # noqa: PLR2004 - a day of a month
        first = " ".join([first, *last.split()[1:]])
    if not _YEAR.search(first):
        first = f"{first} {end[:4]}"
    start = _single(first, today, past=False)
    if start is None:
        return None
    if PartialDate.parse(start).first > PartialDate.parse(end).last and not _YEAR.search(last):
        return None
    return start


def _single(bare: str, today: date, *, past: bool) -> str | None:
    if found := _known(bare):
        return found
    if _YEAR.search(bare):
        return None
    if "/" in bare:
        # "12/3" is a day as well.
        bare = bare.strip()
    this = _known(f"{bare} {today.year}")
    if this is None:
        return None
    known = PartialDate.parse(this)
    if past and known.first > today:
        return _known(f"{bare} {today.year - 1}")
    if not past and known.last < today:
        return _known(f"{bare} {today.year + 1}")
    return this


def _known(bare: str) -> str | None:
    from handlers.imports.swedish_dates import partial_date  # noqa: PLC0415 - slow to load

    try:
        return partial_date(bare)
    except ValueError:
        return None


def is_exact(written: str) -> bool:
    """Tell whether a time is as exact as a day or a month."""
    return PartialDate.parse(written).precision in {Precision.DAY, Precision.MONTH}
