"""How somebody wants to be reminded."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.blocks.dialogs import answer_dialog
from bot.slack.blocks.parts import said
from bot.slack.blocks.settings import MAIL, settings_dialog
from bot.slack.forms import Form, point_out
from bot.slack.middleware import Introductions
from bot.slack.press import Press, on_press
from bot.slack.subcommands import Call
from bot.texts import text
from bot.texts.settings import settings_text
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.preferences import Preferences, preferences_of, set_preferences


def register(app: App, introductions: Introductions) -> None:
    """Listen for the button and for the dialog."""
    app.action("open_settings", middleware=on_press(introductions))(open_settings)
    app.view("settings", middleware=[introductions.introduce])(take_settings)


def open_settings(ack: Ack, press: Press) -> None:
    """Open the dialog from a button."""
    press.screen.open(settings_dialog(preferences_of(press.services, press.asker)))
    ack()


def settings_command(call: Call) -> bool:
    """Open the dialog from ``/samverkan inställningar``."""
    if call.rest:
        return False
    call.open(settings_dialog(preferences_of(call.services, call.asker)))
    return True


def take_settings(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Keep what somebody wants, and say what it means."""
    form = Form(services, asker, client, view)
    try:
        kept = _kept(form)
    except Refusal as no:
        if not point_out(ack, form, no):
            raise
        return
    shown = [said(text("settings.saved")), said(settings_text(kept))]
    ack(response_action="update", view=answer_dialog(shown))


def _kept(form: Form) -> Preferences:
    filled = form.filled
    return set_preferences(
        form.services,
        form.asker,
        door="mail" if filled.chosen("door") == MAIL else "slack",
        first_hour=_hour(filled.chosen("first_hour")),
        last_hour=_hour(filled.chosen("last_hour")),
        weekdays="".join(filled.ticked("weekdays")),
    )


def _hour(chosen: str) -> int:
    if not chosen.isdecimal():
        raise Refusal("bad_hours")
    return int(chosen)
