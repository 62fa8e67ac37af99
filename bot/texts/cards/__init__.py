"""Cards: every answer in channel-neutral Swedish, one module for each capability."""

from bot.texts.cards.model import Action, Card, Choice, Line
from bot.texts.cards.presenting import present

__all__ = ["Action", "Card", "Choice", "Line", "present"]
