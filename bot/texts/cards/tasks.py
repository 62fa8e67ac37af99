"""The coordinator's list, and what has been done to a task on it."""

from zoneinfo import ZoneInfo

from bot.texts.cards.model import Card, Line
from bot.texts.cards.shaping import make, pieces
from bot.texts.dates import day_words
from bot.texts.safe import clean, sentence_case, shortened
from bot.texts.tasks import task_asker, task_said, task_subject
from bot.texts.wording import text, word
from handlers.answers import TaskLine, TasksAnswer

# In the list; a task by itself is told whole.
_LONGEST = 500
_ZONE = ZoneInfo("Europe/Stockholm")


def tasks_card(answer: TasksAnswer) -> Card:
    """Present what waits with its numbers, or confirm what was done to one of them.

    There is nothing to choose by a number of its own: each task has one already.
    """
    if answer.change:
        return _moved(answer.tasks[0], answer.change)
    count = len(answer.tasks)
    return make(
        "list",
        text("slack.tasks", count=count) if count else text("slack.no_tasks"),
        heading=text("slack.tasks_heading"),
        lines=(_line(task, _LONGEST) for task in answer.tasks),
        footer=text("tasks.how", number=answer.tasks[0].id) if count else "",
        columns=_columns(),
    )


def _moved(task: TaskLine, change: str) -> Card:
    leads = {
        "taken": text("slack.task_taken", number=task.id, name=task.taken_by),
        "closed": text("slack.task_closed", number=task.id),
        "open": text("slack.task_open", number=task.id),
    }
    then = {
        "taken": text("tasks.then_close", number=task.id),
        "closed": text("tasks.then_open", number=task.id),
        "open": text("tasks.how", number=task.id),
    }
    line = _line(task, len(task_said(task)) + 1)
    return make("list", leads[change], lines=(line,), footer=then[change])


def _line(task: TaskLine, longest: int) -> Line:
    kind = word("task", task.kind, word("task", "other"))
    about = pieces(
        day_words(task.created_at.astimezone(_ZONE).date()),
        _who(task),
        task_subject(task),
        text("slack.taken_by", name=task.taken_by) if task.taken_by else "",
    )
    said = shortened(clean(task_said(task)), longest)
    line = text("tasks.line", about=about, said=said) if said else about
    cells = str(task.id), sentence_case(kind), said, about
    return Line(line, text("slack.task", number=task.id, kind=kind), cells=cells)


def _columns() -> tuple[str, ...]:
    return text("table.number"), text("table.what"), text("table.said"), text("table.besides")


def _who(task: TaskLine) -> str:
    account = task.asker_account.rpartition(":")[2]
    if task.asker_name or not account:
        return task_asker(task)
    return text("tasks.account", account=account)
