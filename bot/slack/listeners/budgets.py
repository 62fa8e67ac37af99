"""Entering a year's money in chat: the buttons of a budget, and the dialogs they open."""

import json
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.answering import dressed
from bot.slack.blocks.budgets import NEW, PICK, SET, line_dialog, meant, pick_dialog
from bot.slack.blocks.dialogs import answer_dialog
from bot.slack.blocks.parts import Message
from bot.slack.forms import BesideField, Form, done_once, point_out
from bot.slack.middleware import Introductions
from bot.slack.press import Press, on_press
from bot.slack.screens import sentence
from bot.slack.subcommands import Call
from bot.slack.uploads import Upload, send_pressed, uploads_of
from bot.texts import text
from handlers.answers import Asker, BudgetAnswer
from handlers.budgets import (
    LineName,
    amount_of,
    line_form,
    see_budgets,
    set_line,
    undo_change,
)
from handlers.budgets.amounts import AMOUNTS
from handlers.errors import Refusal
from handlers.ports import Services

_DIGITS_OF_A_YEAR = 4


def register(app: App, introductions: Introductions) -> None:
    """Listen for the buttons and for the dialogs."""
    press, known = on_press(introductions), [introductions.introduce]
    app.action("budget_change", middleware=press)(ask_which)
    app.action("budget_undo", middleware=press)(take_back)
    app.action("budget_excel", middleware=press)(ack=promise_file, lazy=[send_file])
    app.view(PICK, middleware=known)(ask_for_amounts)
    app.view(SET, middleware=known)(take_amounts)


def budget_command(call: Call) -> bool:
    """Answer ``/samverkan budget 2027``; what has more after it is asked in words."""
    if not call.rest.isdecimal() or len(call.rest) != _DIGITS_OF_A_YEAR:
        return False
    call.answer(_shown(see_budgets(call.services, call.asker, int(call.rest))))
    return True


def ask_which(ack: Ack, press: Press) -> None:
    """Ask which line of a year is to be changed."""
    press.screen.open(pick_dialog(line_form(press.services, press.asker, _year(press))))
    ack()


def take_back(ack: Ack, press: Press) -> None:
    """Take a change back."""
    number = int(press.value) if press.value.isdecimal() else 0
    press.screen.show(_shown(undo_change(press.services, press.asker, number)))
    ack()


def promise_file(ack: Ack, press: Press) -> None:
    """Say that a year's workbook is on its way."""
    press.screen.tell(sentence(text("budgets.coming")))
    ack()


def send_file(press: Press) -> None:
    """Send a year's budget as a workbook."""

    def made() -> tuple[Upload, ...]:
        answer = see_budgets(press.services, press.asker, _year(press))
        return uploads_of(answer.as_file(), press.services.clock())

    send_pressed(press, made, text("budgets.not_sent"))


def ask_for_amounts(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Show the line that was chosen, to be changed."""
    form = Form(services, asker, client, view)
    year, chosen = int(_carried(view)["year"]), form.filled.chosen("line")
    owner, line = meant(line_form(services, asker, year), chosen)
    if line is None and not chosen.endswith(f"/{NEW}"):
        no = BesideField("line", Refusal("budget_line_gone"))
        point_out(ack, form, no)
        return
    ack(response_action="update", view=line_dialog(year, owner, line))


def take_amounts(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Keep what was entered, once, and show the year."""
    form = Form(services, asker, client, view)
    answer = done_once(ack, form, lambda: _entered(form))
    if answer is None:
        return
    ack(response_action="update", view=answer_dialog(_shown(answer)["blocks"]))


def _entered(form: Form) -> BudgetAnswer:
    filled, carried = form.filled, _carried(form.view)
    item = carried["item"] or filled.text("item")
    if carried["version"] is None and not item:
        raise BesideField("item", Refusal("budget_item_missing"))
    line = LineName(
        year=int(carried["year"]),
        item=item,
        side=carried["side"] or filled.chosen("side"),
        organisation=carried["owner"],
    )
    said = {
        **{name: _amount(form, name) for name in AMOUNTS},
        "note": filled.text("note"),
        "source": filled.text("source"),
    }
    # A new line may turn out to be one that there is: then what it said is not to be erased.
    if carried["version"] is None:
        said = {name: value for name, value in said.items() if value not in {None, ""}}
    try:
        return set_line(form.services, form.asker, line, said, carried["version"])
    except Refusal as no:
        raise BesideField(_BESIDE.get(no.code, "budget"), no) from no


def _amount(form: Form, name: str) -> int | None:
    written = form.filled.text(name)
    try:
        return amount_of(written) if written else None
    except Refusal as no:
        raise BesideField(name, no) from no


def _shown(answer: BudgetAnswer) -> Message:
    return dressed(answer)


def _carried(view: Mapping[str, Any]) -> dict[str, Any]:
    carried: dict[str, Any] = json.loads(str(view["private_metadata"]))
    return carried


def _year(press: Press) -> int:
    return int(press.value) if press.value.isdecimal() else 0


# Where in the dialog a refusal is told.
_BESIDE: Mapping[str, str] = {
    "budget_item_long": "item",
    "budget_note_long": "note",
    "budget_source_long": "source",
}
