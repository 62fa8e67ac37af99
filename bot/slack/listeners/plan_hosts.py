"""Whose turn it is to be the host, proposed while the dialog of a new meeting is filled in."""

import logging
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk.errors import SlackApiError

from bot.slack.blocks.fields import VALUE, Filled
from bot.slack.blocks.parts import Block
from bot.slack.blocks.planning import HOST, Carried, host_field
from bot.slack.middleware import Introductions
from bot.slack.press import Press, on_press
from handlers.errors import Refusal
from handlers.meetings import host_in_turn

logger = logging.getLogger(__name__)

# What the turn follows from, and is known by when the day is picked: the sort stands first.
_FIELDS: dict[str, str | re.Pattern[str]] = {
    "block_id": re.compile("kind|first"),
    "action_id": VALUE,
}
_PARTS = ("type", "callback_id", "title", "submit", "close")
# Somebody has closed the dialog meanwhile.
_TOO_LATE = frozenset({"not_found", "hash_conflict"})


def register(app: App, introductions: Introductions) -> None:
    """Listen for the sort of a new meeting, and for its day."""
    app.action(_FIELDS, middleware=on_press(introductions))(propose)


def propose(ack: Ack, press: Press) -> None:
    """Put whose turn it is into the host's field, unless somebody has written another there."""
    view = press.body["view"]
    filled, carried = Filled(view), carried_in(view)
    turn = host_in_turn(
        press.services,
        press.asker,
        filled.chosen("kind"),
        filled.text("title"),
        filled.day("first"),
    )
    if turn != carried.turn:
        _update(press, view, _shown(view, carried, filled.text_of(HOST), turn))
    ack()


def _shown(view: Mapping[str, Any], carried: Carried, written: str, turn: str) -> Block:
    """Return the dialog with another host proposed; all else stays as it was filled in."""
    own = written not in {"", carried.turn}

    def renewed(block: Block) -> Block:
        if not _is_host(block):
            return block
        if own:
            return host_field(written, turn, str(block["block_id"]))
        return host_field(turn, turn)

    shown = {part: view[part] for part in _PARTS}
    return {
        **shown,
        "blocks": [renewed(block) for block in view["blocks"]],
        "private_metadata": replace(carried, turn=turn).written(),
    }


def _is_host(block: Block) -> bool:
    return str(block["block_id"]).partition("/")[0] == HOST


def _update(press: Press, view: Mapping[str, Any], shown: Block) -> None:
    try:
        press.client.views_update(view_id=view["id"], view=shown)
    except SlackApiError as error:
        if error.response.get("error") not in _TOO_LATE:
            raise
        logger.info("A proposed host came too late: %s", error.response.get("error"))


def carried_in(view: Mapping[str, Any]) -> Carried:
    """Return what a dialog of a meeting carries along; refuse what none of ours does."""
    try:
        return Carried.read(str(view["private_metadata"]))
    except ValueError as error:
        raise Refusal("other") from error
