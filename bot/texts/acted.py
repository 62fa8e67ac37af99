"""What is told after something was done about a duty, in plain Swedish."""

from datetime import date

from bot.texts.dates import short_day
from bot.texts.safe import sentence_case
from bot.texts.wording import text


def later_words(day: date, day_off: date | None = None) -> str:
    """Say when somebody is reminded again, and why not on the day off that they asked for."""
    if day_off is None:
        return text("acts.later", date=short_day(day))
    return text("acts.later_not", asked=sentence_case(short_day(day_off)), date=short_day(day))


def reached_words(count: int) -> str:
    """Say how many people a reminder to the offices reaches."""
    if count == 1:
        return text("acts.reminded_one")
    return text("acts.reminded", count=count) if count else text("acts.reminded_nobody")
