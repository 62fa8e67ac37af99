"""A booked meeting in words: "ons 10 feb 2027 kl. 9.00 · Styrgruppsmöte · Värnamo"."""

from bot.texts.dates import hour_words, short_day
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
    """Say the day or the days, and the hours as far as they are known."""
    first, last = short_day(meeting.first), short_day(meeting.last)
    starts, ends = meeting.starts, meeting.ends
    if meeting.first == meeting.last:
        until = f"–{hour_words(ends)}" if ends else ""
        return _at(first, f"{hour_words(starts)}{until}") if starts else first
    if starts and ends:
        return f"{_at(first, hour_words(starts))}–{_at(last, hour_words(ends))}"
    return _at(f"{first}–{last}", hour_words(starts)) if starts else f"{first}–{last}"


def _at(day: str, hours: str) -> str:
    return text("agenda.at", day=day, time=hours)
