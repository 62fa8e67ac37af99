"""A channel that is tied to a collaboration: what comes there, and how to let go of it."""

from bot.slack.blocks.parts import Block, Message, button, buttons, message, paragraph, said, words
from bot.texts import text
from bot.texts.safe import clean
from handlers.channels import Tied

_MOST_TITLES = 10


def tied_channel(tied: Tied, *, already: bool) -> Message:
    """Say whose the channel is, what will be told in it, and that the bot must be there."""
    owner = clean(tied.collaboration)
    whose = (
        text("channels.was_tied", collaboration=owner)
        if already
        else text("channels.tied", collaboration=owner)
    )
    blocks = [said(whose), _told_there(tied), said(text("channels.invite"))]
    letting_go = button(text("channels.untie"), "untie_channel")
    return message(whose, [*blocks, *buttons([letting_go])])


def untied_channel(*, was: bool) -> Message:
    """Say that nothing comes to the channel any more, and how to change that."""
    told = text("channels.untied") if was else text("channels.was_untied")
    tying = button(text("channels.tie"), "tie_channel")
    return message(told, [said(told), *buttons([tying])])


def _told_there(tied: Tied) -> Block:
    if not tied.titles:
        return said(text("channels.nothing"))
    shown = [words(f"• {clean(title)}") for title in tied.titles[:_MOST_TITLES]]
    rest = len(tied.titles) - _MOST_TITLES
    more = [words(text("duties.more", count=rest))] if rest > 0 else []
    return paragraph(words(text("channels.comes")), *shown, *more)
