"""What is asked about a project, and the search for it when nothing else was meant."""

from dataclasses import replace
from operator import itemgetter

from sqlalchemy import select

from handlers import duties, figures, groups, lookups, proposals
from handlers.answers import (
    Answer,
    NotFoundAnswer,
    ProjectAnswer,
    ProjectCard,
    UnknownFactAnswer,
)
from handlers.asking.meanings import explained
from handlers.asking.question import Question
from handlers.asking.recurring import named_rules
from handlers.projects.finding import SURE, find
from handlers.projects.lists import running
from handlers.roles import coordinator
from handlers.scope import Scope
from storage.indexes import Ref
from storage.models import Collaboration, Project
from storage.search import WHOLE

# Facts in the order in which they are looked for in a question about a project.
# Facts that a card has no field for, and where the source's are kept.
_BESIDES = {"host": "host_municipality", "how_many_days": "days", "visited": "visits"}
# What goes on all the time has no next meeting.
_ONGOING = "ongoing"
_FACTS = (
    "link", "result", "visited", "host", "exchange_dates", "attended", "how_many_days", "kickoff",
    "material", "campaign", "goal",
)  # fmt: skip


def project(question: Question) -> Answer:
    """Answer for the project that is meant; or for something else that fits better."""
    scope = question.scope
    query = question.best_topic(scope.indexes.projects)
    if not query:
        return NotFoundAnswer(
            query=question.phrase.text, running=tuple(running(scope)), contact=coordinator(scope)
        )
    best = _best(question, query)
    rules = [one for one in named_rules(question, query) if one.rule.get("shape") != _ONGOING]
    if rules and _recurs(question, query):
        return duties.meeting(scope, rules)
    if best < SURE and (other := _other_kind(question, query, best)) is not None:
        return other
    return project_named(question, query)


def project_named(question: Question, query: str, asked: str = "") -> Answer:
    """Answer for the project called ``query``, with the fact that the question asks for."""
    hits = question.scope.indexes.projects.find(query)
    best = hits[0].score if hits else 0.0
    if best < WHOLE:
        national = question.scope.indexes.nationals.find(query, 1)
        if national and national[0].score >= max(SURE, best + 1):
            return lookups.show_national(question.scope, national[0].ref.id)
    answer = find(question.scope, question.wish(query, asked or _fact(question)), hits)
    return _with_fact(question, answer) if isinstance(answer, ProjectAnswer) else answer


def _fact(question: Question) -> str:
    return next((name for name in _FACTS if question.has(name)), "")


def _with_fact(question: Question, answer: ProjectAnswer) -> Answer:
    card, asked = answer.card, answer.asked
    if not asked:
        return answer
    # The key alone may stand in another collaboration too.
    row = question.scope.session.scalars(
        select(Project)
        .join(Collaboration, Collaboration.id == Project.collaboration_id)
        .where(Project.key == card.key, Collaboration.name == card.collaboration)
    ).one()
    details = row.details
    known = {
        "link": any(one.url for one in card.materials),
        "result": False,
        "visited": details.get("visits") is not None,
        "host": details.get("host_municipality") is not None,
        "exchange_dates": _has_date(card, "erfarenhetsutbyte"),
        "attended": details.get("participants") is not None,
        "how_many_days": details.get("days") is not None,
        "kickoff": _has_date(card, "kickoff"),
    }
    if not known.get(asked, True):
        return _unknown(card, asked)
    if asked in _BESIDES and known[asked]:
        fact = str(details[_BESIDES[asked]])
        return replace(answer, card=replace(card, fact=fact))
    if asked == "attended":
        return figures.participants(question.scope, row.id) or answer
    return answer


def _has_date(card: ProjectCard, kind: str) -> bool:
    return any(kind in one.kind and one.period.start is not None for one in card.milestones)


def _unknown(card: ProjectCard, fact: str) -> UnknownFactAnswer:
    return UnknownFactAnswer(
        ids=(card.key,),
        title=card.title,
        fact=fact,
        owner=card.owner,
        notes=card.notes,
        contact=card.contact,
    )


def _best(question: Question, query: str) -> float:
    hits = question.scope.indexes.projects.find(query, 1)
    return hits[0].score if hits else 0.0


def _recurs(question: Question, query: str) -> bool:
    """Tell whether a recurring duty is meant, and not one year's instance of it."""
    if question.time.years or question.time.newest or question.time.previous:
        return False
    hits = [hit for hit in question.scope.indexes.projects.search(query) if hit.score >= SURE]
    best = hits[0].score if hits else 0.0
    top = [hit.ref for hit in hits if hit.score > best - 1]
    return all(ref.series is not None for ref in top)


def _other_kind(question: Question, query: str, best: float) -> Answer | None:
    """Answer with a proposal, a group or a place when one of them fits surely."""
    scope = question.scope
    indexes = scope.indexes
    found = [
        (hits[0].score, hits[0].ref)
        for index in (indexes.proposals, indexes.groups, indexes.places)
        if (hits := index.search(query, 1)) and hits[0].score >= max(SURE, best)
    ]
    if found:
        return _shown(scope, max(found, key=itemgetter(0))[1])
    if query == question.phrase.plain.strip(" ?!."):
        # Nothing but a word: what it means is better than nothing.
        return explained(scope, query)
    return None


def _shown(scope: Scope, ref: Ref) -> Answer:
    match ref.record_kind:
        case "proposal":
            return proposals.show_proposal(scope, ref.id)
        case "group":
            return groups.show_group(scope, ref.id)
        case _:
            return lookups.show_places(scope, [ref.id])
