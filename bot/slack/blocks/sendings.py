"""How far a newsletter's sending has come, as one message that changes."""

from bot.slack.blocks.parts import Message, message, paragraph, said, words
from bot.texts.sendings import progress_words, sending_title, waits_words
from handlers.newsletters import LiveSending


def sending_message(live: LiveSending) -> Message:
    """Show how many are done, what went wrong, and when it is over."""
    title, done, waits = sending_title(live), progress_words(live.progress), waits_words(live)
    further = [said(waits)] if waits else []
    blocks = [paragraph(words(title, bold=True)), said(done), *further]
    return message(f"{title}. {done}", blocks)
