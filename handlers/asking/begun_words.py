"""Words that name what to do, and not what to do it to: whoever may do it is told how to write."""

import re

from handlers.access import Information, may
from handlers.answers import Answer
from handlers.asking.orders import bare_command
from handlers.asking.question import Question
from handlers.errors import Refusal

_START = r"(?:starta|skapa|lägg upp) (?:ett )?(?:nytt )?projekt|nytt projekt"
_VOTE = r"(?:ny |starta |ordna )?(?:en )?omröstning(?:ar)?|rösta|röstning"
_COMMENTS = r"(?:be |fråga )?(?:kontoren )?(?:om )?synpunkter|ut på remiss"
_EXPORT = r"exportera(?: ett)?(?: (?:ärende|förslag|omgång))?|export"
_RESULTS = r"samla(?: in)? resultat|resultatformulär|(?:projekt)?rapport(?:en)?"
_BEGUN: tuple[tuple[re.Pattern[str], Information, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), needed, code)
    for pattern, needed, code in (
        (_START, Information.PROJECTS, "start_unclear"),
        (_VOTE, Information.INQUIRIES, "vote_unclear"),
        (_COMMENTS, Information.INQUIRIES, "comments_unclear"),
        (_EXPORT, Information.EXPORTS, "export_unclear"),
        (_RESULTS, Information.PROJECTS, "results_unclear"),
    )
)


def begun(question: Question) -> Answer | None:
    """Refuse an order that has but begun, saying how it is written; None for anything else."""
    text = bare_command(question.phrase.text)
    for pattern, needed, code in _BEGUN:
        if pattern.fullmatch(text) and may(question.scope.asker, needed):
            raise Refusal(code)
    return None
