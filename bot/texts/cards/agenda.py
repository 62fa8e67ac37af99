"""What comes, what is late, and what somebody has ticked off."""

from collections.abc import Iterator
from datetime import date

from bot.texts.acted import later_words, reached_words
from bot.texts.booked import meeting_cells, meeting_words
from bot.texts.cards.model import Card, Choice, Line
from bot.texts.cards.shaping import LONGEST_CHOICE, MOST_OPTIONS, make
from bot.texts.dates import day_words
from bot.texts.duties import duty_cells, duty_name, line_within
from bot.texts.safe import clean, quoted, sentence_case, shortened
from bot.texts.sources import listed
from bot.texts.wording import text, word
from handlers.answers import (
    AgendaAnswer,
    BookingAnswer,
    DutyAnswer,
    OfficesAnswer,
    RegistrationAnswer,
)
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
        footer=text("agenda.how_to_book") if answer.subject == "to_book" and dated else "",
    )


def duty_card(answer: DutyAnswer) -> Card:
    """Confirm what was done about a duty, and say how it stands."""
    lead = sentence_case(line_within(answer.duty, answer.today, ""))
    lines = (
        Line(later_words(answer.day, answer.day_off) if answer.day else ""),
        Line("" if answer.reached is None else reached_words(answer.reached)),
        Line(text("agenda.undo", typed=quoted(answer.undo)) if answer.undo else ""),
    )
    return make("cadence", lead, heading=word("agenda_change", answer.change), lines=lines)


def booking_card(answer: BookingAnswer) -> Card:
    """Confirm what was done about a meeting, and say when and where it is."""
    return make(
        "meeting",
        sentence_case(meeting_words(answer.meeting)),
        heading=word("meeting_change", answer.change),
    )


def registration_card(answer: RegistrationAnswer) -> Card:
    """Say whether one can register for a meeting, and show the link to pass on."""
    shown = text("invite.pass_on") if answer.address else text("invite.no_pages")
    return make(
        "meeting",
        sentence_case(meeting_words(answer.meeting)),
        heading=text("invite.opened") if answer.opened else text("invite.closed"),
        lines=(Line(answer.address, text("label.registration")),),
        footer=shown if answer.opened else text("invite.closed_note"),
    )


def offices_card(answer: OfficesAnswer) -> Card:
    """Say which offices have done their part, and let those left be ticked off."""
    lines = (
        Line(listed(answer.left), text("label.offices_left")),
        Line(listed(answer.done), text("label.offices_done")),
    )
    return make(
        "cadence",
        text("duties.offices", done=len(answer.done), of=len(answer.done) + len(answer.left)),
        heading=duty_name(answer.duty),
        lines=lines,
        choices=[
            Choice(shortened(clean(sentence_case(one)), LONGEST_CHOICE), one)
            for one in answer.ticks[:MOST_OPTIONS]
        ],
    )


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
