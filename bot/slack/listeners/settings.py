"""How somebody wants to be reminded."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.blocks.dialogs import answer_dialog
from bot.slack.blocks.parts import Block, said
from bot.slack.blocks.settings import MAIL, settings_dialog
from bot.slack.forms import Form, point_out
from bot.slack.middleware import Introductions
from bot.slack.press import Press, on_press
from bot.slack.subcommands import Call
from bot.texts import text
from bot.texts.settings import settings_text
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.newsletter_choices import Choice
from handlers.own_newsletters import choice_of
from handlers.ports import Services
from handlers.preferences import Preferences, preferences_of, set_preferences


def register(app: App, introductions: Introductions) -> None:
    """Listen for the button and for the dialog."""
    app.action("open_settings", middleware=on_press(introductions))(open_settings)
    app.view("settings", middleware=[introductions.introduce])(take_settings)


def open_settings(ack: Ack, press: Press) -> None:
    """Open the dialog from a button."""
    press.screen.open(_dialog(press.services, press.asker))
    ack()


def settings_command(call: Call) -> bool:
    """Open the dialog from ``/samverkan inställningar``."""
    if call.rest:
        return False
    call.open(_dialog(call.services, call.asker))
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


def _dialog(services: Services, asker: Asker) -> Block:
    return settings_dialog(preferences_of(services, asker), choice_of(services, asker))


def _kept(form: Form) -> Preferences:
    filled = form.filled
    return set_preferences(
        form.services,
        form.asker,
        door="mail" if filled.chosen("door") == MAIL else "slack",
        first_hour=_hour(filled.chosen("first_hour")),
        last_hour=_hour(filled.chosen("last_hour")),
        weekdays="".join(filled.ticked("weekdays")),
        newsletter=_newsletter(filled.chosen("newsletter")),
    )


def _hour(chosen: str) -> int:
    if not chosen.isdecimal():
        raise Refusal("bad_hours")
    return int(chosen)


def _newsletter(chosen: str) -> Choice | None:
    # A dialog that was opened before there was such a choice sends none.
    return Choice(chosen) if chosen in set(Choice) else None
