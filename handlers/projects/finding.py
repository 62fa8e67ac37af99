"""Finding the project that was meant, or saying honestly that it is not sure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.answers import (
    AmbiguousAnswer,
    Answer,
    Asker,
    DidYouMeanAnswer,
    Item,
    NotFoundAnswer,
    ProjectAnswer,
)
from handlers.ports import Services
from handlers.projects.cards import show
from handlers.projects.lists import ListFilter, items_of, list_projects, running
from handlers.roles import coordinator
from handlers.scope import Scope, scope
from storage.indexes import Ref
from storage.search import WHOLE, Hit

# From here a name is taken to be the one that was meant.
SURE = 80.0
# Names this close to the best fit about equally.
EQUAL = 4.0
# Beside a name that was typed whole, one that would need a slip of the finger is not equal.
EQUAL_TO_WHOLE = 2.0
# From here a name is worth a "menade du …?".
NEAR = 64.0
# Below that only when one long word of it was matched, and that was a good part of the query.
NEAR_BY_WORD = 44.0
LIKELY_WORD = 85.0
AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: a name, perhaps a year, perhaps the newest of several."""

    query: str
    years: tuple[int, ...] = ()
    newest: bool = False
    before: int | None = None
    coming_from: int | None = None
    asked: str = ""


def find_projects(services: Services, asker: Asker, query: str, at: date | None = None) -> Answer:
    """Answer ``/projekt <query>``; without a query, what is running."""
    with scope(services, asker, at) as opened:
        if not query.strip():
            return list_projects(opened, ListFilter(running=True))
        return find(opened, Wish(query))


def suggest_projects(
    services: Services, asker: Asker, typed: str, limit: int = 100
) -> tuple[Item, ...]:
    """Return projects for a picker, best first; what is running while nothing is typed."""
    with scope(services, asker) as opened:
        if not typed.strip():
            return tuple(running(opened)[:limit])
        refs = [hit.ref for hit in opened.indexes.projects.search(typed, limit)]
        return items_of(opened, refs)


def find(scope: Scope, wish: Wish, hits: Sequence[Hit[Ref]] | None = None) -> Answer:
    """Answer for the project that ``wish`` means; ``hits`` are its query's, if known already."""
    if hits is None:
        hits = scope.indexes.projects.find(wish.query)
    fitting = chosen(hits, wish)
    if len(fitting) == 1:
        ref = fitting[0]
        return ProjectAnswer(ids=(ref.key,), card=show(scope, ref.id), asked=wish.asked)
    if fitting:
        refs = sorted(fitting, key=_newest_first)
        items = items_of(scope, refs)
        return AmbiguousAnswer(ids=_keys(items), query=wish.query, items=items)
    return unsure(scope, wish, hits)


def chosen(hits: Sequence[Hit[Ref]], wish: Wish) -> list[Ref]:
    """Return the records that fit about equally well, after years and "senaste"."""
    sure = [hit for hit in hits if hit.score >= SURE]
    if wish.years:
        sure = [hit for hit in sure if any(hit.ref.covers(year) for year in wish.years)]
    if wish.before is not None:
        sure = [hit for hit in sure if (hit.ref.year or wish.before) < wish.before]
    if not sure:
        return []
    best = sure[0].score
    margin = EQUAL_TO_WHOLE if best >= WHOLE else EQUAL
    equal = [hit for hit in sure if hit.score >= best - margin]
    # Of names that fit alike, one that holds more of the words was meant.
    most = max(hit.held for hit in equal)
    fitting = [hit.ref for hit in equal if hit.held == most]
    if wish.years:
        # The plan year says more than a period that merely touches the year.
        fitting = [ref for ref in fitting if ref.year in wish.years] or fitting
    if wish.coming_from is not None:
        # "När börjar …" asks for what is not over.
        fitting = [ref for ref in fitting if (ref.last_year or 0) >= wish.coming_from] or fitting
    if wish.newest or wish.before is not None:
        return [max(fitting, key=lambda ref: ref.year or 0)]
    return fitting


def unsure(scope: Scope, wish: Wish, hits: Sequence[Hit[Ref]]) -> Answer:
    """Answer when nothing fits: what is near here, near in another collaboration, or nothing."""
    near = items_of(scope, [hit.ref for hit in hits if worth_asking(hit)][:AT_MOST])
    there = _elsewhere(scope, wish)
    if scope.homeless and len(there) == 1:
        # Who belongs nowhere yet has no other collaboration.
        other, ref = there[0]
        return ProjectAnswer(ids=(ref.key,), card=show(other, ref.id), asked=wish.asked)
    if not near:
        near = tuple(item for one in there for item in _foreign(one))[:AT_MOST]
    if near:
        return DidYouMeanAnswer(ids=_keys(near), query=wish.query, items=near)
    return NotFoundAnswer(
        query=wish.query, running=tuple(running(scope)), contact=coordinator(scope)
    )


def worth_asking(hit: Hit[Ref]) -> bool:
    """Tell whether a hit is near enough for a "menade du …?"."""
    by_word = hit.score >= NEAR_BY_WORD and hit.best_word >= LIKELY_WORD
    return hit.score >= NEAR or by_word


def _elsewhere(scope: Scope, wish: Wish) -> list[tuple[Scope, Ref]]:
    """Return what would fit surely in the other collaborations, newest first in each."""
    found = []
    for family in scope.others:
        there = scope.elsewhere(family)
        refs = chosen(there.indexes.projects.search(wish.query), wish)
        found += [(there, ref) for ref in sorted(refs, key=_newest_first)]
    return found


def _foreign(found: tuple[Scope, Ref]) -> tuple[Item, ...]:
    there, ref = found
    return items_of(there, [ref], foreign=True)


def _newest_first(ref: Ref) -> tuple[int, str]:
    return (-(ref.year or 0), ref.key)


def _keys(items: Iterable[Item]) -> tuple[str, ...]:
    return tuple(item.key for item in items)
