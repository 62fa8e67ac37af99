"""The rules of what recurs: the list, and the dialogs in which they are changed and made."""

import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk.errors import SlackApiError

from bot.slack.blocks.dialogs import answer_dialog
from bot.slack.blocks.fields import VALUE
from bot.slack.blocks.parts import Block, Message, message
from bot.slack.blocks.rule_dialogs import Outlook, new_rule_dialog, rule_dialog
from bot.slack.blocks.rules import rule_list, rule_shown
from bot.slack.middleware import Introductions
from bot.slack.origin import read_origin
from bot.slack.press import Press, on_press
from bot.slack.rule_forms import change_of, field_for, new_rule_of
from bot.slack.rule_values import PREFIX, Values, typed_in, values_of
from bot.slack.subcommands import Call
from bot.texts import refusal_text, text
from bot.texts.rules import fault_words, preview_words, sheet_line
from bot.texts.safe import clean
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.replays import only_once
from handlers.rules import (
    Preview,
    RuleSheet,
    change_rule,
    create_rule,
    list_rules,
    preview_new,
    preview_rule,
    remove_rule,
    restore_rule,
    show_rule,
)

logger = logging.getLogger(__name__)

NAMES = frozenset({"påminnelser", "paminnelser", "påminnelse", "regler", "regel"})
_FIELD: dict[str, str | re.Pattern[str]] = {
    "block_id": re.compile(f"{PREFIX}.+"),
    "action_id": VALUE,
}
RULE_FAULT, OTHERS_FAULT = "rule_fault", "other_rule_cannot_be"
# Somebody has closed the dialog, or has typed on meanwhile.
_TOO_LATE = frozenset({"not_found", "hash_conflict"})
# What stands in a new rule's fields before anybody has chosen.
_AT_FIRST: Values = {"roll": "before", "per": "year", "when": "all"}


def register(app: App, introductions: Introductions) -> None:
    """Listen for the list's buttons, for what is typed in the dialogs, and for them sent in."""
    press, known = on_press(introductions), [introductions.introduce]
    for name, listener in _BUTTONS.items():
        app.action(name, middleware=press)(listener)
    app.action(_FIELD, middleware=press)(renew)
    app.view("rule", middleware=known)(take_change)
    app.view("rule_new", middleware=known)(take_new)


def rules_command(call: Call) -> bool:
    """Show the list from ``/samverkan påminnelser``."""
    if call.rest:
        return False
    call.answer(listed(call.services, call.asker))
    return True


def listed(services: Services, asker: Asker, start: int = 0) -> Message:
    """Return the list as one who keeps the calendar sees it."""
    return rule_list(list_rules(services, asker), start)


def turn_page(ack: Ack, press: Press) -> None:
    """Show another page of the list."""
    start = int(press.value) if press.value.isdecimal() else 0
    press.screen.show(listed(press.services, press.asker, start))
    ack()


def ask_what_to_change(ack: Ack, press: Press) -> None:
    """Open the dialog of a rule."""
    sheet = _sheet(press.services, press.asker, press.value)
    press.screen.open(rule_dialog(sheet, values_of(sheet), _as_it_is(sheet)))
    ack()


def ask_what_is_new(ack: Ack, press: Press) -> None:
    """Open the dialog in which a rule is made, for those who may."""
    list_rules(press.services, press.asker)
    press.screen.open(new_rule_dialog(_AT_FIRST, Outlook()))
    ack()


def renew(ack: Ack, press: Press) -> None:
    """Show what a rule would bring as it stands in the dialog now; what was typed stays."""
    view = press.body["view"]
    shown = _renewed(press.services, press.asker, view)
    try:
        press.client.views_update(view_id=view["id"], view=shown)
    except SlackApiError as error:
        if error.response.get("error") not in _TOO_LATE:
            raise
        logger.info("A preview came too late: %s", error.response.get("error"))
    ack()


def take_change(ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker) -> None:
    """Change a rule as it was filled in, or say beside the fields what cannot be."""
    sheet = _sheet(services, asker, view["private_metadata"])
    wanted = change_of(sheet, typed_in(view))

    def change() -> RuleSheet:
        return change_rule(services, asker, sheet.key, sheet.owner, wanted.change)

    _take(ack, view, wanted.faults, change, text("rule_form.saved"))


def take_new(ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker) -> None:
    """Make the rule that was filled in, once for each dialog."""
    new, faults = new_rule_of(typed_in(view))
    if not new.shape:
        faults = {"shape": "unknown_shape"}

    def make() -> RuleSheet | None:
        key = f"slack:{view['id']}"
        return only_once(services, key, lambda: create_rule(services, asker, new))

    _take(ack, view, faults, make, text("rule_form.created"))


def restore(ack: Ack, press: Press) -> None:
    """Give a rule back what its source says, and show what that is."""
    about = read_origin(press.value)
    sheet = restore_rule(press.services, press.asker, about.key, about.owner)
    _show(press, rule_shown(sheet_line(sheet), text("rule_form.restored")))
    ack()


def remove(ack: Ack, press: Press) -> None:
    """Take a rule of a coordinator's own away; the button has asked whether that is meant."""
    about = read_origin(press.value)
    title = remove_rule(press.services, press.asker, about.key, about.owner)
    _show(press, rule_shown(text("rule_form.removed", title=clean(title))))
    ack()


def _take(
    ack: Ack,
    view: Mapping[str, Any],
    faults: Mapping[str, str],
    act: Callable[[], RuleSheet | None],
    notice: str,
) -> None:
    """Do what a dialog asks for and show what came of it, or say beside the fields what is wrong.

    Where it was done already there is nothing more to show than that.
    """
    if faults:
        told = {_place(name, view): fault_words(code) for name, code in faults.items()}
        ack(response_action="errors", errors=told)
        return
    try:
        sheet = act()
    except Refusal as no:
        if no.code != RULE_FAULT:
            raise
        place = _place(str(no.values["field"]), view)
        ack(response_action="errors", errors={place: fault_words(str(no.values["fault"]))})
        return
    shown = rule_shown(sheet_line(sheet) if sheet else "", notice)
    ack(response_action="update", view=answer_dialog(shown))


def _place(name: str, view: Mapping[str, Any]) -> str:
    return field_for(name, view["blocks"])


def _renewed(services: Services, asker: Asker, view: Mapping[str, Any]) -> Block:
    typed = typed_in(view)
    if view["callback_id"] == "rule_new":
        new, faults = new_rule_of(typed)
        outlook = _outlook(faults, lambda: preview_new(services, asker, new))
        return new_rule_dialog({**_AT_FIRST, **typed}, outlook if new.shape else Outlook())
    sheet = _sheet(services, asker, view["private_metadata"])
    wanted = change_of(sheet, typed)

    def preview() -> Preview:
        return preview_rule(services, asker, sheet.key, sheet.owner, wanted.change)

    return rule_dialog(sheet, {**values_of(sheet), **typed}, _outlook(wanted.faults, preview))


def _outlook(faults: Mapping[str, str], preview: Callable[[], Preview]) -> Outlook:
    """Return what a rule would bring, or why it cannot be."""
    if faults:
        return Outlook(faults=faults)
    try:
        return Outlook(preview_words(preview()))
    except Refusal as no:
        if no.code == OTHERS_FAULT:
            return Outlook(refusal_text(no), wrong=True)
        if no.code != RULE_FAULT:
            raise
        return Outlook(faults={str(no.values["field"]): str(no.values["fault"])})


def _as_it_is(sheet: RuleSheet) -> Outlook:
    if sheet.fault:
        return Outlook(fault_words(sheet.fault), wrong=True)
    return Outlook(preview_words(sheet.preview) if sheet.preview else "")


def _sheet(services: Services, asker: Asker, carried: str) -> RuleSheet:
    about = read_origin(carried)
    return show_rule(services, asker, about.key, about.owner)


def _show(press: Press, blocks: list[Block]) -> None:
    press.screen.show(message(text("rules.heading"), blocks))


_BUTTONS: dict[str, Callable[[Ack, Press], None]] = {
    "rule_change": ask_what_to_change,
    "rule_remove": remove,
    "rule_restore": restore,
    "rules_first": turn_page,
    "rules_new": ask_what_is_new,
    "rules_page": turn_page,
}
