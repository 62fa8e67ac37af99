"""Criteria in words: "kriterier", "kriterier: Miljönytta 1–5; Rådighet 1–3", "inga kriterier"."""

import re

from handlers import weighing
from handlers.access import Information, may
from handlers.answers import Answer, CriteriaAnswer, CriterionLine
from handlers.asking.orders import bare_command
from handlers.asking.question import Question
from handlers.roles import coordinator
from handlers.weighing import USUAL_POINTS

_SHOW = re.compile(
    r"(?:visa |lista |vilka |vilka är )?(?:våra |bedömnings)?kriteri(?:er|erna)"
    r"(?: (?:har vi|finns(?: det)?|gäller|för förslag(?:en)?))*",
    re.IGNORECASE,
)
_SET = re.compile(
    r"(?:sätt |ändra |nya )?kriteri(?:er|erna)(?: är| ska vara)?: ?(?P<rest>\S.*)", re.IGNORECASE
)
_NONE = re.compile(r"(?:inga|ta bort(?: alla)?) kriteri(?:er|erna)", re.IGNORECASE)
# "Miljönytta 1–5", "Rådighet (1-3)".
_POINTS = re.compile(r"(?P<name>.*?)[ ,(]*\b1 ?[-–] ?(?P<most>\d{1,3})\)?", re.IGNORECASE)


def criteria(question: Question) -> Answer | None:
    """Answer with what proposals are weighed against, or say what it is to be."""
    typed = bare_command(question.phrase.text)
    if _SHOW.fullmatch(typed):
        return _told(question, weighing.criteria(*question.scope.let_go()))
    said = _SET.fullmatch(typed)
    if said is None and not _NONE.fullmatch(typed):
        return None
    wished = [_read(one) for one in re.split(r"[;\n]", said["rest"])] if said else []
    kept = weighing.set_criteria(*question.scope.let_go(), wished)
    return _told(question, kept, changed=True)


def _read(written: str) -> CriterionLine:
    said = _POINTS.fullmatch(written.strip(" .,"))
    name = said["name"] if said else written
    return CriterionLine(0, name.strip(" .,:"), int(said["most"]) if said else USUAL_POINTS)


def _told(
    question: Question, kept: tuple[CriterionLine, ...], *, changed: bool = False
) -> CriteriaAnswer:
    scope = question.scope
    return CriteriaAnswer(
        subject="criteria",
        criteria=kept,
        changed=changed,
        may_set=may(scope.asker, Information.PROPOSALS),
        contact=coordinator(scope),
    )
