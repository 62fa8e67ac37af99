"""The coordinator's list: what people put there, and what coordinators do with it."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.slack.answering import answer_to
from bot.slack.blocks.desk import correction_dialog, decline_dialog, task_list
from bot.slack.blocks.dialogs import answer_dialog
from bot.slack.blocks.fields import Filled
from bot.slack.blocks.parts import Message
from bot.slack.middleware import Introductions
from bot.slack.origin import read_origin
from bot.slack.press import Press, on_press
from bot.slack.screens import sentence
from bot.texts import refusal_text, text
from bot.texts.cards import present
from bot.texts.living import change_sentence
from handlers.answers import Asker, TaskLine
from handlers.desk import (
    close_task,
    file_task,
    open_tasks,
    reopen_task,
    take_task,
)
from handlers.errors import Refusal
from handlers.living import accept_suggestion, decline_suggestion
from handlers.ports import Services
from handlers.replays import only_once

_Move = Callable[[Services, Asker, int], TaskLine]


def register(app: App, introductions: Introductions) -> None:
    """Listen for what goes to the list and for what is done with it."""
    press = on_press(introductions)
    app.view("correction", middleware=[introductions.introduce])(take_correction)
    app.view("suggestion_declined", middleware=[introductions.introduce])(decline)
    for name, listener in _BUTTONS.items():
        app.action(name, middleware=press)(listener)


def waiting(services: Services, asker: Asker) -> Message:
    """Return the list as its keeper sees it."""
    return task_list(open_tasks(services, asker))


def ask_what_is_wrong(ack: Ack, press: Press) -> None:
    """Open the dialog for a correction."""
    card = present(answer_to(press.services, press.asker, press.origin))
    press.screen.open(correction_dialog(card.heading, press.origin))
    ack()


def take_correction(ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker) -> None:
    """Put a correction on the list, once for each dialog, and confirm it."""
    written = str(view["state"]["values"]["correction"]["text"]["value"] or "").strip()
    if not written:
        ack(response_action="errors", errors={"correction": text("slack.correction_empty")})
        return
    about = read_origin(view["private_metadata"])
    task = file_task(
        services,
        asker,
        "correction",
        written,
        record_kind=about.kind if about.key else "",
        record_key=about.key,
        record_owner=about.owner,
        request_key=f"slack:{view['id']}",
    )
    receipt = sentence(text("slack.correction_taken", number=task.id))
    ack(response_action="update", view=answer_dialog(receipt["blocks"]))


def take_proposal(ack: Ack, press: Press) -> None:
    """Put what could not be found on the list as a proposal."""
    request = f"proposal:{press.place}"
    wish = press.origin.question
    task = file_task(press.services, press.asker, "proposal", wish, request_key=request)
    press.screen.show(sentence(text("slack.proposal_taken", number=task.id)))
    ack()


def take_request(ack: Ack, press: Press) -> None:
    """Put a stranger's wish to be let in on the list, once a day."""
    day = press.services.today().isoformat()
    request = f"access:{press.asker.account}:{day}"
    task = file_task(press.services, press.asker, "access", "", request_key=request)
    press.screen.show(sentence(text("slack.request_taken", number=task.id)))
    ack()


def show_tasks(ack: Ack, press: Press) -> None:
    """Show the list."""
    press.screen.show(waiting(press.services, press.asker))
    ack()


def turn_page(ack: Ack, press: Press) -> None:
    """Show another page of the list."""
    tasks = open_tasks(press.services, press.asker)
    press.screen.show(task_list(tasks, _number(press.value)))
    ack()


def accept(ack: Ack, press: Press) -> None:
    """Let a project be as somebody has suggested, and show the list as it is then."""
    done = accept_suggestion(press.services, press.asker, _number(press.value))
    told = [*map(change_sentence, done.changed.changes)] or [text("living.was_so")]
    closed = text("slack.task_closed", number=done.task)
    tasks = open_tasks(press.services, press.asker)
    press.screen.show(task_list(tasks, 0, " ".join((f"{done.changed.title}:", *told, closed))))
    ack()


def ask_why(ack: Ack, press: Press) -> None:
    """Ask why a suggestion is not followed."""
    press.screen.open(decline_dialog(_number(press.value)))
    ack()


def decline(ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker) -> None:
    """Let it be as it is, once for each dialog, and confirm it."""
    number = _number(str(view["private_metadata"]))

    def act() -> None:
        decline_suggestion(services, asker, number, Filled(view).text("reason"))

    try:
        only_once(services, f"slack:{view['id']}", act)
    except Refusal as no:
        ack(response_action="errors", errors={"reason": refusal_text(no)})
        return
    receipt = sentence(text("slack.task_closed", number=number))
    ack(response_action="update", view=answer_dialog(receipt["blocks"]))


def _moving(move: _Move) -> Callable[..., None]:
    def listener(ack: Ack, press: Press) -> None:
        number, _, start = press.value.partition("/")
        task = move(press.services, press.asker, _number(number))
        tasks = open_tasks(press.services, press.asker)
        closed = task.id if task.state == "closed" else None
        press.screen.show(task_list(tasks, _number(start), _notice(task), closed))
        ack()

    return listener


def _notice(task: TaskLine) -> str:
    if task.state == "taken":
        return text("slack.task_taken", number=task.id, name=task.taken_by)
    if task.state == "closed":
        return text("slack.task_closed", number=task.id)
    return text("slack.task_open", number=task.id)


def _number(written: str) -> int:
    if not written.isdecimal():
        raise Refusal("task_gone")
    return int(written)


_BUTTONS: dict[str, Callable[..., None]] = {
    "correct": ask_what_is_wrong,
    "let_me_in": take_request,
    "open_tasks": show_tasks,
    "tasks_page": turn_page,
    "tasks_first": turn_page,
    "suggestion_accept": accept,
    "suggestion_decline": ask_why,
    "task_take": _moving(take_task),
    "task_close": _moving(close_task),
    "task_reopen": _moving(reopen_task),
}
