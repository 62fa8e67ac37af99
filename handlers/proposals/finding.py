"""Finding the proposal that somebody means, and those that are like what they are writing."""

from sqlalchemy import select

from handlers.answers import (
    AmbiguousAnswer,
    Answer,
    Asker,
    DidYouMeanAnswer,
    Item,
    NotFoundAnswer,
)
from handlers.ports import Services
from handlers.projects.finding import Wish, chosen, worth_asking
from handlers.projects.lists import items_of
from handlers.proposals.listing import item_of, keys
from handlers.proposals.records import NUMBER, by_reference
from handlers.proposals.showing import show_proposal
from handlers.roles import coordinator
from handlers.scope import Scope, scope
from storage.models import Proposal
from storage.words import words

_AT_MOST = 3
# A title that has as many words, or letters, tells enough to look for others like it.
_ENOUGH_WORDS = 3
_ENOUGH_LETTERS = 7


def find_proposal(scope: Scope, wish: Wish) -> Answer:
    """Answer for the proposal that ``wish`` means."""
    number = NUMBER.search(wish.query)
    row = by_reference(scope.session, scope.family, number[0]) if number else None
    if row is not None:
        return show_proposal(scope, row.id, wish.asked)
    hits = scope.indexes.proposals.search(wish.query)
    fitting = chosen(hits, wish)
    if len(fitting) == 1:
        return show_proposal(scope, fitting[0].id, wish.asked)
    if fitting:
        items = _lines(scope, [ref.id for ref in fitting])
        return AmbiguousAnswer(ids=keys(items), query=wish.query, items=items)
    near = [hit.ref.id for hit in hits if worth_asking(hit)]
    if near:
        items = _lines(scope, near[:_AT_MOST])
        return DidYouMeanAnswer(ids=keys(items), query=wish.query, items=items)
    return NotFoundAnswer(query=wish.query, contact=coordinator(scope))


def similar(scope: Scope, topic: str, *, but: int | None = None) -> tuple[Item, ...]:
    """Return earlier proposals like ``topic``, for somebody about to hand one in."""
    hits = [hit for hit in scope.indexes.proposals.search(topic) if worth_asking(hit)]
    return _lines(scope, [hit.ref.id for hit in hits if hit.ref.id != but][:_AT_MOST])


def like_title(
    services: Services, asker: Asker, title: str, *, but: int | None = None
) -> tuple[Item, ...]:
    """Return proposals and projects like a title that somebody is writing, proposals first.

    Nothing while the title tells too little; ``but`` is the proposal that is being changed.
    """
    if not tells_enough(title):
        return ()
    with scope(services, asker) as here:
        proposals = similar(here, title, but=but)
        hits = [hit for hit in here.indexes.projects.search(title) if worth_asking(hit)]
        projects = items_of(here, [hit.ref for hit in hits[:_AT_MOST]])
        return (*proposals, *projects)[:_AT_MOST]


def tells_enough(title: str) -> bool:
    """Tell whether there is enough of a title to look for others like it."""
    written = words(title)
    return len(written) >= _ENOUGH_WORDS or sum(map(len, written)) >= _ENOUGH_LETTERS


def _lines(scope: Scope, numbers: list[int]) -> tuple[Item, ...]:
    rows = scope.session.scalars(select(Proposal).where(Proposal.id.in_(numbers)))
    found = {row.id: item_of(row) for row in rows}
    return tuple(found[number] for number in numbers if number in found)
