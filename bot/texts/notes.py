"""Short notes in words: what has happened, and what to do about it."""

from datetime import datetime

from bot.texts.booked import meeting_name, meeting_words, when_words
from bot.texts.dates import day_words, hour_words, short_day
from bot.texts.safe import LONGEST_QUOTE, clean, shortened
from bot.texts.wording import text, word
from handlers.contents import Note
from handlers.ports import SWEDEN


def note_title(note: Note) -> str:
    """Return what has happened, as a heading."""
    return _filled(word("note_title", note.code), note)


def note_body(note: Note) -> str:
    """Return what it means and what to do, in a sentence or two."""
    return _filled(word("note_body", note.code), note)


def note_then(note: Note) -> str:
    """Return what the reader can do about it, or nothing; nor where what that needs is missing."""
    then = word("note_then", note.code, "")
    lacks = any(not value and f"{{{name}}}" in then for name, value in note.values)
    return "" if lacks else _filled(then, note)


def note_quote(note: Note) -> tuple[str, ...]:
    """Return what somebody has written, a line each."""
    return tuple(line for line in map(clean, note.quote.splitlines()) if line)


def note_why(note: Note) -> str:
    """Return why the reader is told."""
    return _filled(word("note_why", note.code), note)


def _filled(sentence: str, note: Note) -> str:
    values = {name: shortened(clean(value), LONGEST_QUOTE) for name, value in note.values}
    values |= {name: day_words(day) for name, day in note.days}
    if note.meeting is not None:
        values["meeting"] = meeting_words(note.meeting)
        values["named"] = f"{meeting_name(note.meeting)}, {when_words(note.meeting)}"
    if note.written_at is not None:
        values["when"] = _moment(note.written_at)
    return sentence.format(**values, collaboration=clean(note.collaboration))


def _moment(at: datetime) -> str:
    local = at.astimezone(SWEDEN)
    return text("agenda.at", day=short_day(local.date()), time=hour_words(local.time()))
