"""How somebody is reminded, and the words that change it."""

from bot.texts.cards.model import Card, Line
from bot.texts.cards.shaping import make
from bot.texts.settings import settings_text
from bot.texts.wording import text, word
from handlers.answers import SettingsAnswer


def settings_card(answer: SettingsAnswer) -> Card:
    """Say how somebody is reminded now, and how to change it."""
    now = settings_text(answer)
    return make(
        "subscribe",
        f"{text('settings.saved')} {now}" if answer.changed else now,
        lines=(Line(_not_reached(answer)), Line(text("settings.words"))),
        summary=now,
    )


def _not_reached(answer: SettingsAnswer) -> str:
    if not answer.door or answer.door == answer.uses:
        return ""
    return text("settings.not_reached", door=word("door", answer.door))
