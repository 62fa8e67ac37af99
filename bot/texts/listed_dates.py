"""What becomes of a list of dates, in words: which meetings are new, and which are kept."""

from collections.abc import Iterable, Iterator
from datetime import date

from bot.texts.booked import meeting_words, when_words
from bot.texts.dates import short_day
from bot.texts.safe import clean
from bot.texts.sources import listed
from bot.texts.wording import text, word
from handlers.contents import MeetingLine
from handlers.imports import FieldChange, MeetingChange, Outcome

INDENT = "\n  "


def meeting_lines(changes: Iterable[MeetingChange]) -> Iterator[str]:
    """Say what becomes of each row, a few lines each; nothing of what is there as the file has it.

    What is new comes before what is kept.
    """
    known = tuple(changes)
    yield from (_added(one) for one in known if one.outcome is Outcome.ADDED)
    yield from (_kept(one) for one in known if one.outcome is Outcome.KEPT)


def _added(change: MeetingChange) -> str:
    told = text("import.new_meeting", meeting=meeting_words(change.meeting))
    terms = " ".join(_terms(change))
    return f"{told}{INDENT}{terms}"


def _terms(change: MeetingChange) -> Iterator[str]:
    whom = [*(word("circle", role) for role in change.roles), *map(clean, change.groups)]
    yield text("import.for_whom", whom=listed(whom)) if whom else text("import.for_nobody")
    if change.answer_by:
        yield text("import.answer_by", date=short_day(change.answer_by))
    if change.places:
        yield f"{text('planned.places', count=change.places)}."
    if len(change.fitting) == 1:
        yield text("import.counts_as", title=clean(change.fitting[0]))
    elif change.fitting:
        yield text("import.counts_not", titles=listed([clean(one) for one in change.fitting]))
    if change.beside:
        yield text("import.beside", titles=listed([clean(one) for one in change.beside]))
    # Last: a full stop after an address would be taken for a part of it.
    if change.meeting.link:
        yield text("import.link", link=clean(change.meeting.link))


def _kept(change: MeetingChange) -> str:
    told = text("import.kept_meeting", meeting=meeting_words(change.meeting))
    if any(field.name == "state" for field in change.fields):
        return f"{told}{INDENT}{text('import.is_cancelled')}"
    fields = listed([_said(field) for field in change.fields])
    return f"{told}{INDENT}{text('import.file_says', fields=fields)}"


def _said(field: FieldChange) -> str:
    if field.name == "whom":
        return text("import.says_others")
    value = _value(field.name, field.new)
    return text("import.says", name=word("meeting_field", field.name), value=value)


def _value(name: str, value: object) -> str:
    if isinstance(value, MeetingLine):
        return when_words(value)
    if isinstance(value, date):
        return short_day(value)
    if not value:
        return text("import.says_nothing")
    return word("meeting_kind", str(value)) if name == "kind" else clean(str(value))
