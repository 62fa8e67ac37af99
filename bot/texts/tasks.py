"""What a task on the coordinators' list is about, in words."""

from bot.texts.booked import BETWEEN
from bot.texts.dates import date_words, short_day
from bot.texts.safe import clean
from bot.texts.wording import text, word
from handlers.answers import PartialDate, TaskLine


def task_asker(task: TaskLine) -> str:
    """Return who has asked, with their office: many are called by their role."""
    return ", ".join(part for part in map(clean, (task.asker_name, task.asker_office)) if part)


def task_subject(task: TaskLine) -> str:
    """Return what it is about: a title, of a meeting also its day and the number that names it."""
    title = clean(task.record_title or task.record_key)
    if task.record_day is None:
        return title
    number = text("tasks.meeting", number=task.record_key)
    return BETWEEN.join((title, short_day(task.record_day), number))


def task_said(task: TaskLine) -> str:
    """Return what somebody has written, or what a file says otherwise."""
    if not task.differs:
        return task.text
    return "; ".join(
        text(
            "living.differs",
            what=word("project_column", name),
            given=_value(given),
            kept=_value(kept),
        )
        for name, given, kept in task.differs
    )


def _value(value: object) -> str:
    if isinstance(value, list):
        return text("common.several", count=len(value))
    said = clean(str(value)) if value else ""
    try:
        return date_words(PartialDate.parse(said))
    except ValueError:
        return said or text("common.missing")
