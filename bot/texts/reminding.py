"""What a reminder is called, and what is told of reminders that were not sent."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.texts.dates import short_day
from bot.texts.duties import duty_line
from bot.texts.safe import clean, inside_sentence, shortened
from bot.texts.wording import text
from handlers.contents import Duty, Missed, Reminders

LONGEST_SUBJECT = 200
_DAY = timedelta(days=1)
_SUNDAY = 7


def reminders_title(content: Reminders) -> str:
    """Say what a reminder holds, no more urgent than it is, and who reminds."""
    return _titled(_heading(content), content.collaboration)


def reminders_subject(content: Reminders) -> str:
    """Say it all where there is one duty, else how many there are and the most urgent one."""
    first = min(content.duties, key=_urgency)
    line = inside_sentence(duty_line(first, content.today))
    count = len(content.duties)
    said = (
        text("duties.subject", line=line)
        if count == 1
        else text("duties.subject_many", count=count, line=line)
    )
    return shortened(said, LONGEST_SUBJECT)


def missed_title(content: Missed) -> str:
    """Say that reminders were not sent, and whose."""
    return _titled(text("duties.missed"), content.collaboration)


def missed_lead(content: Missed) -> str:
    """Say why they were not sent."""
    since = short_day(content.since)
    if content.since == content.until:
        return text("duties.missed_day", day=since)
    return text("duties.missed_days", since=since, until=short_day(content.until))


def _titled(heading: str, collaboration: str) -> str:
    return text("duties.titled", heading=heading, collaboration=clean(collaboration))


def _heading(content: Reminders) -> str:
    """Choose the words that hold for every duty of a reminder."""
    duties, today = content.duties, content.today
    sunday = today + (_SUNDAY - today.isoweekday()) * _DAY
    if all(duty.late for duty in duties):
        return text("duties.late")
    if all(_due_by(duty, today) for duty in duties):
        return text("duties.today")
    return _coming(duties, sunday)


def _coming(duties: Sequence[Duty], sunday: date) -> str:
    soon = [_due_by(duty, sunday) or duty.due is None for duty in duties]
    if all(soon):
        return text("duties.this_week")
    return text("duties.now_and_later") if any(soon) else text("duties.ahead")


def _due_by(duty: Duty, day: date) -> bool:
    return duty.late or (duty.due is not None and duty.due <= day)


def _urgency(duty: Duty) -> tuple[bool, date]:
    """Order what is late first, then by the last day; as soon as possible is since its first."""
    return not duty.late, duty.due or duty.first
