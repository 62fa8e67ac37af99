"""Before a visit, in words: "besöksblad Habo"."""

import re

from handlers.access import Information, require
from handlers.answers import Answer, VisitAnswer
from handlers.asking.offices_named import offices_named
from handlers.asking.orders import command_text
from handlers.asking.question import Question

_REQUEST = re.compile(
    r"(?:(?:göra?|visa|ge mig|skriva?|ta fram|hämta) )?(?:ett )?besöksblad(?:et)?:? "
    r"(?:(?:för|till|om|inför besök(?:et)? (?:hos|i|på)|inför) )?"
    r"(?:miljökontoret(?: i)? )?(?P<office>\S.*)",
    re.IGNORECASE,
)


def visit_request(text: str) -> str | None:
    """Return which office's sheet ``text`` asks for, or None where it does not."""
    said = _REQUEST.fullmatch(text)
    return said["office"] if said else None


def visit(question: Question) -> Answer | None:
    """Answer with what is known of the office that is named, for who is to visit it."""
    named = visit_request(command_text(question))
    if named is None:
        return None
    scope = question.scope
    require(scope.asker, Information.CALENDAR)
    from handlers.planning.ledger import offices_of  # noqa: PLC0415 - the days off are slow to load
    from handlers.visits import visit_sheet  # noqa: PLC0415 - as above

    office = offices_named(offices_of(scope.session, scope.family.ids), named)[0]
    sheet = visit_sheet(scope.services, scope.asker, office.id)
    return VisitAnswer(subject="visit_sheet", ids=(office.key,), sheet=sheet)
