"""The coordinator's list, and the dialog for what is wrong in an answer."""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.slack.blocks.fields import field, form, text_input
from bot.slack.blocks.parts import (
    Block,
    Message,
    button,
    buttons,
    message,
    paragraph,
    plain,
    quotation,
    said,
    size,
    words,
)
from bot.slack.origin import Origin
from bot.texts import text
from bot.texts.dates import day_words
from bot.texts.tasks import task_asker, task_said, task_subject
from bot.texts.wording import word
from handlers.answers import TaskLine
from handlers.living import suggests

PAGE = 8
LONGEST_CORRECTION = 2900
LONGEST_TITLE = 24
_LONGEST_QUOTE = 500
# The tasks' share of a message: 13 200 characters hold everything, and escapes count as written.
_MOST_ROOM = 11_000
_ZONE = ZoneInfo("Europe/Stockholm")


def task_list(
    tasks: Sequence[TaskLine], start: int = 0, notice: str = "", closed: int | None = None
) -> Message:
    """Show what waits, a page at a time; ``closed`` is the one that can be opened again."""
    count = len(tasks)
    start = start if start < count else 0
    lead = text("slack.tasks", count=count) if count else text("slack.no_tasks")
    blocks = [paragraph([*words(text("slack.tasks_heading"), bold=True), *words(f" · {lead}")])]
    blocks += [said(notice)] if notice else []
    if closed is not None:
        blocks += buttons([_button(text("slack.reopen"), "task_reopen", closed, start)])
    page = _page(tasks[start : start + PAGE], start)
    blocks += [block for task in page for block in task]
    blocks += buttons(_paging(start, start + len(page), count))
    return message(f"{text('slack.tasks_heading')}: {lead}", blocks)


def correction_dialog(title: str, origin: Origin) -> Block:
    """Return the dialog in which somebody says what is wrong."""
    about = text("slack.correction_about", title=title) if title else text("slack.correction_any")
    return {
        "type": "modal",
        "callback_id": "correction",
        "title": plain(text("slack.correct"), LONGEST_TITLE),
        "submit": plain(text("slack.send"), LONGEST_TITLE),
        "close": plain(text("slack.cancel"), LONGEST_TITLE),
        "private_metadata": replace(origin, question="").value(),
        "blocks": [
            said(about),
            {
                "type": "input",
                "block_id": "correction",
                "label": plain(text("slack.correction_label")),
                "hint": plain(text("slack.correction_hint")),
                "element": {
                    "type": "plain_text_input",
                    "action_id": "text",
                    "multiline": True,
                    "max_length": LONGEST_CORRECTION,
                    "focus_on_load": True,
                },
            },
        ],
    }


def decline_dialog(number: int) -> Block:
    """Ask why a suggestion is not followed; who has made it is told."""
    reason = text_input(longest=LONGEST_CORRECTION, many=True)
    hint = text("living.decline_hint")
    blocks = [field("reason", text("living.decline_reason"), reason, hint=hint, optional=True)]
    title, submit = text("living.decline_title"), text("living.decline")
    return form("suggestion_declined", title, submit, blocks, str(number))


def _task(task: TaskLine, start: int) -> list[Block]:
    kind = word("task", task.kind, word("task", "other"))
    head = [*words(text("slack.task", number=task.id, kind=kind), bold=True)]
    shown = [paragraph(head, _who(task))]
    written = task_said(task)
    shown += [quotation(written[:_LONGEST_QUOTE])] if written.strip() else []
    return [*shown, *buttons(_steps(task, start))]


def _who(task: TaskLine) -> list[Block]:
    rows = words(day_words(task.created_at.astimezone(_ZONE).date()))
    account = task.asker_account.rpartition(":")[2]
    if task.asker_name:
        rows += words(f" · {task_asker(task)}")
    elif account:
        rows += [*words(" · "), {"type": "user", "user_id": account}]
    if task.record_key:
        rows += words(f" · {task_subject(task)}")
    if task.taken_by:
        rows += words(f" · {text('slack.taken_by', name=task.taken_by)}")
    return rows


def _steps(task: TaskLine, start: int) -> list[Block]:
    done = _button(text("slack.close_task"), "task_close", task.id, start)
    answers = _answers(task)
    if task.state == "taken":
        return [done, *answers, _button(text("slack.reopen"), "task_reopen", task.id, start)]
    return [_button(text("slack.take"), "task_take", task.id, start), *answers, done]


def _answers(task: TaskLine) -> list[Block]:
    """Lead to where an answer is written down, or let what is suggested of a project be so."""
    about = text("slack.task_number", number=task.id)
    if suggests(task):
        return [
            button(text("living.accept"), "suggestion_accept", str(task.id), about=about),
            button(text("living.decline"), "suggestion_decline", str(task.id), about=about),
        ]
    if task.record_kind != "meeting":
        return []
    return [button(text("planned.answers"), "meeting_answers", task.record_key, about=about)]


def _page(tasks: Sequence[TaskLine], start: int) -> list[list[Block]]:
    """Return as many tasks as there is room for, at least one."""
    page: list[list[Block]] = []
    room = _MOST_ROOM
    for task in tasks:
        blocks = _task(task, start)
        room -= sum(map(size, blocks))
        if room < 0 and page:
            break
        page.append(blocks)
    return page


def _paging(start: int, end: int, count: int) -> list[Block]:
    further = button(text("slack.further"), "tasks_page", str(end))
    first = button(text("slack.first_page"), "tasks_first", "0")
    return [*([further] if end < count else []), *([first] if start else [])]


def _button(label: str, action: str, task_id: int, start: int) -> Block:
    about = text("slack.task_number", number=task_id)
    return button(label, action, f"{task_id}/{start}", about=about)
