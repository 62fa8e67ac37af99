"""The dialogs in which proposals are moved, merged and commented on."""

from collections.abc import Sequence

from bot.slack.blocks.fields import field, form, option, radio, text_input
from bot.slack.blocks.parts import Block, said
from bot.slack.blocks.proposals import Carried
from bot.texts import text
from bot.texts.proposals import called, state_words
from bot.texts.safe import shortened
from handlers.proposals import MOVES
from handlers.proposals.suggestion import LONGEST_TEXT

_MOST_OPTIONS = 100


def move_dialog(items: Sequence[tuple[int, str]], chosen: int, state: str) -> Block:
    """Ask where proposals are to be moved, and why; ``chosen`` is the one it began with."""
    options = [option(str(number), name) for number, name in items[:_MOST_OPTIONS]]
    several: Block = {"type": "multi_static_select", "options": options}
    first = [one for one in options if one["value"] == str(chosen)]
    if first:
        several["initial_options"] = first
    states = [option(one.value, state_words(one)) for one in MOVES if one != state]
    return form(
        "proposal_move_form",
        text("proposals.move_title"),
        text("proposals.move"),
        [
            field("proposals", text("proposals.which"), several),
            field("to", text("proposals.where_to"), radio(states)),
            field(
                "reason",
                text("proposals.reason"),
                text_input(longest=LONGEST_TEXT, many=True),
                hint=text("proposals.reason_hint"),
                optional=True,
            ),
        ],
        Carried(number=chosen, state=state).written(),
    )


def merge_dialog(about: int, named: str, items: Sequence[tuple[int, str]]) -> Block:
    """Ask which proposal another one is to live on in."""
    options = [option(str(number), name) for number, name in items[:_MOST_OPTIONS]]
    picker: Block = {"type": "static_select", "options": options}
    return form(
        "proposal_merge_form",
        text("proposals.merge_title"),
        text("proposals.merge"),
        [
            said(text("proposals.merge_lead", name=named)),
            field("into", text("proposals.merge_into"), picker),
        ],
        Carried(number=about).written(),
    )


def comment_dialog(about: int, named: str) -> Block:
    """Ask what somebody has to say of a proposal."""
    return form(
        "proposal_comment_form",
        text("proposals.comment_title"),
        text("proposals.comment"),
        [
            said(named),
            field(
                "words",
                text("proposals.comment_words"),
                text_input(longest=LONGEST_TEXT, many=True),
                hint=text("proposals.comment_hint"),
            ),
        ],
        Carried(number=about).written(),
    )


def option_name(number: str, title: str) -> str:
    """Return what a proposal is called where there is little room."""
    return shortened(called(number, title), 75)
