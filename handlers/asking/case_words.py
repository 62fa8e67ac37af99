"""Cases in words: "exportera förslag 2027-014", "exportera omgången 2027"."""

import re

from handlers import cases, proposals
from handlers.answers import Answer
from handlers.asking.orders import bare_command, order_text
from handlers.asking.question import Question
from storage.words import fold

_TAKE_OUT = r"(?:exportera|ta ut|export av) "
_CASE = re.compile(
    rf"{_TAKE_OUT}(?:hela )?(?:ärendet )?(?:förslag(?:et)? )?(?:nummer |nr )?"
    r"(?P<name>[\w-]*\w-[\w-]*\w)",
    re.IGNORECASE,
)
_ROUND = re.compile(
    rf"{_TAKE_OUT}(?:hela )?(?:förslags)?omgång(?:en)?(?: för)?(?: (?P<year>(?:19|20)\d\d))?",
    re.IGNORECASE,
)


def asks_for_export(typed: str) -> bool:
    """Tell whether what is typed asks for a case, or a round, as files."""
    bare = bare_command(typed)
    return any(pattern.fullmatch(bare) for pattern in (_CASE, _ROUND))


def export(question: Question) -> Answer | None:
    """Hand over a case, or a whole round; without a year the one that is taken in now."""
    typed = order_text(question)
    if said := _ROUND.fullmatch(typed):
        return cases.export_round(*question.scope.let_go(), _year(question, said["year"]))
    said = _CASE.fullmatch(typed)
    if said is None:
        return None
    scope = question.scope
    number = proposals.proposal_by_key(scope.services, scope.asker, fold(said["name"]))
    return cases.export_case(*scope.let_go(), number)


def _year(question: Question, said: str | None) -> int:
    if said:
        return int(said)
    now = proposals.round_today(question.scope.services, question.scope.asker)
    return now.year or question.scope.today.year
