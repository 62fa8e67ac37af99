"""Words explained, and where things are kept."""

from collections.abc import Sequence

from sqlalchemy import select

from handlers.answers import (
    Answer,
    ChannelAnswer,
    ConceptAnswer,
    Item,
    Labelled,
    ListAnswer,
    Period,
    ProjectAnswer,
    ProjectCard,
    ProjectState,
)
from handlers.roles import coordinator
from handlers.scope import Scope
from storage.models import Concept, NationalActivity, Place
from storage.partial_dates import PartialDate
from storage.words import GENERIC, stem, words


def explain(scope: Scope, number: int) -> Answer:
    """Answer what a word means."""
    concept = scope.session.get_one(Concept, number)
    return ConceptAnswer(term=concept.term, explanation=concept.explanation, source=concept.source)


def show_places(scope: Scope, numbers: Sequence[int]) -> Answer:
    """Answer where something is kept."""
    rows = scope.session.scalars(select(Place).where(Place.id.in_(numbers)))
    found = {row.id: row for row in rows}
    places = [found[number] for number in numbers if number in found]
    return ChannelAnswer(
        ids=tuple(place.key for place in places),
        places=tuple(Labelled(place.title, place.kind) for place in places),
        contact=coordinator(scope),
    )


def places_for(scope: Scope, about: str) -> list[int]:
    """Return the ids of the places that are for what ``about`` names ("nyckeltal", "forum")."""
    asked = {stem(word) for word in words(about)} - GENERIC
    rows = scope.session.execute(
        select(Place.id, Place.kind)
        .where(Place.collaboration_id.in_(scope.family.ids))
        .order_by(Place.id)
    )
    return [number for number, kind in rows if asked & {stem(word) for word in words(kind)}]


def show_national(scope: Scope, number: int) -> Answer:
    """Answer with one thing that a national authority does."""
    row = scope.session.get_one(NationalActivity, number)
    year = PartialDate.parse(str(row.year))
    nothing = Period(None, None)
    card = ProjectCard(
        key=row.key,
        title=row.title,
        collaboration=row.authority,
        kind=row.kind,
        year=row.year,
        state=ProjectState.OVERDUE if year.last < scope.today else ProjectState.PLANNED,
        source_status="",
        period=Period(year, year),
        period_text=str(row.year),
        campaign=nothing,
        milestones=(),
        materials=(),
        contact=coordinator(scope),
        goal="",
        responsible=row.authority,
        parties=(row.authority,),
        source=row.source,
        status_asof=None,
        notes=tuple(row.notes),
        owner=next(one.key for one in scope.family.members if one.id == row.collaboration_id),
        record_kind=_NATIONAL,
    )
    return ProjectAnswer(ids=(row.key,), card=card)


def list_nationals(scope: Scope, years: tuple[int, ...]) -> Answer:
    """Answer with what national authorities did in ``years``, or ever."""
    statement = select(NationalActivity).where(
        NationalActivity.collaboration_id.in_(scope.family.ids)
    )
    if years:
        statement = statement.where(NationalActivity.year.in_(years))
    return _nationals(list(scope.session.scalars(statement.order_by(NationalActivity.id))), years)


def _nationals(rows: Sequence[NationalActivity], years: tuple[int, ...]) -> Answer:
    items = tuple(
        Item(
            row.key,
            row.title,
            _NATIONAL,
            time=str(row.year),
            note=row.authority,
            year=row.year,
        )
        for row in rows
    )
    return ListAnswer(
        ids=tuple(item.key for item in items),
        subject="national_activities",
        filters=tuple(map(str, years)),
        items=items,
    )


def place_for_material(scope: Scope) -> list[int]:
    """Return the ids of the places that hold projects' material."""
    statement = select(Place.id, Place.kind).where(Place.collaboration_id.in_(scope.family.ids))
    rows = scope.session.execute(statement.order_by(Place.id)).all()
    return [number for number, kind in rows if any(word in kind for word in _FOR_MATERIAL)]


_NATIONAL = "national_activity"
_FOR_MATERIAL = ("material", "samarbetsyta")
