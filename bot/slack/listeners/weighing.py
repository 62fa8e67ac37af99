"""Weighing a proposal in chat, line by line."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.blocks.answers import Look, answer_card
from bot.slack.blocks.dialogs import answer_dialog
from bot.slack.blocks.weighing import CRITERION, WEIGH, weigh_dialog
from bot.slack.forms import Form, point_out
from bot.slack.middleware import Introductions
from bot.slack.origin import Origin
from bot.slack.press import Press, on_press
from bot.slack.subcommands import Call
from bot.texts.cards import present
from handlers.answers import Asker, WeighedAnswer
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.weighing import Found, proposal_named, sheet_of, weigh

# What shows it again.
_SHOWN = "vägningen"


def register(app: App, introductions: Introductions) -> None:
    """Listen for the button and for the dialog."""
    app.action("proposal_weigh", middleware=on_press(introductions))(open_weighing)
    app.view(WEIGH, middleware=[introductions.introduce])(take_weighing)


def open_weighing(ack: Ack, press: Press) -> None:
    """Open the dialog from a proposal."""
    number = int(press.value) if press.value.isdecimal() else 0
    press.screen.open(weigh_dialog(sheet_of(press.services, press.asker, number)))
    ack()


def weigh_command(call: Call) -> bool:
    """Open the dialog from ``/samverkan väg 2027-014``; with more after it, it says all itself."""
    if not call.rest or ":" in call.rest:
        return False
    number = proposal_named(call.services, call.asker, call.rest)
    call.open(weigh_dialog(sheet_of(call.services, call.asker, number)))
    return True


def take_weighing(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Keep what was found, and show it."""
    form = Form(services, asker, client, view)
    number, _, version = str(view["private_metadata"]).partition("/")
    try:
        sheet = weigh(services, asker, int(number), _found(form, int(version)))
    except Refusal as no:
        if not point_out(ack, form, no):
            raise
        return
    answer = WeighedAnswer(
        ids=tuple(one.key for one in sheet.lines), subject="weighed_now", sheet=sheet
    )
    shown = answer_card(present(answer), Origin(_SHOWN), Look(repeatable=False))
    ack(response_action="update", view=answer_dialog(shown["blocks"]))


def _found(form: Form, version: int) -> Found:
    filled = form.filled
    fields = [
        block["block_id"]
        for block in form.view["blocks"]
        if str(block.get("block_id", "")).startswith(CRITERION)
    ]
    points = {
        int(name.removeprefix(CRITERION)): int(chosen) if (chosen := filled.chosen(name)) else None
        for name in fields
    }
    return Found(
        outcome=filled.chosen("outcome"),
        reason=filled.text("reason"),
        points=points,
        based_on=version,
    )
