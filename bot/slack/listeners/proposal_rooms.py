"""Lines from a room and rounds of proposals, in dialogs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.blocks.dialogs import answer_dialog
from bot.slack.blocks.fields import Filled
from bot.slack.blocks.parts import said
from bot.slack.blocks.proposal_rooms import (
    FIELDS,
    LATE,
    room_dialog,
    room_preview,
    room_receipt,
    round_dialog,
)
from bot.slack.middleware import Introductions
from bot.slack.press import Press, on_press
from bot.slack.subcommands import Call, Subcommand
from bot.texts import refusal_text, text
from bot.texts.cards import present
from bot.texts.cards.shaping import pieces
from handlers.access import Information, may, require
from handlers.answers import Asker, ProposalRoundsAnswer
from handlers.asking.proposal_rooms import hand_in_lines, look_at_lines
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.proposals import show_paste

_FROM_A_ROOM = frozenset({"från rummet", "fran rummet", "ur rummet", "från tavlan"})
_ROUND_FIELDS: Mapping[str, str] = {
    "proposal_round_backwards": "closes",
    "proposal_round_over": "closes",
    "proposal_round_far": "opens",
    "proposal_round_crosses": "opens",
    "proposal_round_days": "opens",
}


def register(app: App, introductions: Introductions) -> None:
    """Listen for the dialogs and their button."""
    known = [introductions.introduce]
    app.view("room_lines", middleware=known)(take_lines)
    # Two hundred proposals take longer than Slack waits.
    app.view("room_hand_in", middleware=known)(ack=promise_all, lazy=[take_all])
    app.view("round_set", middleware=known)(take_round)
    app.action("room_mend", middleware=on_press(introductions))(mend)


def room_command(call: Call) -> bool:
    """Open the dialog for lines from a room."""
    if " ".join(call.rest.casefold().split()) not in _FROM_A_ROOM:
        return False
    require(call.asker, Information.PROPOSALS)
    call.open(room_dialog())
    return True


def round_command(call: Call) -> bool:
    """Open the dialog for a round, for those who set it."""
    if call.rest or not may(call.asker, Information.PROPOSALS):
        return False
    from handlers.proposals.round_setting import (  # noqa: PLC0415 - the days off are slow to load
        list_rounds,
    )

    answer = list_rounds(call.services, call.asker)
    call.open(round_dialog(answer, _said(answer)))
    return True


COMMANDS: Mapping[str, Subcommand] = {
    **dict.fromkeys(("förslag", "forslag"), room_command),
    **dict.fromkeys(("förslagsomgång", "forslagsomgang", "förslagsomgångar"), round_command),
}


def take_lines(ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker) -> None:
    """Show what was understood of the lines."""
    filled, carried = Filled(view), str(view["private_metadata"])
    lines = "\n".join(filter(None, map(filled.text, FIELDS)))
    try:
        answer = look_at_lines(services, asker, lines, int(carried) if carried else None)
    except Refusal as no:
        if not no.code.startswith("room_"):
            raise
        ack(response_action="errors", errors={FIELDS[0]: refusal_text(no)})
        return
    ack(response_action="update", view=room_preview(answer))


def promise_all(ack: Ack, view: Mapping[str, Any]) -> None:
    """Say that all lines are being handed in."""
    promise = text("room.on_its_way", number=view["private_metadata"])
    ack(response_action="update", view=answer_dialog([said(promise)]))


def take_all(view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient) -> None:
    """Hand all lines in, and show what they have become; the same ones again are the same."""
    try:
        answer = hand_in_lines(services, asker, int(view["private_metadata"]))
        shown = room_receipt(answer) if answer.handed_in else room_preview(answer)
    except Refusal as no:
        shown = answer_dialog([said(refusal_text(no))])
    client.views_update(view_id=view["id"], view=shown)


def mend(ack: Ack, press: Press) -> None:
    """Show the lines again as they were pasted."""
    paste = show_paste(press.services, press.asker, int(press.value))
    if paste.done:
        raise Refusal("room_done")
    view = room_dialog(paste.words, paste.number)
    press.client.views_update(view_id=press.body["view"]["id"], view=view)
    ack()


def take_round(ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker) -> None:
    """Set a round, and show which there are."""
    from handlers.proposals.round_setting import (  # noqa: PLC0415 - the days off are slow to load
        Round,
        set_round,
    )

    filled = Filled(view)
    year, late = int(filled.chosen("year")), filled.chosen("late") == LATE
    try:
        answer = set_round(services, asker, Round(year, *_days(filled), late))
    except Refusal as no:
        if no.code not in _ROUND_FIELDS:
            raise
        ack(response_action="errors", errors={_ROUND_FIELDS[no.code]: refusal_text(no)})
        return
    ack(response_action="update", view=answer_dialog([said(line) for line in _said(answer)]))


def _days(filled: Filled) -> tuple[date, date]:
    opens, closes = filled.day("opens"), filled.day("closes")
    if opens is None or closes is None:
        raise Refusal("proposal_round_days")
    return opens, closes


def _said(answer: ProposalRoundsAnswer) -> list[str]:
    card = present(answer)
    return [card.lead, *(pieces(line.label, line.text) for line in card.lines)]
