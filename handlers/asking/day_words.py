"""A day in what somebody has written: "3 mars", "på måndag", "om två veckor", "vecka 12"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.errors import Refusal
from storage.words import fold

_WEEKDAYS = ("mandag", "tisdag", "onsdag", "torsdag", "fredag", "lordag", "sondag")
_WEEKDAY = "m[åa]ndag|tisdag|onsdag|torsdag|fredag|l[öo]rdag|s[öo]ndag"
_MONTH = (
    "jan(?:uari)?|feb(?:ruari)?|mars?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sept?(?:ember)?|"
    "okt(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_COUNT = r"\d{1,3}|en|ett|tv[åa]|tre|fyra|fem|sex|sju|[åa]tta|nio|tio|elva|tolv"
_UNIT = r"dag(?:ar)?|vecka|veckor|m[åa]nad(?:er)?|halv[åa]r|[åa]r"
# Each way of writing a day; the first that fits at a place is taken.
_DAY = re.compile(
    r"(?<![\w/-])(?:"
    r"(?P<iso>\d{4}-\d\d-\d\d)"
    rf"|(?:(?:på )?(?P<named>{_WEEKDAY})(?:en)? )?(?:den )?"
    rf"(?:(?P<from>\d\d?) ?[-–] ?)?(?P<day>\d\d?)(?::?[ea])?"
    rf"(?: (?P<month>{_MONTH})\.?|/(?P<number>\d\d?))(?:[ -](?P<year>20\d\d))?"
    rf"|(?:på )?(?P<step>nästa )?(?P<weekday>{_WEEKDAY})(?:en)?"
    r"|(?P<near>i ?morgon|i ?övermorgon|övermorgon|i ?dag)"
    rf"|om (?P<span>(?:{_COUNT}) (?:{_UNIT}))"
    r"|(?:i )?(?P<week>(?:vecka|v\.?) ?\d\d?(?: 20\d\d)?|nästa vecka|nästa månad)"
    r")(?![\w/-])",
    re.IGNORECASE,
)
_ONE_DAY = timedelta(days=1)
_WEEK = 7


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A local day, or a few in a row, with what stands before and after in the text.

    ``any_year`` tells that no year was written: it is the next such day that is not past.
    """

    first: date
    last: date
    before: str
    after: str
    any_year: bool = False

    def covers(self, first: date, last: date) -> bool:
        """Tell whether it is among these days; where no year was written, also of another year."""
        if first <= self.first <= last:
            return True
        day = (self.first.month, self.first.day)
        return self.any_year and (first.month, first.day) <= day <= (last.month, last.day)


def find_day(text: str, today: date) -> FoundDay | None:
    """Return the first day that is written in ``text``, as meant on the local day ``today``.

    Refuses a day that does not exist, and a weekday that is not the date's.
    """
    found = _DAY.search(text)
    if found is None:
        return None
    first, last = _days(found, today)
    return FoundDay(
        first=first,
        last=last,
        before=text[: found.start()].strip(" ,;:"),
        after=text[found.end() :].strip(" ,;:"),
        any_year=bool(found["day"]) and not found["year"],
    )


def read_day(text: str, today: date) -> date:
    """Return the one day that ``text`` is; refuse anything else."""
    found = find_day(text, today)
    if found is None or found.before or found.after or found.first != found.last:
        raise Refusal("day_unclear", day=text)
    return found.first


def _days(found: re.Match[str], today: date) -> tuple[date, date]:
    if found["weekday"]:
        day = _weekday(found["weekday"], today, in_next_week=bool(found["step"]))
    elif found["span"]:
        day = _period(found["span"], today)[1]
    elif found["day"]:
        return _dated(found, today)
    else:
        day = _period(found["week"] or found["iso"] or found["near"], today)[0]
    return day, day


def _dated(found: re.Match[str], today: date) -> tuple[date, date]:
    month = found["month"] or found["number"]
    last = _period(f"{found['day']} {month} {found['year'] or ''}".strip(), today)[0]
    first = last
    if found["from"]:
        first = _period(f"{found['from']} {month} {last.year}", today)[0]
    named = found["named"]
    if named and _WEEKDAYS[first.weekday()] != fold(named):
        raise Refusal("other_weekday", date=first)
    return first, last


def _weekday(named: str, today: date, *, in_next_week: bool) -> date:
    number = _WEEKDAYS.index(fold(named))
    if in_next_week:
        return today + (_WEEK - today.weekday() + number) * _ONE_DAY
    # Today's own weekday is the one in a week: nobody says "på måndag" of today.
    return today + ((number - today.weekday() - 1) % _WEEK + 1) * _ONE_DAY


def _period(said: str, today: date) -> tuple[date, date]:
    from handlers.periods import read_period  # noqa: PLC0415 - the days off are slow to load

    try:
        return read_period(said, today)
    except Refusal as error:
        raise Refusal("day_unclear", day=said) from error
