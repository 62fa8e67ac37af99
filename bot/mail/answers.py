"""From an answer to what stands in a mail: all of it at once, since a mail has no buttons."""

from collections.abc import Iterable, Iterator

from bot.mail.rendering import Rendered, set_in
from bot.mail.sheets import AnswerSheet, Footing, Row
from bot.texts import text
from bot.texts.cards.model import Card, Line
from bot.texts.cards.shaping import pieces

_NOTICE = "answer"


def answer_mail(card: Card, subject: str) -> Rendered:
    """Return an answer as a mail in the thread that ``subject`` names."""
    return set_in(_NOTICE, _sheet(card, subject))


def _sheet(card: Card, subject: str) -> AnswerSheet:
    # In a list the lines are the choices: they are said once, with their numbers.
    listed = len(card.choices) if card.kind == "list" else 0
    named = [pieces(line.label, line.text) for line in card.lines[:listed]]
    choices = (*named, *(choice.label for choice in card.choices[len(named) :]))
    return AnswerSheet(
        subject=text("answer.subject", subject=subject) if subject else text("answer.no_subject"),
        preview=card.summary,
        title=card.heading or card.lead,
        lead=card.lead if card.heading else "",
        rows=tuple(_rows((*card.lines[listed:], *card.more))),
        choices=choices,
        notes=tuple(_notes(card, choices)),
        footing=_footing(),
    )


def _rows(lines: Iterable[Line]) -> Iterator[Row]:
    for line in lines:
        yield Row(line.text, line.label)


def _notes(card: Card, choices: tuple[str, ...]) -> Iterator[str]:
    if choices:
        yield text("answer.choose")
    if card.footer:
        yield card.footer


def _footing() -> Footing:
    return Footing(
        sender=text("answer.sender"),
        why=text("answer.why"),
        change=text("answer.help"),
        settings=None,
    )
