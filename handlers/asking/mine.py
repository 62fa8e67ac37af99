"""What waits for the asker: "att göra", "mina uppgifter"."""

import re

from handlers.access import Information, require
from handlers.answers import Answer
from handlers.asking.question import Question
from handlers.asking.upcoming import agenda_answer

_TO_DO = re.compile(
    r"(?:(?:visa|lista) )?(?:mina uppgifter|(?:mitt )?att ?gora)(?: nu| just nu| i dag)?"
    r"|vad (?:har|ska|maste) jag (?:att )?gora(?: nu| just nu| i dag)?"
    r"|vad vantar pa mig"
)


def to_do(question: Question) -> Answer | None:
    """Answer with what the asker is to do: what is late, and what is due within two weeks."""
    if not _TO_DO.fullmatch(question.phrase.bare):
        return None
    from handlers import coming  # noqa: PLC0415 - the days off are slow to load

    services, asker = question.scope.services, question.scope.asker
    if not asker.known:
        require(asker, Information.OFFICE_DUTIES)
    return agenda_answer("to_do", coming.to_do(services, asker))
