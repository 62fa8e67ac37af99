"""Series of meetings in words: "andra onsdagen varje månad till och med ons 8 dec 2027"."""

from datetime import datetime

from bot.texts.dates import hour_words, short_day
from bot.texts.wording import phrases, text, word
from handlers.ports import SWEDEN
from handlers.series_views import Recurring, Rhythm

_MOST_DAYS = 30


def rhythm_words(rhythm: Rhythm, hours: str = "") -> str:
    """Say how often, at which ``hours`` if any, until when, and in which months not."""
    every = every_words(rhythm)
    if hours:
        every = text("series.when", rhythm=every, hours=hours)
    said = text("series.until", rhythm=every, until=short_day(rhythm.until))
    if not rhythm.without:
        return said
    names = [phrases("dates.months")[month - 1] for month in rhythm.without]
    return text("series.without", rhythm=said, months=_listed(names))


def every_words(rhythm: Rhythm) -> str:
    """Say how often: "varannan onsdag"."""
    weekday = phrases("series.weekdays")[rhythm.first.weekday()]
    if rhythm.every == "month":
        return text("series.month", turn=word("series_turn", str(rhythm.turn)), weekday=weekday)
    if rhythm.every == "two_weeks":
        return text("series.two_weeks", weekday=weekday)
    return text("series.week", weekday=weekday)


def hours_words(series: Recurring) -> str:
    """Say from when to when each time is: "9.00–10.00"; nothing of whole days."""
    starts, ends = series.starts, series.ends
    if not isinstance(starts, datetime) or not isinstance(ends, datetime):
        return ""
    first, last = (hour_words(one.astimezone(SWEDEN).time()) for one in (starts, ends))
    return f"{first}–{last}"


def days_words(series: Recurring) -> str:
    """List the days of the times that are still to come, each with its year where that changes."""
    told, year = [], 0
    for day in series.days[:_MOST_DAYS]:
        told.append(short_day(day, year=day.year != year))
        year = day.year
    more, listed = len(series.days) - _MOST_DAYS, ", ".join(told)
    return text("series.more_days", days=listed, count=more) if more > 0 else listed


def _listed(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} {text('common.and')} {names[-1]}"
