"""From an answer to what stands in a mail: all of it at once, since a mail has no buttons."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.mail.attaching import CALENDAR_FILE, LIST_FILE, PEOPLE_FILE
from bot.mail.listing import Listing, listing, table_of
from bot.mail.rendering import LARGEST, Rendered, set_in
from bot.mail.sheets import AnswerSheet, Footing, Row
from bot.texts import text
from bot.texts.cards.model import Card, Line
from bot.texts.cards.shaping import pieces
from bot.texts.safe import shortened

_NOTICE = "answer"
# What is longer than this is no line of an answer.
_LONGEST = 4000
# So much of what has room is taken at the next attempt, since all rows are not equally long.
_LESS = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerMail(Rendered):
    """An answer as a mail; ``choices`` are what its numbers stand for, as they would be typed."""

    choices: tuple[str, ...]


def answer_mail(card: Card, subject: str, files: Sequence[str] = ()) -> AnswerMail:
    """Return an answer as a mail in the thread that ``subject`` names.

    Where there is more than a mail has room for, it says how many there are; ``files`` are the
    names of those that come with it.
    """
    found = listing(card)
    most = max(len(found.above), len(found.entries), len(found.below), len(card.choices))
    return _fitted(_Answer(card, found, subject, tuple(files)), most, _LONGEST)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is to be said, and which files come with it."""

    card: Card
    found: Listing
    subject: str
    files: tuple[str, ...]

    def sheet(self, most: int, longest: int) -> AnswerSheet:
        """Return as much of it as so many rows of each kind hold, none longer than told."""
        card, found = self.card, self.found
        lead = shortened(card.whole or card.lead, longest)
        captioned = bool(card.heading and found.entries and not found.above)
        # Where the rows have numbers of their own, the lead says what to do with them.
        captioned = captioned and not found.has_own_numbers
        listed, choices = self._choices()
        above = found.above[listed:]
        return AnswerSheet(
            subject=text("answer.subject", subject=self.subject)
            if self.subject
            else text("answer.no_subject"),
            preview=shortened(card.summary, longest),
            title=shortened(card.heading, longest) or lead,
            lead=lead if card.heading and not captioned else "",
            rows=tuple(_rows(above[:most], longest)),
            choices=tuple(shortened(one, longest) for one in choices[:most]),
            table=table_of(found, lead if captioned else "", most, longest),
            further=tuple(_rows(found.below[:most], longest)),
            notes=tuple(self._notes(self._left(most, len(above), len(choices)), longest)),
            footing=_footing(),
        )

    def picks(self, most: int) -> tuple[str, ...]:
        """Return what the numbers of so many rows stand for."""
        chosen = tuple(choice.text for choice in self.card.choices)
        return (self.found.picks if self.found.columns else chosen)[:most]

    def _choices(self) -> tuple[int, tuple[str, ...]]:
        """Return how many lines are choices, and the choices that stand outside a table.

        In a list the lines are the choices: they are said once, with their numbers.
        """
        card = self.card
        if self.found.columns:
            return 0, ()
        listed = len(card.choices) if card.kind == "list" else 0
        named = [pieces(line.label, line.text) for line in card.lines[:listed]]
        return listed, (*named, *(choice.label for choice in card.choices[len(named) :]))

    def _left(self, most: int, *counts: int) -> int:
        every = (*counts, len(self.found.entries), len(self.found.below))
        return sum(max(0, count - most) for count in every)

    def _notes(self, left: int, longest: int) -> Iterator[str]:
        if self.picks(1):
            yield text("answer.choose")
        if left:
            yield text("answer.left_out", count=left)
        if LIST_FILE in self.files:
            yield text("answer.list_file", name=LIST_FILE)
        elif left:
            yield text("answer.narrower")
        if PEOPLE_FILE in self.files:
            yield text("answer.people_file", name=PEOPLE_FILE)
        if CALENDAR_FILE in self.files:
            yield text("answer.calendar_file", name=CALENDAR_FILE)
        if self.card.footer:
            yield shortened(self.card.footer, longest)


def _fitted(answer: _Answer, most: int, longest: int) -> AnswerMail:
    """Return the longest mail that is not cut off on its way: fewer rows, and then shorter ones."""
    said = set_in(_NOTICE, answer.sheet(most, longest))
    size = len(said.html.encode())
    if size <= LARGEST:
        return AnswerMail(
            subject=said.subject, text=said.text, html=said.html, choices=answer.picks(most)
        )
    if most > 1:
        return _fitted(answer, max(1, int(most * LARGEST / size * _LESS)), longest)
    return _fitted(answer, most, longest // 2)


def _rows(lines: Iterable[Line], longest: int) -> Iterator[Row]:
    for line in lines:
        said = shortened(line.text, longest)
        # An address that was cut leads nowhere.
        leads = line.leads and said == line.text
        yield Row(said, shortened(line.label, longest), leads)


def _footing() -> Footing:
    return Footing(
        sender=text("answer.sender"),
        why=text("answer.why"),
        change=text("answer.help"),
        settings=None,
    )
