"""What people do about proposals in chat: the buttons of each, and the dialogs they open."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.answering import RUNNING, shown_proposal, told
from bot.slack.blocks.dialogs import answer_dialog
from bot.slack.blocks.parts import Message
from bot.slack.blocks.proposal_dialogs import (
    comment_dialog,
    merge_dialog,
    move_dialog,
    option_name,
)
from bot.slack.forms import BesideField, Form, done_once
from bot.slack.listeners.desk import take_proposal
from bot.slack.listeners.proposals import carried_in, open_new, whole
from bot.slack.middleware import Introductions
from bot.slack.origin import Origin
from bot.slack.press import Press, on_press
from bot.texts.proposals import called
from handlers.access import Information, may
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.proposals import (
    Move,
    beside,
    comment,
    join,
    leave,
    merge,
    move,
    part,
    proposal_by_key,
    see_proposal,
    undo_move,
    withdraw,
)


def register(app: App, introductions: Introductions) -> None:
    """Listen for the buttons of proposals, and for the dialogs."""
    known, press = [introductions.introduce], on_press(introductions)
    for name, listener in _BUTTONS.items():
        app.action(name, middleware=press)(listener)
    app.view("proposal_move_form", middleware=known)(take_move)
    app.view("proposal_merge_form", middleware=known)(take_merge)
    app.view("proposal_comment_form", middleware=known)(take_comment)


def propose(ack: Ack, press: Press) -> None:
    """Open the dialog with what was searched for and not found; others ask the coordinator."""
    if may(press.asker, Information.PROPOSE):
        title = press.origin.question.removeprefix(f"{RUNNING} ")
        open_new(ack, _with_value(press, title))
        return
    take_proposal(ack, press)


def show(ack: Ack, press: Press) -> None:
    """Show a proposal beside what was there."""
    press.screen.tell(_card(press, whole(press.value)))
    ack()


def show_like(ack: Ack, press: Press) -> None:
    """Show what is like the title that somebody is writing, on top of the dialog."""
    kind, key, owner = _like(press.value)
    origin = Origin(key=key, owner=owner) if kind == "project" else Origin(f"förslag {key}")
    press.screen.tell(told(press.services, press.asker, origin))
    ack()


def join_like(ack: Ack, press: Press) -> None:
    """Stand behind what is like the title, in place of handing in the same; the draft stays."""
    _, key, _ = _like(press.value)
    number = proposal_by_key(press.services, press.asker, key)
    joined = join(press.services, press.asker, number)
    press.screen.show(_card(press, joined, "joined"))
    ack()


def take_back(ack: Ack, press: Press) -> None:
    """Take a proposal back."""
    done = withdraw(press.services, press.asker, whole(press.value))
    press.screen.show(_card(press, done.id, "withdrawn"))
    ack()


def stand_behind(ack: Ack, press: Press) -> None:
    """Stand behind a proposal."""
    joined = join(press.services, press.asker, whole(press.value))
    press.screen.show(_card(press, joined, "joined"))
    ack()


def step_back(ack: Ack, press: Press) -> None:
    """Stand behind a proposal no longer."""
    left = leave(press.services, press.asker, whole(press.value))
    press.screen.show(_card(press, left, "left"))
    ack()


def stand_alone(ack: Ack, press: Press) -> None:
    """Let a merged proposal stand for itself again."""
    done = part(press.services, press.asker, whole(press.value))
    press.screen.show(_card(press, done.id, "parted"))
    ack()


def undo(ack: Ack, press: Press) -> None:
    """Take the last move back."""
    number, _, step = press.value.partition("/")
    done = undo_move(press.services, press.asker, whole(number), whole(step))
    press.screen.show(_card(press, done.id, "undone"))
    ack()


def ask_where_to(ack: Ack, press: Press) -> None:
    """Ask where a proposal, and others that stand where it does, are to be moved."""
    number = whole(press.value)
    rows = beside(press.services, press.asker, number)
    items = [(one.id, option_name(one.number, one.title)) for one in rows]
    press.screen.open(move_dialog(items, number, rows[0].state))
    ack()


def ask_into_which(ack: Ack, press: Press) -> None:
    """Ask which proposal another is to live on in."""
    number = whole(press.value)
    rows = beside(press.services, press.asker, number, anywhere=True)
    items = [(one.id, option_name(one.number, one.title)) for one in rows if one.id != number]
    if not items:
        raise Refusal("proposal_nothing_to_merge")
    named = called(rows[0].number, rows[0].title)
    press.screen.open(merge_dialog(number, named, items))
    ack()


def ask_for_words(ack: Ack, press: Press) -> None:
    """Ask what somebody has to say of a proposal."""
    seen = see_proposal(press.services, press.asker, whole(press.value))
    press.screen.open(comment_dialog(seen.proposal, called(seen.number, seen.title)))
    ack()


def take_move(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Move the proposals that were chosen."""
    _taken(ack, Form(services, asker, client, view), _moved)


def take_merge(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Merge two proposals."""
    _taken(ack, Form(services, asker, client, view), _merged)


def take_comment(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Keep a comment."""
    _taken(ack, Form(services, asker, client, view), _commented)


def _taken(ack: Ack, form: Form, act: Callable[[Form], tuple[int, str]]) -> None:
    done = done_once(ack, form, lambda: act(form))
    if done is None:
        return
    card = shown_proposal(form.services, form.asker, *done)
    ack(response_action="update", view=answer_dialog(card["blocks"]))


def _moved(form: Form) -> tuple[int, str]:
    carried, filled = carried_in(form.view), form.filled
    numbers = tuple(int(one) for one in filled.ticked("proposals") if one.isdecimal())
    wanted = Move(
        numbers=numbers,
        to=filled.chosen("to"),
        reason=filled.text("reason"),
        seen=dict.fromkeys(numbers, carried.state),
    )
    try:
        moved = move(form.services, form.asker, wanted)
    except Refusal as no:
        field = _MOVE_FIELDS.get(no.code)
        raise BesideField(field, no) if field else no from no
    about = carried.number if carried.number in numbers else moved[0].id
    return about, "moved"


def _merged(form: Form) -> tuple[int, str]:
    into = whole(form.filled.chosen("into"))
    try:
        merge(form.services, form.asker, carried_in(form.view).number, into)
    except Refusal as no:
        raise BesideField("into", no) from no
    return into, "merged"


def _commented(form: Form) -> tuple[int, str]:
    number, token = carried_in(form.view).number, f"slack:{form.view['id']}"
    try:
        comment(form.services, form.asker, number, form.filled.text("words"), token)
    except Refusal as no:
        raise BesideField("words", no) from no
    return number, "commented"


def _card(press: Press, number: int, change: str = "") -> Message:
    return shown_proposal(press.services, press.asker, number, change, channel=press.screen.channel)


def _like(value: str) -> tuple[str, str, str]:
    try:
        kind, key, owner = json.loads(value)
    except ValueError as error:
        raise Refusal("proposal_gone") from error
    return str(kind), str(key), str(owner)


def _with_value(press: Press, value: str) -> Press:
    return Press(
        press.services,
        press.asker,
        press.screen,
        press.client,
        press.body,
        {**press.action, "value": value},
    )


# Where in the dialog a refusal of a move is told.
_MOVE_FIELDS = {
    "proposal_moved_since": "proposals",
    "proposal_none_chosen": "proposals",
    "proposal_gone": "proposals",
    "proposal_too_many": "proposals",
    "proposal_reason_missing": "reason",
    "proposal_too_long": "reason",
    "proposal_state_unknown": "to",
}
_BUTTONS: dict[str, Callable[[Ack, Press], None]] = {
    "propose": propose,
    "proposal_show": show,
    "proposal_like": show_like,
    "proposal_join_like": join_like,
    "proposal_withdraw": take_back,
    "proposal_join": stand_behind,
    "proposal_leave": step_back,
    "proposal_part": stand_alone,
    "proposal_undo": undo,
    "proposal_move": ask_where_to,
    "proposal_merge": ask_into_which,
    "proposal_comment": ask_for_words,
}
