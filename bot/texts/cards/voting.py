"""How offices vote on proposals."""

from bot.texts.cards.model import Card, Line
from bot.texts.cards.shaping import asking, make
from bot.texts.safe import clean
from bot.texts.wording import text
from handlers.answers import VoteScaleAnswer


def vote_scale_card(answer: VoteScaleAnswer) -> Card:
    """List what offices choose among when they vote."""
    return make(
        "list",
        text("vote.changed") if answer.changed else text("vote.scale_of"),
        heading=text("vote.scale"),
        lines=(
            *(Line(clean(one)) for one in answer.steps),
            Line(text("vote.numeric") if answer.numeric else text("vote.words")),
            *(() if answer.may_set else asking(answer.contact)),
        ),
        footer=text("vote.how") if answer.may_set else "",
    )
