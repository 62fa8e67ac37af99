"""Courses and money."""

import re

from handlers import budgets, duties, education
from handlers.access import Information, may
from handlers.answers import Answer, UnknownFactAnswer
from handlers.asking.question import Question
from handlers.asking.recurring import named_rules
from handlers.asking.signs import sign
from handlers.budgets.amounts import ORE
from handlers.errors import Refusal
from handlers.roles import coordinator

_COURSE_WORDS = (
    ("chef", "chef"),
    ("fortsattning", "forts"),
    ("grund", "grund"),
    # A newcomer begins with the first course.
    ("borjade", "grund"),
    ("nyanstalld", "grund"),
)


# Two digits are an amount where their unit is said: "12 tkr".
_AMOUNT = re.compile(
    r"(?<![\d-])(?:(?P<digits>\d{1,3}(?:[ .]\d{3})+|\d{3,})|(?P<few>\d{1,2})(?=,\d| ?(?:kr|tkr)))"
    r"(?:,(?P<part>\d+))?(?![\d-])(?: ?(?P<unit>kr|kronor|sek|tkr|mkr|mnkr)\b)?"
)
_NEGATIVE = re.compile(r"(?:^|\s)[-\u2212]\s?\d")
_YEARS = re.compile(r"\b(?:19|20)\d\d\s?[-\u2212–]\s?(?:19|20)\d\d\b(?![.,]\d)")
# Nobody shares a cost of more; a number may have as many digits as the question has room for.
_MOST_DIGITS = 12


def course(question: Question) -> Answer | None:
    """Answer about the courses in communication and treatment of people."""
    scope = question.scope
    every = education.every_offer(scope)
    if not every or not question.has("course"):
        return None
    if sign("procurement", question.phrase.folded) or question.time.years:
        return None
    sure = [ref.id for ref in question.sure(scope.indexes.offers)]
    asked = "price" if question.has("price") else ""
    return education.show_offers(scope, _narrowed(question, sure or every), asked)


def cost_split(question: Question) -> Answer | None:
    """Answer how a common cost is split, before "måste vi …" is taken for a legal question."""
    if not question.has("split"):
        return None
    if said := _NEGATIVE.search(_YEARS.sub("", question.phrase.plain)):
        raise Refusal("amount_negative", written=said[0].strip())
    amounts = map(_amount, _AMOUNT.finditer(question.phrase.plain))
    return budgets.split_cost(question.scope, next(filter(None, amounts), None))


def money(question: Question, *, wanted: bool = False) -> Answer | None:
    """Answer about budgets."""
    if not wanted and not question.has("money"):
        return None
    scope = question.scope
    if not wanted and question.has("revised") and (rules := named_rules(question)):
        return duties.cadence(scope, rules)
    if question.has("cost_of") and (found := question.sure(scope.indexes.projects)):
        return UnknownFactAnswer(
            ids=(found[0].key,), title=found[0].title, fact="cost", contact=coordinator(scope)
        )
    answer = budgets.show_budgets(scope, question.time.year, question.phrase.plain)
    if answer is None and may(scope.asker, Information.BUDGETS):
        year = question.time.year or scope.today.year
        return budgets.see_budgets(scope.services, scope.asker, year)
    return answer or UnknownFactAnswer(
        fact="budget", year=question.time.year, contact=coordinator(scope)
    )


def _narrowed(question: Question, numbers: list[int]) -> list[int]:
    folded = question.phrase.folded
    for word, name in _COURSE_WORDS:
        if word in folded:
            matching = education.named(question.scope, numbers, name)
            if matching:
                return matching
    return numbers


def _amount(found: re.Match[str]) -> float | None:
    """Return an amount in kronor; None for a year, and for what is too long to be an amount."""
    whole = found["digits"] or found["few"]
    # "2 000" and "2000 kr" are amounts; "2000" alone is a year.
    if _is_year(whole) and not (found["unit"] or found["part"]):
        return None
    if len(re.sub(r"\D", "", whole)) > _MOST_DIGITS:
        return None
    return budgets.amount_in(whole, found["part"] or "", found["unit"] or "") / ORE


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits.startswith("20")  # noqa: PLR2004 - a year
