"""The short words of a year: months, stretches of days, how often, how many are done."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.texts.duties import is_month
from bot.texts.wording import phrases, text, word
from bot.texts.year_wheel.entries import (
    Entry,
    Kind,
    is_booked,
    is_on,
    is_settled,
    kind_of,
    stretch,
)
from handlers.contents import Duty, MeetingLine

_MONTHS = 12
# With more months than this, those that are left out are fewer words.
_MOST = 6
_DAY = timedelta(days=1)


def entry_note(entry: Entry, year: int) -> str:
    """Say when an entry is, and how far it has come: "26 feb", "jan–juni, 1 av 2 bokade"."""
    if entry.kind is Kind.MEETING:
        return meeting_days(entry)
    if entry.kind is Kind.REPEATED:
        return _joined(how_often(entry.duties), count_words(entry.duties))
    times = (when_words(duty, year) for duty in entry.duties)
    return _joined(*dict.fromkeys(times), progress(entry.duties), _behind(entry.duties))


def key_note(entry: Entry, year: int) -> str:
    """Say what the wheel itself does not show: the day, how many of how many, what is late."""
    if entry.kind in {Kind.DAY, Kind.MEETING}:
        return entry_note(entry, year)
    waits = any(duty.state == "waits" for duty in entry.duties)
    counted = len(entry.duties) > 1 or entry.duties[0].most != 1
    parts = (
        text("year_wheel.waits") if waits else "",
        _share(entry.duties) if counted and not waits else "",
        _behind(entry.duties),
    )
    return _joined(*parts)


def meeting_days(entry: Entry) -> str:
    """Say the days of an entry's meetings: "13–14 april, 10 nov"."""
    return ", ".join(_days(one) for one in entry.meetings if is_on(one))


def when_words(duty: Duty, year: int) -> str:
    """Say when a duty is to be done, as briefly as can be; of the whole year nothing."""
    if duty.state == "waits":
        return text("year_wheel.waits")
    if duty.due is None:
        return text("duties.soon")
    kind = kind_of(duty, year)
    if kind is Kind.ANY_TIME:
        return ""
    first, last = stretch(duty, year)
    return short_date(last) if kind is Kind.DAY else short_period(first, last)


def progress(duties: Sequence[Duty]) -> str:
    """Say what is done of duties that come a few times; nothing where nothing is to be said."""
    if all(duty.state == "done" for duty in duties):
        return word("calendar_state", "done")
    if len(duties) == 1 and duties[0].most == 1:
        return text("year_wheel.is_booked") if is_settled(duties[0]) else ""
    return count_words(duties) if all(map(is_booked, duties)) else ""


def count_words(duties: Sequence[Duty]) -> str:
    """Say how many are done of how many: "1 av 3 bokade", "0 av minst 3 bokade"."""
    share = _share(duties)
    if all(map(is_booked, duties)):
        return text("year_wheel.booked", share=share)
    return text("year_wheel.done", share=share)


def how_often(duties: Iterable[Duty]) -> str:
    """Say how often: "varje månad utom juli", "i mars och maj", "52 gånger"."""
    months = [_month(duty) for duty in duties]
    if len(set(months)) < len(months):
        return text("year_wheel.times", count=len(months))
    if len(months) == _MONTHS:
        return text("year_wheel.monthly")
    if len(months) > _MOST:
        left = [month for month in range(1, _MONTHS + 1) if month not in months]
        return text("year_wheel.monthly_except", months=months_words(left))
    return text("dates.in", date=months_words(months))


def months_words(months: Iterable[int]) -> str:
    """Say months: "juli", "juli och augusti"."""
    *names, last = [month_name(month) for month in months]
    return f"{', '.join(names)} {text('common.and')} {last}" if names else last


def month_name(month: int) -> str:
    """Say a month: "januari"."""
    return phrases("dates.months")[month - 1]


def short_date(day: date) -> str:
    """Say a day of a year that is known: "26 feb"."""
    return f"{day.day} {_short(day)}"


def short_period(first: date, last: date) -> str:
    """Say the days of a year that is known: "nov", "jan–juni", "2 april–30 juni"."""
    if is_month(first, last):
        return _short(first)
    whole = first.day == 1 and (last + _DAY).day == 1
    return f"{_short(first)}–{_short(last)}" if whole else f"{short_date(first)}–{short_date(last)}"


def _days(meeting: MeetingLine) -> str:
    first, last = meeting.first, meeting.last
    if first == last:
        return short_date(first)
    one_month = (first.year, first.month) == (last.year, last.month)
    return f"{first.day if one_month else short_date(first)}–{short_date(last)}"


def _share(duties: Sequence[Duty]) -> str:
    if not all(map(is_booked, duties)):
        return text("year_wheel.share", part=sum(map(is_settled, duties)), amount=len(duties))
    booked = sum(duty.least if duty.state == "done" else duty.booked for duty in duties)
    return text("year_wheel.share", part=booked, amount=_amount(duties))


def _behind(duties: Iterable[Duty]) -> str:
    late = any(duty.late and duty.state == "open" for duty in duties)
    return text("year_wheel.is_late") if late else ""


def _amount(duties: Sequence[Duty]) -> str:
    least = sum(duty.least for duty in duties)
    most = [duty.most for duty in duties]
    limit = sum(one for one in most if one is not None)
    if None in most:
        return text("duties.at_least", count=least)
    return str(least) if limit == least else f"{least}–{limit}"


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _month(duty: Duty) -> int:
    return (duty.due or duty.first).month


def _short(day: date) -> str:
    return phrases("dates.months_short")[day.month - 1]
