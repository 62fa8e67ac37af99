"""Dialogs: an answer shown in one."""

from collections.abc import Sequence

from bot.slack.blocks.parts import Block, plain
from bot.texts import text

LONGEST_TITLE = 24


def answer_dialog(blocks: Sequence[Block]) -> Block:
    """Return a dialog that shows an answer and can be closed."""
    return {
        "type": "modal",
        "title": plain(text("slack.name"), LONGEST_TITLE),
        "close": plain(text("slack.close"), LONGEST_TITLE),
        "blocks": list(blocks),
    }
