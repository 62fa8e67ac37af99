"""What people do about what was decided: the buttons under each decision."""

from slack_bolt import Ack, App

from bot.slack.blocks.duties import Note
from bot.slack.boards import show_again
from bot.slack.middleware import Introductions
from bot.slack.press import Press, on_press
from handlers.decisions import duty_of, mark_decided_done, reopen_decision
from handlers.errors import Refusal


def register(app: App, introductions: Introductions) -> None:
    """Listen for the buttons under decisions."""
    press = on_press(introductions)
    app.action("decision_done", middleware=press)(finish)
    app.action("decision_reopen", middleware=press)(open_again)


def finish(ack: Ack, press: Press) -> None:
    """Say that a decision is carried out."""
    line = mark_decided_done(press.services, press.asker, _number(press))
    show_again(press, Note(duty_of(line, may_end=True)))
    ack()


def open_again(ack: Ack, press: Press) -> None:
    """Open a decision again that was done."""
    line = reopen_decision(press.services, press.asker, _number(press))
    show_again(press, Note(duty_of(line, may_end=True)))
    ack()


def _number(press: Press) -> int:
    if not press.value.isdecimal():
        raise Refusal("decision_gone")
    return int(press.value)
