"""The typed commands: ``projekt …``, ``kontakt …``, ``plan 2026`` …"""

from collections.abc import Callable

from handlers import contacts, plans, proposals
from handlers.answers import Answer
from handlers.asking import asked, counting, listing, meanings, money, proposing, recurring, wishes
from handlers.asking.courtesies import ungreeted
from handlers.asking.keys import by_key
from handlers.asking.question import Question
from handlers.asking.topics import topic
from handlers.groups import find_group
from storage.words import fold

_Command = Callable[[Question, str], Answer | None]


def command(question: Question) -> Answer | None:
    """Answer when the first word is a command; the rest is its argument."""
    first, _, rest = ungreeted(question.phrase.text).lstrip("/").partition(" ")
    name = fold(first).rstrip(":,")
    if name not in _COMMANDS:
        return None
    found = by_key(question.scope, name, rest.strip())
    return found or _COMMANDS[name](question, rest.strip())


def _project(question: Question, rest: str) -> Answer | None:
    if not topic(rest):
        return listing.several(question, projects_only=True)
    return asked.project_named(question, rest)


def _contact(question: Question, rest: str) -> Answer | None:
    return contacts.find_contact(question.scope, topic(rest)) if topic(rest) else None


def _material(question: Question, rest: str) -> Answer | None:
    if not topic(rest):
        return meanings.place(question, wanted=True)
    return asked.project_named(question, rest, "material")


def _plan(question: Question, rest: str) -> Answer | None:
    named = topic(rest, frozenset({"for", "aret", "plan"}))
    return None if named else plans.show_plan(question.scope, question.time.year)


def _proposal(question: Question, rest: str) -> Answer | None:
    named = topic(rest, frozenset({"inkomna", "inkom", "bank", "banken", "forslag"}))
    if not named:
        return proposing.proposal(question)
    if question.has("propose"):
        return wishes.propose(question)
    return proposals.find_proposal(question.scope, question.wish(named))


def _meeting(question: Question, rest: str) -> Answer | None:
    return recurring.next_meeting(question, wanted=True) if topic(rest) else None


def _group(question: Question, rest: str) -> Answer | None:
    return find_group(question.scope, topic(rest) or rest) if rest else None


def _statistics(question: Question, _rest: str) -> Answer | None:
    return counting.number(question, wanted=True)


def _budget(question: Question, _rest: str) -> Answer | None:
    return money.money(question, wanted=True)


def _national(_question: Question, _rest: str) -> Answer | None:
    # Only a choice is typed like this; in other words it is a question like any other.
    return None


_COMMANDS: dict[str, _Command] = {
    "projekt": _project,
    "kontakt": _contact,
    "material": _material,
    "plan": _plan,
    "vp": _plan,
    "forslag": _proposal,
    "mote": _meeting,
    "grupp": _group,
    "statistik": _statistics,
    "budget": _budget,
    "nationell": _national,
}
