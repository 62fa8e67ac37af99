"""A booked meeting in words: "ons 10 feb 2027 kl. 9.00 · Styrgruppsmöte · Värnamo"."""

from bot.texts.dates import short_day
from bot.texts.safe import clean
from bot.texts.wording import text
from handlers.contents import MeetingLine

BETWEEN = " · "


def meeting_words(meeting: MeetingLine) -> str:
    """Say when and where, and who is host."""
    parts = (
        when_words(meeting),
        clean(meeting.title) if not meeting.part else f"{clean(meeting.title)}: {meeting.part}",
        clean(meeting.place),
        text("calendar.host", host=clean(meeting.host)) if meeting.host else "",
    )
    return BETWEEN.join(part for part in parts if part)


def when_words(meeting: MeetingLine) -> str:
    """Say the day or the days, and the time where it is known."""
    days = short_day(meeting.first)
    if meeting.last != meeting.first:
        days = f"{days}–{short_day(meeting.last)}"
    if meeting.starts is None:
        return days
    return text("agenda.at", day=days, time=f"{meeting.starts.hour}.{meeting.starts:%M}")
