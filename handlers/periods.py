"""Reading a stretch of days as people write it: "feb 2027", "våren", "nästa vecka"."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.errors import Refusal
from schedules.cadence import SEASONS
from storage.words import fold, words

# What is shown where nothing was said.
COMING = timedelta(days=90)
Days = tuple[date, date]

_DAY = timedelta(days=1)
_YEAR_LONG = 12
_MONTHS = {
    name: (number, number)
    for number, names in enumerate(
        (
            "januari jan", "februari feb febr", "mars mar", "april apr", "maj", "juni jun",
            "juli jul", "augusti aug", "september sep sept", "oktober okt", "november nov",
            "december dec",
        ),
        1,
    )
    for name in words(names)
}  # fmt: skip
# The first and the last month; those after December are the next year's.
_SEASONS = {
    **dict.fromkeys(words("var varen varterminen"), SEASONS["vår"]),
    **dict.fromkeys(words("host hosten hostterminen"), SEASONS["höst"]),
    **dict.fromkeys(words("sommar sommaren"), (6, 8)),
    **dict.fromkeys(words("vinter vintern"), (12, 14)),
}
_COUNTED = {
    "en": 1, "ett": 1, "forsta": 1, "tva": 2, "andra": 2, "par": 2, "tre": 3, "tredje": 3,
    "fyra": 4, "fjarde": 4, "fem": 5, "sex": 6, "sju": 7, "atta": 8, "nio": 9, "tio": 10,
    "elva": 11, "tolv": 12,
}  # fmt: skip
_STEPS = {"": 0, "denna": 0, "detta": 0, "innevarande": 0, "nasta": 1, "forra": -1}
_NAMED_DAYS = {"igar": -1, "dag": 0, "idag": 0, "morgon": 1, "imorgon": 1, "overmorgon": 2}
# How many days a unit has, or else how many months.
_UNIT_DAYS = {"dag": 1, "dygn": 1, "vecka": 7, "veckor": 7}
_UNIT_MONTHS = {"manad": 1, "kvartal": 3, "halvar": 6, "ar": _YEAR_LONG}
# Words that hold a period together, and say nothing of it themselves.
_LINKS = frozenset(
    words(
        "for i over under om pa hela det den de har fran och med till t tom o m ut kommande "
        "narmaste framat fram period perioden"
    )
)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Days of a year: the one that is named, where one is."""

    of: Callable[[int], Days]
    year: int | None = None

    def days(self, near: date) -> Days:
        """Return the days; where no year is named, the first that are not past."""
        if self.year is not None:
            return self.of(self.year)
        found = (self._in(near.year + step) for step in (-1, 0, 1))
        return next(one for one in found if one and one[1] >= near)

    def _in(self, year: int) -> Days | None:
        """Return the days in a year; not every one has a week 53 or a 29 February."""
        try:
            return self.of(year)
        except ValueError:
            return None


def month_named(name: str) -> int | None:
    """Return the number of a month that is named in small letters; None of what is none."""
    found = _MONTHS.get(name)
    return found[0] if found else None


def read_period(text: str, today: date) -> Days:
    """Return the first and the last day that ``text`` means on ``today``.

    Nothing means the coming 90 days. What comes every year is the first that is not past.
    Refuses what is no period.
    """
    said = " ".join(word for word in map(fold, words(text)) if word not in _LINKS)
    if not said:
        return today, today + COMING
    try:
        return _days(said, today)
    except (ValueError, StopIteration, OverflowError) as error:
        raise Refusal("bad_period", period=text) from error


def _days(said: str, today: date) -> Days:
    first, rest = _read(said, today)
    if not rest:
        return first.days(today)
    last, rest = _read(rest, today)
    if rest:
        raise ValueError(rest)
    return _between(first, last, today)


def _between(first: _Stretch, last: _Stretch, today: date) -> Days:
    if first.year is None and last.year is not None:
        end = last.days(today)[1]
        # "november till februari 2027" begins the year before.
        begins = (first.of(last.year - step)[0] for step in (0, 1))
        return next(one for one in begins if one <= end), end
    begin = first.days(today)[0]
    return begin, last.days(begin)[1]


def _read(said: str, today: date) -> tuple[_Stretch, str]:
    """Read a stretch at the beginning; return it with what comes after."""
    for form, read in _FORMS:
        if found := form.match(said):
            return read(found, today), said[found.end() :].strip()
    raise ValueError(said)


def _whole_date(found: re.Match[str], _today: date) -> _Stretch:
    day = date(int(found["y"]), int(found["m"]), int(found["d"]))
    return _fixed(day, day)


def _month_of_year(found: re.Match[str], _today: date) -> _Stretch:
    first = date(int(found["y"]), int(found["m"]), 1)
    return _fixed(*_months(first.year, first.month, first.month))


def _day_of_month(found: re.Match[str], today: date) -> _Stretch:
    named = found["named"]
    month = _MONTHS[named][0] if named else int(found["m"])
    return _Stretch(lambda year: (date(year, month, int(found["d"])),) * 2, _year(found, today))


def _some_months(found: re.Match[str], today: date) -> _Stretch:
    first, last = (_MONTHS | _SEASONS)[found["named"]]
    return _Stretch(lambda year: _months(year, first, last), _year(found, today))


def _next_or_last(found: re.Match[str], today: date) -> _Stretch:
    first, last = (_MONTHS | _SEASONS)[found["named"]]
    around = [_months(today.year + step, first, last) for step in (-2, -1, 0, 1)]
    coming = [days for days in around if days[0] > today]
    past = [days for days in around if days[1] < today]
    return _fixed(*(coming[0] if _STEPS[found["step"]] > 0 else past[-1]))


def _part_of_year(found: re.Match[str], today: date) -> _Stretch:
    length = 6 if found["part"] == "halvar" else 3
    number = _count(found["n"])
    if not 0 < number * length <= _YEAR_LONG:
        raise ValueError(number)
    first, last = (number - 1) * length + 1, number * length
    return _Stretch(lambda year: _months(year, first, last), _year(found, today))


def _numbered_week(found: re.Match[str], today: date) -> _Stretch:
    number = int(found["n"])
    return _Stretch(lambda year: _week(date.fromisocalendar(year, number, 1)), _year(found, today))


def _so_long(found: re.Match[str], today: date) -> _Stretch:
    return _fixed(today, _later(today, found["unit"], _count(found["n"])))


def _this_or_next(found: re.Match[str], today: date) -> _Stretch:
    step = _STEPS[found["step"] or ""]
    if found["unit"] == "vecka":
        return _fixed(*_week(today + step * timedelta(days=7)))
    month = today.month - 1 + step
    return _fixed(*_months(today.year, month + 1, month + 1))


def _named_day(found: re.Match[str], today: date) -> _Stretch:
    day = today + _NAMED_DAYS[found["named"]] * _DAY
    return _fixed(day, day)


def _all_year(found: re.Match[str], today: date) -> _Stretch:
    return _Stretch(lambda year: _months(year, 1, _YEAR_LONG), _year(found, today))


def _year(found: re.Match[str], today: date) -> int | None:
    if found["year"]:
        return int(found["year"])
    return today.year + _STEPS[found["years"] or ""] if found["thisyear"] else None


def _fixed(first: date, last: date) -> _Stretch:
    return _Stretch(lambda _year: (first, last), first.year)


def _week(day: date) -> Days:
    monday = day - (day.isoweekday() - 1) * _DAY
    return monday, monday + 6 * _DAY


def _months(year: int, first: int, last: int) -> Days:
    """Return the days from a month to another one, counted from January of a year."""
    begins, ends = (divmod(number, _YEAR_LONG) for number in (first - 1, last))
    start = date(year + begins[0], begins[1] + 1, 1)
    return start, date(year + ends[0], ends[1] + 1, 1) - _DAY


def _later(day: date, unit: str, count: int) -> date:
    """Return the last of so many days, weeks or months that begin on a day."""
    if unit in _UNIT_DAYS:
        return day + count * _UNIT_DAYS[unit] * _DAY
    months = day.month - 1 + count * _UNIT_MONTHS[unit]
    last = _months(day.year, months + 1, months + 1)[1]
    return last.replace(day=min(day.day, last.day))


def _count(said: str) -> int:
    return _COUNTED.get(said) or int(said)


def _one_of(known: Iterable[str]) -> str:
    # The longest first, or "mar" would take the beginning of "mars".
    return "|".join(sorted(filter(None, known), key=len, reverse=True))


_STEP = rf"(?:{_one_of(_STEPS)})"
_NAMED = rf"(?P<named>{_one_of((*_MONTHS, *_SEASONS))})s?"
_NAMED_MONTH = rf"(?P<named>{_one_of(_MONTHS)})"
_PART = r"(?P<part>q|kvartal|halvar)(?:et)?"
_YEAR = rf"(?: ?(?P<year>(?:19|20)\d\d)| ?(?:(?P<years>{_STEP}) )?(?P<thisyear>ar(?:et)?s?))"
_MAYBE_YEAR = rf"(?:{_YEAR}(?!\w))?"
_UNIT = rf"(?P<unit>{_one_of((*_UNIT_DAYS, *_UNIT_MONTHS))})(?:arna|ar|erna|er|en|et|n|na)?"
_Reader = Callable[[re.Match[str], date], _Stretch]
# The order matters: the first that fits is taken.
_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(rf"(?:{form})(?!\w)"), read)
    for form, read in (
        (r"(?P<y>(?:19|20)\d\d) (?P<m>\d\d?) (?P<d>\d\d?)", _whole_date),
        (r"(?P<y>(?:19|20)\d\d) (?P<m>\d\d?)", _month_of_year),
        (rf"(?P<d>\d\d?)(?: ?[ea])? (?:{_NAMED_MONTH}|(?P<m>\d\d?)){_MAYBE_YEAR}", _day_of_month),
        (_NAMED + _MAYBE_YEAR, _some_months),
        (rf"(?P<step>nasta|forra) {_NAMED}", _next_or_last),
        (rf"{_PART} ?(?P<n>\d){_MAYBE_YEAR}", _part_of_year),
        (rf"(?P<n>forsta|andra|tredje|fjarde) {_PART}{_MAYBE_YEAR}", _part_of_year),
        (rf"v(?:ecka)? ?(?P<n>\d\d?){_MAYBE_YEAR}", _numbered_week),
        (rf"(?P<n>\d{{1,3}}|{_one_of(_COUNTED)}) {_UNIT}", _so_long),
        (rf"(?:(?P<step>{_STEP}) )?(?P<unit>vecka|manad)(?:n|en)?", _this_or_next),
        (rf"(?P<named>{_one_of(_NAMED_DAYS)})", _named_day),
        (_YEAR, _all_year),
    )
)
