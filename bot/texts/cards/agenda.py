"""What comes, what is late, and what somebody has ticked off."""

from collections.abc import Iterator
from datetime import date

from bot.texts.booked import meeting_cells, meeting_words
from bot.texts.cards.model import Card, Line
from bot.texts.cards.shaping import make
from bot.texts.dates import day_words
from bot.texts.duties import duty_cells, line_within
from bot.texts.safe import sentence_case
from bot.texts.wording import text, word
from handlers.answers import AgendaAnswer, DutyAnswer
from handlers.contents import MeetingLine


def agenda_card(answer: AgendaAnswer) -> Card:
    """Present what falls due and what is booked, in the order of time."""
    dated = [*_duties(answer), *((one.first, _meeting(one)) for one in answer.meetings)]
    dated.sort(key=lambda one: one[0])
    return make(
        "list",
        _lead(answer, len(dated)),
        heading=_heading(answer),
        lines=(line for _, line in dated),
        columns=(text("table.what"), text("table.when"), text("table.besides")),
    )


def duty_card(answer: DutyAnswer) -> Card:
    """Confirm what was done about a duty, and say how it stands."""
    lead = sentence_case(line_within(answer.duty, answer.today, ""))
    return make("cadence", lead, heading=word("agenda_change", answer.change), lines=())


def _duties(answer: AgendaAnswer) -> Iterator[tuple[date, Line]]:
    for one in answer.duties:
        line = sentence_case(line_within(one, answer.today, ""))
        yield one.due or one.first, Line(line, cells=duty_cells(one, answer.today))


def _meeting(meeting: MeetingLine) -> Line:
    return Line(sentence_case(meeting_words(meeting)), cells=meeting_cells(meeting))


def _heading(answer: AgendaAnswer) -> str:
    if answer.subject != "calendar":
        return word("agenda", answer.subject)
    return text("agenda.calendar", first=day_words(answer.first), last=day_words(answer.last))


def _lead(answer: AgendaAnswer, count: int) -> str:
    if not count:
        return word("agenda_nothing", answer.subject)
    return text("agenda.count", count=count)
