"""What somebody who is about to propose is told of the round in which they do."""

from bot.texts.dates import day_words
from bot.texts.wording import text
from handlers.proposals import RoundNow


def round_notice(now: RoundNow) -> str:
    """Say until when proposals are taken, or that they are not; nothing where no round is set."""
    closed = day_words(now.closed) if now.closed else ""
    opens = day_words(now.opens) if now.opens else ""
    if closed and opens:
        return text("round.between", closed=closed, opens=opens)
    if opens:
        return text("round.not_yet", opens=opens)
    if closed:
        return text("round.closed", closed=closed)
    if now.closes is None:
        return ""
    closes = day_words(now.closes)
    if now.late:
        return text("round.came_late", closes=closes)
    return text("round.until", closes=closes)
