"""The bot's words: sentences, dates, money, and cards that say an answer in Swedish."""

from bot.texts.refusals import refusal_text
from bot.texts.wording import phrases, text, word

__all__ = ["phrases", "refusal_text", "text", "word"]
