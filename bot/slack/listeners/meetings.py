"""Booked meetings: moved, cancelled, held."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.blocks.duties import Note
from bot.slack.blocks.duty_dialogs import meeting_dialog
from bot.slack.boards import show_again, spot_of
from bot.slack.forms import Form, booking, sent_in
from bot.slack.middleware import Introductions
from bot.slack.press import Press, on_press
from bot.texts import text
from bot.texts.booked import meeting_words
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.meetings import cancel_meeting, mark_held, move_meeting, show_meeting
from handlers.ports import Services


def register(app: App, introductions: Introductions) -> None:
    """Listen for the buttons under a meeting, and for the dialog that moves it."""
    press = on_press(introductions)
    for name, listener in _BUTTONS.items():
        app.action(name, middleware=press)(listener)
    app.view("meeting_move", middleware=[introductions.introduce])(move)


def ask_when(ack: Ack, press: Press) -> None:
    """Ask when and where a meeting is to be instead."""
    meeting = show_meeting(press.services, press.asker, _number(press))
    press.screen.open(meeting_dialog(meeting, spot_of(press, meeting.number).written()))
    ack()


def move(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Move a meeting, and say when it is now."""
    sent_in(ack, Form(services, asker, client, view), _move)


def cancel(ack: Ack, press: Press) -> None:
    """Cancel a meeting; the button has asked whether that is meant."""
    meeting = cancel_meeting(press.services, press.asker, _number(press))
    said = text("meetings.cancelled", meeting=meeting_words(meeting))
    show_again(press, Note(meeting, said))
    ack()


def hold(ack: Ack, press: Press) -> None:
    """Say that a meeting was held."""
    show_again(press, Note(mark_held(press.services, press.asker, _number(press))))
    ack()


def _move(form: Form) -> Note:
    meeting = move_meeting(form.services, form.asker, form.number, booking(form.filled))
    return Note(meeting, text("meetings.moved", meeting=meeting_words(meeting)))


def _number(press: Press) -> int:
    if not press.value.isdecimal():
        raise Refusal("meeting_gone")
    return int(press.value)


_BUTTONS: dict[str, Callable[[Ack, Press], None]] = {
    "meeting_move": ask_when,
    "meeting_cancel": cancel,
    "meeting_held": hold,
}
