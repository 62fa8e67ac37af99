"""A card as plain text, for the terminal and for mail."""

import textwrap
from collections.abc import Iterable

from bot.texts.cards.model import Card, Choice, Line
from bot.texts.cards.shaping import pieces

_LINKS = ("://", "@")


def plain(card: Card, width: int = 80, more: bool = False) -> str:
    """Write a card in lines of at most ``width`` characters; choices are numbered."""
    # In a list the lines are the choices: number them instead of saying everything twice.
    in_lines = len(card.choices) if card.kind == "list" else 0
    blocks = [
        [
            *_top(card, width),
            *_rows(card.lines, width, in_lines),
            *_wrapped(card.footer, width),
        ],
        list(_rows(card.more, width)) if more else [],
        list(_numbered(card.choices, width)) if not in_lines else [],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _top(card: Card, width: int) -> list[str]:
    together = pieces(card.heading, card.lead)
    if len(together) <= width:
        return _wrapped(together, width)
    return [*_wrapped(card.heading, width), *_wrapped(card.lead, width)]


def _rows(lines: Iterable[Line], width: int, numbered: int = 0) -> Iterable[str]:
    for number, line in enumerate(lines, start=1):
        if number <= numbered:
            yield from _wrapped(f"{number}. {pieces(line.label, line.text)}", width, "   ")
        else:
            said = f"{line.label}: {line.text}" if line.label else line.text
            yield from _wrapped(said, width, "  ")


def _numbered(choices: Iterable[Choice], width: int) -> Iterable[str]:
    for number, choice in enumerate(choices, start=1):
        yield from _wrapped(f"{number}. {choice.label}", width, "   ")


def _wrapped(words: str, width: int, indent: str = "") -> list[str]:
    # A link that is broken in two no longer works; any other word may be.
    breakable = all(
        len(word) + len(indent) <= width or not any(mark in word for mark in _LINKS)
        for word in words.split(" ")
    )
    return textwrap.wrap(
        words,
        width,
        subsequent_indent=indent,
        break_long_words=breakable,
        break_on_hyphens=False,
    )
