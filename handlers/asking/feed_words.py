"""A calendar to subscribe to, in words: "kalenderlänk styrgruppen", "ny kalenderlänk"."""

import re

from sqlalchemy import select

from handlers import feeds
from handlers.answers import Answer, FeedAnswer, Option, WhichAnswer
from handlers.asking.question import Question
from handlers.errors import Refusal
from handlers.feeds import Feed, FeedScope
from handlers.projects.finding import EQUAL, SURE
from storage.models import Group
from storage.words import fold

_NAMED = r"kalender(?:lank|adress|prenumeration)(?:en)?"
_LINK = rf"(?:{_NAMED}|lank(?:en)? till (?:min |er |var )?kalendern?)"
_ASKED = re.compile(
    r"(?:(?:visa|ge mig|skicka|jag vill ha) )?(?P<new>(?:en )?ny |byt (?:ut )?)?(?:en |min )?"
    rf"{_LINK}(?: (?:(?:for|till|med|over) )?(?P<whose>.+?))?(?:,? tack)?"
)
_SUBSCRIBING = re.compile(
    r"(?:hur |kan jag |jag vill )?prenumerera(?:r)?(?: jag| man)? pa "
    r"(?:min |er |var )?(?:kalendern?|(?:mina )?moten(?:a)?)"
)
_MINE = frozenset({"", "mig", "mina moten", "min kalender"})
_ALL = frozenset({"samverkan", "hela samverkan", "miljosamverkan", "alla moten", "allt", "alla"})


def feed(question: Question) -> Answer | None:
    """Answer with where the asker subscribes to meetings; a new address makes the old one void."""
    bare = question.phrase.bare
    if _SUBSCRIBING.fullmatch(bare):
        return _answered(question, FeedScope.MINE)
    said = _ASKED.fullmatch(bare)
    if said is None:
        return None
    whose, new = said["whose"] or "", bool(said["new"])
    if whose in _MINE:
        return _answered(question, FeedScope.MINE, new=new)
    if whose in _ALL or whose in map(fold, question.scope.family.names):
        return _answered(question, FeedScope.COLLABORATION, new=new)
    return _of_group(question, whose, new=new)


def _of_group(question: Question, whose: str, *, new: bool) -> Answer:
    groups = _exactly(question, whose) or _named(question, whose)
    if not groups:
        raise Refusal("unknown_group")
    if len(groups) == 1:
        return _answered(question, FeedScope.GROUP, groups[0][0], new=new)
    begun = "ny kalenderlänk" if new else "kalenderlänk"
    options = [Option(typed=f"{begun} {key}", title=title) for key, title in groups]
    return WhichAnswer(query=whose, options=tuple(options), today=question.scope.today)


def _exactly(question: Question, whose: str) -> list[tuple[str, str]]:
    """Return key and title of the group whose key it is, or else of those whose whole title."""
    scope = question.scope
    those = select(Group.key, Group.title).where(Group.collaboration_id.in_(scope.family.ids))
    every = [(row.key, row.title) for row in scope.session.execute(those.order_by(Group.id))]
    keyed = [one for one in every if one[0] == whose]
    return keyed[:1] or [one for one in every if fold(one[1]) == whose]


def _named(question: Question, whose: str) -> list[tuple[str, str]]:
    """Return key and title of the groups that fit equally well."""
    hits = [hit for hit in question.scope.indexes.groups.search(whose) if hit.score >= SURE]
    return [(one.ref.key, one.ref.title) for one in hits if one.score >= hits[0].score - EQUAL]


def _answered(
    question: Question, scope: FeedScope, group_key: str = "", *, new: bool = False
) -> FeedAnswer:
    services, asker = question.scope.let_go()
    found = feeds.my_feed(services, asker, scope, group_key)
    if new:
        found = feeds.revoke_feed(services, asker, found.number, found.generation)
    return _told(found, renewed=new)


def _told(found: Feed, *, renewed: bool) -> FeedAnswer:
    return FeedAnswer(
        scope=found.scope,
        group=found.group,
        collaboration=found.collaboration,
        address=found.address,
        renewed=renewed,
    )
