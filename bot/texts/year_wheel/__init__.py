"""A collaboration's year in words: a list, an alternative text, and what stands on the wheel."""

from bot.texts.year_wheel.alternative import LONGEST_ALT, wheel_alt, wheel_title
from bot.texts.year_wheel.entries import (
    Entry,
    Kind,
    entries,
    is_on,
    is_settled,
    kind_of,
    shown,
    stretch,
)
from bot.texts.year_wheel.listing import YearPart, wheel_lines
from bot.texts.year_wheel.notes import entry_note, key_note, month_name

__all__ = [
    "LONGEST_ALT",
    "Entry",
    "Kind",
    "YearPart",
    "entries",
    "entry_note",
    "is_on",
    "is_settled",
    "key_note",
    "kind_of",
    "month_name",
    "shown",
    "stretch",
    "wheel_alt",
    "wheel_lines",
    "wheel_title",
]
