"""A draft of minutes: what it says already, and which file it is."""

from collections import Counter

from bot.texts.cards.model import Card, Line
from bot.texts.cards.shaping import make, pieces
from bot.texts.minutes import draft_title, file_name
from bot.texts.wording import text, word
from handlers.answers import MinutesAnswer


def minutes_card(answer: MinutesAnswer) -> Card:
    """Say that a draft is ready, and who was there as far as is known."""
    draft = answer.draft
    counted = Counter(one.how for one in draft.people)
    people = (
        text("minutes.count", count=count, what=word("presence", how))
        for how, count in counted.items()
    )
    lines = (
        Line(pieces(*people), text("minutes.people")) if counted else Line(text("minutes.nobody")),
        Line(text("minutes.kept") if draft.kept else ""),
    )
    return make(
        "meeting",
        text("minutes.ready"),
        heading=draft_title(draft),
        lines=lines,
        footer=text("minutes.attached", name=file_name(draft)),
    )
