"""What somebody is told who is not let in, and how to be."""

from bot.slack.blocks.parts import Message, button, buttons, message, said
from bot.texts import refusal_text, text
from handlers.errors import Refusal


def refusal(no: Refusal) -> Message:
    """Say no, with what to do instead."""
    told = refusal_text(no)
    door = buttons([let_me_in()]) if no.code == "not_known_yet" else []
    return message(told, [said(told), *door])


def let_me_in() -> dict[str, object]:
    """Return the button by which a stranger asks to be put in the register."""
    return button(text("slack.let_me_in"), "let_me_in")
