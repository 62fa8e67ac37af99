"""Moments in the people's words and time zone, and the days that a clock can be moved to."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MONTHS = "januari februari mars april maj juni juli augusti september oktober november december"
MONTHS_SHORT = "jan feb mars april maj juni juli aug sep okt nov dec"
WEEKDAYS_SHORT = "mån tis ons tors fre lör sön"
WEEK, DAY = timedelta(days=7), timedelta(days=1)
MOST_DAYS = 2 * 365
# Whoever chooses a day wants to see what came that morning.
NOON = time(12)


def told(moment: datetime, now: datetime) -> str:
    """Say when something was written: the day when it was another one, and the year likewise."""
    moment, now = moment.astimezone(STOCKHOLM), now.astimezone(STOCKHOLM)
    clock = f"{moment:%H.%M}"
    if moment.date() == now.date():
        return clock
    day = f"{moment.day} {MONTHS.split()[moment.month - 1]}"
    return f"{day} {clock}" if moment.year == now.year else f"{day} {moment.year} {clock}"


def told_whole(moment: datetime) -> str:
    """Say a moment so that it stands by itself: "fre 26 feb 2027 08.00"."""
    local = moment.astimezone(STOCKHOLM)
    return f"{told_day(local.date())} {local:%H.%M}"


def told_day(day: date) -> str:
    """Say a day with its weekday: "fre 26 feb 2027"."""
    weekday = WEEKDAYS_SHORT.split()[day.weekday()]
    return f"{weekday} {day.day} {MONTHS_SHORT.split()[day.month - 1]} {day.year}"


def a_week_after(moment: datetime) -> datetime:
    """Give the same time of day a week later, also when the clocks change on the way."""
    return moment.astimezone(STOCKHOLM) + WEEK


def noon_of(day: date) -> datetime:
    """Give the middle of a local day."""
    return datetime.combine(day, NOON, STOCKHOLM)


def first_day(now: datetime) -> date:
    """Give the first day whose noon is still to come."""
    today = now.astimezone(STOCKHOLM).date()
    return today if noon_of(today) > now else today + DAY


def last_day(now: datetime) -> date:
    """Give the last day that the clock can be moved to at once."""
    return now.astimezone(STOCKHOLM).date() + timedelta(days=MOST_DAYS)
