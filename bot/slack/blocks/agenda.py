"""What comes, what is next and what is late, a page at a time."""

from dataclasses import replace
from datetime import date

from bot.slack.blocks.duties import Entry, Note, duty_list
from bot.slack.blocks.parts import Message
from bot.slack.origin import Origin
from bot.texts.cards import Card
from handlers.answers import AgendaAnswer
from handlers.asking.calendar_words import calendar_request
from handlers.contents import MeetingLine


def agenda_list(
    answer: AgendaAnswer, card: Card, origin: Origin, *, keeps: bool, note: Note | None = None
) -> Message:
    """Show duties and booked meetings in the order of time; ``keeps`` lets them be acted on."""
    entries: list[Entry] = [*answer.duties, *answer.meetings]
    entries.sort(key=_day)
    return duty_list(
        card.heading,
        entries,
        answer.today,
        origin=_short(origin),
        nothing=card.lead,
        keeps=keeps,
        note=note,
    )


def _short(origin: Origin) -> Origin:
    # It stands in the id of every block, where there is not much room.
    request = calendar_request(origin.question)
    return replace(origin, question=request.typed()) if request else origin


def _day(entry: Entry) -> date:
    if isinstance(entry, MeetingLine):
        return entry.first
    return entry.due or entry.first
