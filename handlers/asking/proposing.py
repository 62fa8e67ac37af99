"""Proposals that exist, and the plans."""

from handlers import plans, proposals
from handlers.answers import Answer, PlanAnswer, UnknownFactAnswer
from handlers.asking.question import Question
from handlers.asking.signs import used_up
from handlers.asking.topics import topic
from handlers.projects.finding import SURE
from handlers.roles import coordinator


def proposal(question: Question) -> Answer | None:
    """Answer about the proposals: a list, or one of them."""
    if not question.has("proposals"):
        return None
    scope = question.scope
    if question.has("criteria"):
        return UnknownFactAnswer(fact="criteria", contact=coordinator(scope))
    about = topic(question.phrase.text, used_up("proposal"))
    kind = _proposal_category(question)
    asked = _asked(question)
    hits = scope.indexes.proposals.search(about) if about else []
    if hits and hits[0].score >= SURE and not question.has("several"):
        return proposals.find_proposal(scope, question.wish(about, asked))
    if question.has("several", "in_bank", "received") or not about:
        in_bank = question.has("in_bank") or not question.time.years
        state = proposals.State.IN_BANK if in_bank else ""
        return proposals.list_proposals(
            scope, proposals.Sought(years=question.time.years, area=kind, state=state)
        )
    return proposals.find_proposal(scope, question.wish(about, asked))


def plan(question: Question) -> Answer | None:
    """Answer about the activity plan of a year."""
    if not question.has("plan") or question.has("several"):
        return None
    joint = plans.COOPERATION if question.has("cooperation_plan") else ""
    found = plans.show_plan(question.scope, question.time.year, sort=joint)
    # Of a cooperation plan that nobody has made here, the activity plan tells something too.
    if joint and not isinstance(found, PlanAnswer):
        return plans.show_plan(question.scope, question.time.year)
    return found


def _asked(question: Question) -> str:
    if question.has("year_of"):
        return "year"
    # "Vem …, och när?": the whole proposal tells at least the one.
    return "proposer" if question.has("proposers") and not question.has("when_next") else ""


def _proposal_category(question: Question) -> str:
    folded = question.phrase.folded
    return "utbildning" if "utbildningsforslag" in folded else ""
