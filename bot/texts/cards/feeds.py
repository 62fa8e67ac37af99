"""Where somebody subscribes to a calendar, said to that person alone."""

from bot.texts.cards.model import Card, Choice, Line
from bot.texts.cards.shaping import make
from bot.texts.feeds import named_feed
from bot.texts.wording import text, word
from handlers.answers import FeedAnswer
from handlers.feeds import FeedScope


def feed_card(answer: FeedAnswer) -> Card:
    """Say where the page is. There is no way to share it: the address is a secret."""
    named = named_feed(FeedScope(answer.scope), answer.group, answer.collaboration)
    mine = answer.scope == FeedScope.MINE
    # A summary is shown on locked screens too, so it does not hold the address.
    return make(
        "subscribe",
        text("feed.renewed") if answer.renewed else text("feed.here"),
        heading=named,
        lines=(
            Line(answer.address, text("feed.page"), leads=True),
            Line(word("feed_what", answer.scope)),
            Line(text("feed.keep")),
        ),
        choices=[Choice(text("feed.every"), text("feed.every_typed"))] if mine else (),
        summary=text("feed.summary", name=named),
    )
