"""What comes and what is late: the calendar, asked for in words."""

from datetime import date
from typing import TYPE_CHECKING

from handlers.answers import AgendaAnswer, Answer
from handlers.asking.calendar_words import CALENDAR, LATE, NEXT, calendar_request
from handlers.asking.question import Question
from handlers.years import read_year, wheel_request

if TYPE_CHECKING:
    from handlers.coming import Agenda


def calendar(question: Question) -> Answer | None:
    """Answer with what falls due and is booked in a stretch of days, next, or late."""
    wanted = calendar_request(question.phrase.text)
    if wanted is None:
        return None
    from handlers import coming  # noqa: PLC0415 - the days off are slow to load
    from handlers.periods import read_period  # noqa: PLC0415 - as above

    services, asker = question.scope.services, question.scope.asker
    if wanted.kind == LATE:
        return agenda_answer(LATE, coming.late(services, asker))
    if wanted.kind == NEXT:
        return agenda_answer(NEXT, coming.coming(services, asker))
    days = read_period(wanted.period, question.scope.today)
    return agenda_answer(CALENDAR, coming.agenda(services, asker, *days))


def whole_year(question: Question) -> Answer | None:
    """Answer whoever asks for the year wheel, where there is no picture, with the year's list."""
    said = wheel_request(question.phrase.text)
    if said is None:
        return None
    from handlers import coming  # noqa: PLC0415 - the days off are slow to load

    year = read_year(said, question.scope.today)
    days = date(year, 1, 1), date(year, 12, 31)
    agenda = coming.agenda(question.scope.services, question.scope.asker, *days)
    return agenda_answer(CALENDAR, agenda)


def agenda_answer(subject: str, agenda: "Agenda") -> Answer:
    """Return what stands in a calendar as an answer; ``subject`` says what was asked for."""
    return AgendaAnswer(
        ids=tuple(dict.fromkeys(duty.rule for duty in agenda.duties if duty.rule)),
        subject=subject,
        first=agenda.first,
        last=agenda.last,
        today=agenda.today,
        duties=agenda.duties,
        meetings=agenda.meetings,
    )
