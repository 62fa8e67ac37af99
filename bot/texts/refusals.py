"""Refusals and errors in words: what happened, that nothing was lost, what to do."""

from collections.abc import Collection
from datetime import date

from bot.texts.dates import day_words
from bot.texts.proposals import state_words
from bot.texts.safe import LONGEST_QUOTE, clean, shortened
from bot.texts.sources import listed
from bot.texts.wording import text, word
from handlers.errors import Refusal


class _Values(dict[str, str]):
    """The refusal's values; one that is not given is said to be missing."""

    def __missing__(self, name: str) -> str:
        return text("common.missing")


def refusal_text(refusal: Refusal) -> str:
    """Return what the person is told; ``program_error`` takes ``reference`` ("F-7K2Q")."""
    template = word("refusal", refusal.code, word("refusal", "other"))
    values = {name: _value(name, value) for name, value in refusal.values.items()}
    return template.format_map(_Values(values))


def _value(name: str, value: object) -> str:
    # Where a proposal stands is a code of ours, or the words of its source.
    return state_words(str(value)) if name == "state" else _said(value)


def _said(value: object) -> str:
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, Collection) and not isinstance(value, str):
        return listed([_said(one) for one in value])
    return shortened(clean(str(value)), LONGEST_QUOTE)
