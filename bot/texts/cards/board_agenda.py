"""A board's agenda: what it is proposed to be, and what has been written."""

from collections.abc import Iterator

from bot.texts.booked import meeting_words
from bot.texts.cards.model import Card, Choice, Line
from bot.texts.cards.shaping import make
from bot.texts.dates import short_day
from bot.texts.safe import clean, inside_sentence, sentence_case, shortened
from bot.texts.wording import text
from handlers.answers import AgendaProposalAnswer, DecisionLine, ProposedAgenda, WrittenAgendaAnswer

# Taking it up is typed on one line, which a button has room for.
_LONGEST_POINT, _LONGEST_DECISION, _MOST_DECISIONS = 250, 60, 5


def agenda_proposal_card(answer: AgendaProposalAnswer) -> Card:
    """Show a proposed agenda, to be taken as it is or written in other words."""
    proposed = answer.proposed
    points = tuple(_points(proposed))
    typed = text("board_agenda.typed", meeting=proposed.meeting.number, points="; ".join(points))
    return make(
        "meeting",
        sentence_case(meeting_words(proposed.meeting)),
        heading=text("board_agenda.proposed"),
        lines=[_numbered(number, one) for number, one in enumerate(points, start=1)],
        footer=text("board_agenda.how", meeting=proposed.meeting.number),
        choices=[Choice(text("board_agenda.use"), typed)],
    )


def written_agenda_card(answer: WrittenAgendaAnswer) -> Card:
    """Confirm an agenda; where another one was written before, ask whether it is to go."""
    agenda = answer.agenda
    taken = agenda.taken
    return make(
        "meeting",
        sentence_case(meeting_words(agenda.meeting)),
        heading=text("board_agenda.written") if taken else text("board_agenda.there"),
        lines=[Line(line) for line in agenda.lines],
        footer=text("board_agenda.send", meeting=agenda.meeting.number)
        if taken
        else text("board_agenda.nothing_changed"),
        choices=() if taken else [Choice(text("board_agenda.replace"), answer.again)],
    )


def _numbered(number: int, point: str) -> Line:
    return Line(text("minutes.item", number=number, title=point))


def _points(proposed: ProposedAgenda) -> Iterator[str]:
    yield text("board_agenda.opening")
    if proposed.previous:
        yield text("board_agenda.previous", date=short_day(proposed.previous.first))
    if proposed.decisions:
        yield _followed(proposed.decisions)
    if proposed.proposals:
        yield text("board_agenda.proposals", count=proposed.proposals)
    if proposed.budget:
        yield _plain(proposed.budget)
    coming = proposed.next_meeting
    yield (
        text("board_agenda.next", date=short_day(coming.first))
        if coming
        else text("board_agenda.next_unknown")
    )
    yield text("board_agenda.other")


def _followed(decisions: tuple[DecisionLine, ...]) -> str:
    named = [
        inside_sentence(shortened(_plain(one.text), _LONGEST_DECISION))
        for one in decisions[:_MOST_DECISIONS]
    ]
    more = len(decisions) - len(named)
    said = ", ".join(named)
    said = text("duties.names_more", names=said, count=more) if more else said
    return shortened(text("board_agenda.decisions", said=said), 2 * _LONGEST_POINT)


def _plain(typed: str) -> str:
    # What parts the points must not stand in one.
    return clean(typed).replace(";", ",")
