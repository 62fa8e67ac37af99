"""What comes and what is late: the calendar, asked for in words."""

from datetime import timedelta

from handlers.answers import AgendaAnswer, Answer
from handlers.asking.calendar_words import LATE, NEXT, calendar_request
from handlers.asking.question import Question

COMING = timedelta(days=90)


def calendar(question: Question) -> Answer | None:
    """Answer with what falls due and is booked in a stretch of days, next, or late."""
    wanted = calendar_request(question.phrase.text)
    if wanted is None:
        return None
    from handlers import coming  # noqa: PLC0415 - the days off are slow to load
    from handlers.periods import read_period  # noqa: PLC0415 - as above

    services, asker = question.scope.services, question.scope.asker
    if wanted.kind == LATE:
        agenda = coming.late(services, asker)
    elif wanted.kind == NEXT:
        agenda = coming.coming(services, asker)
    else:
        agenda = coming.agenda(services, asker, *read_period(wanted.period, question.scope.today))
    return AgendaAnswer(
        ids=tuple(dict.fromkeys(duty.rule for duty in agenda.duties)),
        subject=wanted.kind,
        first=agenda.first,
        last=agenda.last,
        today=agenda.today,
        duties=agenda.duties,
        meetings=agenda.meetings,
    )
