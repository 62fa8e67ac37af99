"""A booked meeting in words: "ons 10 feb 2027 kl. 9.00 · Styrgruppsmöte · Värnamo"."""

from datetime import time

from bot.texts.dates import short_day
from bot.texts.safe import clean
from bot.texts.wording import text
from handlers.contents import MeetingLine

BETWEEN = " · "


def meeting_words(meeting: MeetingLine) -> str:
    """Say when and where, and who is host."""
    what, when, where = meeting_cells(meeting)
    return BETWEEN.join(part for part in (when, what, where) if part)


def meeting_cells(meeting: MeetingLine) -> tuple[str, str, str]:
    """Say what, when, and where with who is host, apart."""
    host = text("calendar.host", host=clean(meeting.host)) if meeting.host else ""
    where = BETWEEN.join(part for part in (clean(meeting.place), host) if part)
    return meeting_name(meeting), when_words(meeting), where


def meeting_name(meeting: MeetingLine) -> str:
    """Say which meeting it is, and no more."""
    title, part = clean(meeting.title), clean(meeting.part)
    return text("common.part_of", label=title, value=part) if part else title


def when_words(meeting: MeetingLine) -> str:
    """Say the day or the days, and the time where it is known."""
    days = short_day(meeting.first)
    if meeting.last != meeting.first:
        days = f"{days}–{short_day(meeting.last)}"
    if meeting.starts is None:
        return days
    hours = _hour(meeting.starts)
    if meeting.ends is not None and meeting.last == meeting.first:
        hours = f"{hours}–{_hour(meeting.ends)}"
    return text("agenda.at", day=days, time=hours)


def _hour(at: time) -> str:
    return f"{at.hour}.{at:%M}"
