"""Lists of proposals: by where they stand, year, area and office, or one's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import starmap
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker, Item, ListAnswer
from handlers.ports import Services
from handlers.proposals.records import MovedLine, found, own_family
from handlers.proposals.states import State, in_sight, shown_state, stands, state_of
from handlers.roles import coordinator
from handlers.scope import Scope, scope
from storage.indexes import Family
from storage.models import EnvironmentalOffice, Proposal, ProposalBacker

# What a list is of, in the words of its heading, where that is not the state itself.
_FILTERS = {State.IN_BANK: "bank"}
# As many as a dialog has room for.
_MOST_BESIDE = 99
_MOST_AREAS = 3


class Listed(NamedTuple):
    """What a line of a list says of a proposal: a proposal's columns, as many as it takes.

    A round may hold thousands, and a whole record costs three times as much to read.
    """

    key: str
    number: str | None
    title: str
    state: str
    status: str
    category: str
    year_received: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which proposals are asked for. ``years`` are those they came in; ``office`` is by number.

    ``undated``: those whose source says no year.
    ``mine``: those that the asker stands behind, wherever they stand.
    """

    years: tuple[int, ...] = ()
    undated: bool = False
    area: str = ""
    state: str = ""
    office: int | None = None
    mine: bool = False


def list_proposals(scope: Scope, sought: Sought) -> ListAnswer:
    """Answer with proposals, the newest first."""
    found = starmap(Listed, scope.session.execute(_rows(scope, sought)))
    items = tuple(map(item_of, found))
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


def item_of(row: Proposal | Listed) -> Item:
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


def my_proposals(services: Services, asker: Asker) -> ListAnswer:
    """Answer with the proposals that the asker stands behind."""
    require(asker, Information.PROPOSE)
    with scope(services, asker) as here:
        return list_proposals(here, Sought(mine=True))


def beside(
    services: Services, asker: Asker, number: int, *, anywhere: bool = False
) -> tuple[MovedLine, ...]:
    """Return a proposal, and then those that stand where it does, or else all in the round.

    Those from the bank come last: there are many.
    """
    require(asker, Information.PROPOSALS)
    with services.database.session() as session:
        family, row = own_family(session, asker), found(session, asker, number)
        state = state_of(row)
        there = in_sight() if anywhere or not state else stands(state)
        rows = session.scalars(
            select(Proposal)
            .where(Proposal.collaboration_id.in_(family.ids), there, Proposal.id != number)
            .order_by(stands(State.IN_BANK), Proposal.number.desc().nulls_last(), Proposal.id)
            .limit(_MOST_BESIDE)
        ).all()
        return tuple(_placed(one) for one in (row, *rows))


def areas_in_use(services: Services, asker: Asker) -> tuple[str, ...]:
    """Return the areas that proposals have been given most, as examples."""
    with services.database.session() as session:
        mine = Proposal.collaboration_id.in_(own_family(session, asker).ids)
        rows = session.scalars(
            select(Proposal.category)
            .where(mine, Proposal.category != "")
            .group_by(Proposal.category)
            .order_by(func.count().desc(), Proposal.category)
            .limit(_MOST_AREAS)
        )
        return tuple(rows)


def _placed(row: Proposal) -> MovedLine:
    return MovedLine(row.id, row.number or "", row.title, state_of(row))


def in_bank(session: Session, family: Family) -> int:
    """Return how many proposals wait in the bank."""
    mine = Proposal.collaboration_id.in_(family.ids)
    counted = select(func.count()).select_from(Proposal).where(mine, stands(State.IN_BANK))
    return session.scalars(counted).one()


def _rows(scope: Scope, sought: Sought) -> Select[str, str | None, str, str, str, str, int | None]:
    newest_first = (Proposal.year_received.desc().nulls_last(), Proposal.number.desc(), Proposal.id)
    columns = select(
        Proposal.key,
        Proposal.number,
        Proposal.title,
        Proposal.state,
        Proposal.status,
        Proposal.category,
        Proposal.year_received,
    )
    return columns.where(*_conditions(scope, sought)).order_by(*newest_first)


def _conditions(scope: Scope, sought: Sought) -> Iterable[ColumnElement[bool]]:
    yield Proposal.collaboration_id.in_(scope.family.ids)
    if sought.years:
        yield Proposal.year_received.in_(sought.years)
    if sought.undated:
        yield Proposal.year_received.is_(None)
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
    if sought.undated:
        yield "undated"
    if sought.area:
        yield sought.area
    if sought.office is not None:
        yield scope.session.get_one(EnvironmentalOffice, sought.office).name
    if sought.state:
        yield _FILTERS.get(State(sought.state), sought.state)
