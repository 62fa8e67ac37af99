"""What comes, what is late, and what somebody has ticked off."""

from bot.texts.booked import meeting_words
from bot.texts.cards.model import Card, Line
from bot.texts.cards.shaping import make
from bot.texts.dates import day_words
from bot.texts.duties import line_within
from bot.texts.safe import sentence_case
from bot.texts.wording import text, word
from handlers.answers import AgendaAnswer, DutyAnswer


def agenda_card(answer: AgendaAnswer) -> Card:
    """Present what falls due and what is booked, in the order of time."""
    dated = [
        *((one.due or one.first, line_within(one, answer.today, "")) for one in answer.duties),
        *((one.first, meeting_words(one)) for one in answer.meetings),
    ]
    dated.sort(key=lambda one: one[0])
    return make(
        "list",
        _lead(answer, len(dated)),
        heading=_heading(answer),
        lines=(Line(sentence_case(line)) for _, line in dated),
    )


def duty_card(answer: DutyAnswer) -> Card:
    """Confirm what was done about a duty, and say how it stands."""
    lead = sentence_case(line_within(answer.duty, answer.today, ""))
    return make("cadence", lead, heading=word("agenda_change", answer.change), lines=())


def _heading(answer: AgendaAnswer) -> str:
    if answer.subject != "calendar":
        return word("agenda", answer.subject)
    return text("agenda.calendar", first=day_words(answer.first), last=day_words(answer.last))


def _lead(answer: AgendaAnswer, count: int) -> str:
    if not count:
        return word("agenda_nothing", answer.subject)
    return text("agenda.count", count=count)
