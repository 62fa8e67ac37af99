"""What recurs, in plain Swedish: a line for each thing that falls due."""

from collections.abc import Iterable
from datetime import date

from bot.texts.dates import day_words, month_words, short_day
from bot.texts.duties import BETWEEN, is_month, is_year
from bot.texts.safe import clean, sentence_case
from bot.texts.wording import text, word
from handlers.planning import CalendarLine


def calendar_text(lines: Iterable[CalendarLine]) -> str:
    """Say what falls due, a line each; say so when it is nothing."""
    said = [calendar_line(line) for line in lines]
    return "\n".join(said) if said else text("calendar.nothing")


def calendar_line(line: CalendarLine) -> str:
    """Say one thing: when, what, how many are to be booked, and what is special about it."""
    parts = (
        sentence_case(when(line)),
        f"{clean(line.title)}: {clean(line.part)}" if line.part else clean(line.title),
        _amount(line),
        text("calendar.per_office") if line.per_office else "",
        text("calendar.host", host=clean(line.host)) if line.host else "",
        text("calendar.convener", convener=clean(line.convener)) if line.convener else "",
        word("calendar_state", line.state, ""),
    )
    return BETWEEN.join(part for part in parts if part)


def when(line: CalendarLine) -> str:
    """Say the day or the days: "senast fre 26 feb 2027", "1 januari–30 juni 2027"."""
    if line.said:
        return text("calendar.in_words", said=clean(line.said), year=line.first.year)
    if line.last is None:
        return text("calendar.since", date=day_words(line.first))
    if line.first == line.last:
        day = short_day(line.first)
        return text("calendar.by", date=day) if line.kind == "deadline" else day
    return _between(line.first, line.last)


def _between(first: date, last: date) -> str:
    if is_month(first, last):
        return month_words(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_words(last)}"
    if is_year(first, last):
        return text("calendar.year", year=last.year)
    return f"{day_words(first).removesuffix(f' {last.year}')}–{day_words(last)}"


def _amount(line: CalendarLine) -> str:
    if line.kind == "deadline":
        return ""
    if not line.missing:
        return text("calendar.booked", count=line.booked)
    if line.booked:
        return text("calendar.partly", booked=line.booked, missing=line.missing)
    if line.most is None:
        return text("calendar.at_least", count=line.missing)
    if line.most > line.least:
        return text("calendar.between", least=line.least, most=line.most)
    return text("calendar.missing", count=line.missing)
