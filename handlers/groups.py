"""Groups: who sits there, how many, what they decide."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from handlers.access import Information, may
from handlers.answers import (
    AmbiguousAnswer,
    Answer,
    DidYouMeanAnswer,
    GroupAnswer,
    Item,
    Labelled,
    NotFoundAnswer,
)
from handlers.memberships import card, holding
from handlers.projects.finding import AT_MOST, EQUAL, SURE, worth_asking
from handlers.roles import coordinator
from handlers.scope import Scope
from storage.models import Group, Membership, Person


def show_group(scope: Scope, number: int) -> GroupAnswer:
    """Answer for one group; its members only to those who may see them."""
    group = scope.session.get_one(Group, number)
    details = group.details
    meetings, least = details.get("meetings_per_year"), details.get("meetings_per_year_min")
    return GroupAnswer(
        ids=(group.key,),
        title=group.title,
        size=group.size if group.size is not None else details.get("size_derived"),
        size_note=details.get("size_note", ""),
        composition=tuple(_row(row) for row in details.get("composition", ())),
        decides=tuple(details.get("decides", ())),
        tasks=tuple(details.get("tasks", ())),
        meetings=str(meetings or least or ""),
        meetings_least=not meetings and bool(least),
        members=tuple(card(scope, person) for person in _members(scope, group)),
        notes=tuple(group.notes),
        source=group.source,
    )


def group_items(scope: Scope, numbers: Sequence[int]) -> tuple[Item, ...]:
    """Return list lines for groups, in the given order."""
    rows = scope.session.scalars(select(Group).where(Group.id.in_(numbers)))
    found = {group.id: Item(group.key, group.title, "group") for group in rows}
    return tuple(found[number] for number in numbers if number in found)


def _members(scope: Scope, group: Group) -> list[Person]:
    if not may(scope.asker, Information.REGISTER):
        return []
    statement = (
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.group_id == group.id, holding(scope.today))
        .options(joinedload(Person.office), selectinload(Person.memberships))
        .order_by(Person.sort_key)
    )
    return list(scope.session.scalars(statement).unique())


def _row(row: dict[str, object]) -> Labelled:
    number = row.get("n")
    return Labelled(str(row["who"]), "" if number is None else str(number))


def find_group(scope: Scope, query: str) -> Answer:
    """Answer for the group that ``query`` means, or say honestly that it is not sure."""
    hits = scope.indexes.groups.search(query)
    sure = [hit for hit in hits if hit.score >= SURE]
    fitting = [hit.ref.id for hit in sure if hit.score >= sure[0].score - EQUAL]
    if len(fitting) == 1:
        return show_group(scope, fitting[0])
    if fitting:
        items = group_items(scope, fitting)
        return AmbiguousAnswer(ids=tuple(item.key for item in items), query=query, items=items)
    near = [hit.ref.id for hit in hits if worth_asking(hit)][:AT_MOST]
    if near:
        items = group_items(scope, near)
        return DidYouMeanAnswer(ids=tuple(item.key for item in items), query=query, items=items)
    return NotFoundAnswer(query=query, contact=coordinator(scope))
