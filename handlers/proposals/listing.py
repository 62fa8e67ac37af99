"""Lists of proposals: by where they stand, year, area and office, or one's own."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from handlers.answers import Item, ListAnswer
from handlers.proposals.states import State, in_sight, shown_state, stands
from handlers.roles import coordinator
from handlers.scope import Scope
from storage.indexes import Family
from storage.models import EnvironmentalOffice, Proposal, ProposalBacker

# What a list is of, in the words of its heading, where that is not the state itself.
_FILTERS = {State.IN_BANK: "bank"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which proposals are asked for. ``years`` are those they came in; ``office`` is by number.

    ``mine``: those that the asker stands behind, wherever they stand.
    """

    years: tuple[int, ...] = ()
    area: str = ""
    state: str = ""
    office: int | None = None
    mine: bool = False


def list_proposals(scope: Scope, sought: Sought) -> ListAnswer:
    """Answer with proposals, the newest first."""
    items = tuple(map(item_of, scope.session.scalars(_rows(scope, sought))))
    if sought.area:
        wanted = sought.area.casefold()
        items = tuple(one for one in items if wanted in one.note.casefold())
    return ListAnswer(
        ids=keys(items),
        subject="proposals",
        filters=tuple(_filters(scope, sought)),
        items=items,
        contact=coordinator(scope),
    )


def item_of(row: Proposal) -> Item:
    """Return a proposal as a line of a list."""
    year = str(row.year_received) if row.year_received else ""
    return Item(
        row.key,
        f"{row.number} {row.title}" if row.number else row.title,
        "proposal",
        shown_state(row),
        year,
        note=row.category,
        year=row.year_received,
    )


def keys(items: Iterable[Item]) -> tuple[str, ...]:
    """Return the keys of items, in their order."""
    return tuple(item.key for item in items)


def in_bank(session: Session, family: Family) -> int:
    """Return how many proposals wait in the bank."""
    mine = Proposal.collaboration_id.in_(family.ids)
    counted = select(func.count()).select_from(Proposal).where(mine, stands(State.IN_BANK))
    return session.scalars(counted).one()


def _rows(scope: Scope, sought: Sought) -> Select[Proposal]:
    newest_first = (Proposal.year_received.desc().nulls_last(), Proposal.number.desc(), Proposal.id)
    return select(Proposal).where(*_conditions(scope, sought)).order_by(*newest_first)


def _conditions(scope: Scope, sought: Sought) -> Iterable[ColumnElement[bool]]:
    yield Proposal.collaboration_id.in_(scope.family.ids)
    if sought.years:
        yield Proposal.year_received.in_(sought.years)
    if sought.state:
        yield stands(sought.state)
    elif not sought.mine:
        yield in_sight()
    if sought.office is not None:
        yield Proposal.id.in_(_backed(ProposalBacker.office_id == sought.office))
    if sought.mine:
        yield Proposal.id.in_(_backed(ProposalBacker.person_id == scope.asker.person_id))


def _backed(condition: ColumnElement[bool]) -> Select[int]:
    return select(ProposalBacker.proposal_id).where(condition)


def _filters(scope: Scope, sought: Sought) -> Iterable[str]:
    if sought.mine:
        yield "mine"
    yield from map(str, sought.years)
    if sought.area:
        yield sought.area
    if sought.office is not None:
        yield scope.session.get_one(EnvironmentalOffice, sought.office).name
    if sought.state:
        yield _FILTERS.get(State(sought.state), sought.state)
