"""Proposals with those that were merged into them, and who stands behind them all."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import EnvironmentalOffice, Person, Proposal, ProposalBacker

PROPOSER, SUPPORTER = "proposer", "supporter"


@dataclass(frozen=True, slots=True)
class Backer:
    """Who stands behind a proposal: a person with their office, or an office alone."""

    person_id: int | None
    name: str
    office_id: int | None
    office: str
    part: str


def parts(session: Session, numbers: Collection[int]) -> dict[int, list[int]]:
    """Return each proposal with all that were merged into it, however far down."""
    found = {number: [number] for number in numbers}
    above = {number: number for number in numbers}
    while above:
        rows = session.execute(
            select(Proposal.id, Proposal.merged_into_id).where(
                Proposal.merged_into_id.in_(list(above))
            )
        ).all()
        above = {child: above[parent] for child, parent in rows if parent is not None}
        for child, head in above.items():
            found[head].append(child)
    return found


def backers(session: Session, numbers: Collection[int]) -> Mapping[int, tuple[Backer, ...]]:
    """Return who stands behind each proposal and those merged into it, each of them once."""
    whole = parts(session, numbers)
    head = {one: number for number, members in whole.items() for one in members}
    rows = session.execute(
        select(ProposalBacker, Person.name, EnvironmentalOffice.name)
        .outerjoin(Person, Person.id == ProposalBacker.person_id)
        .outerjoin(EnvironmentalOffice, EnvironmentalOffice.id == ProposalBacker.office_id)
        .where(ProposalBacker.proposal_id.in_(list(head)))
        .order_by(ProposalBacker.part, ProposalBacker.id)
    )
    found: dict[int, dict[tuple[int | None, int | None], Backer]] = {one: {} for one in numbers}
    for row, name, office in rows:
        backer = Backer(row.person_id, name or "", row.office_id, office or "", row.part)
        # The same person may have handed in both of two that were merged.
        key = (row.person_id, None if row.person_id else row.office_id)
        found[head[row.proposal_id]].setdefault(key, backer)
    return {number: _without_doubles(several.values()) for number, several in found.items()}


def _without_doubles(several: Iterable[Backer]) -> tuple[Backer, ...]:
    """Leave out an office that somebody stands for in person."""
    every = tuple(several)
    spoken_for = {one.office_id for one in every if one.person_id is not None}
    return tuple(
        one for one in every if one.person_id is not None or one.office_id not in spoken_for
    )


def offices_of(several: Iterable[Backer]) -> tuple[str, ...]:
    """Return the names of the offices behind a proposal, each once."""
    return tuple(dict.fromkeys(one.office for one in several if one.office))


def proposers(session: Session, number: int) -> Sequence[int]:
    """Return the people who handed in a proposal, or one that was merged into it."""
    members = parts(session, [number])[number]
    mine = select(ProposalBacker.person_id).where(
        ProposalBacker.proposal_id.in_(members),
        ProposalBacker.part == PROPOSER,
        ProposalBacker.person_id.is_not(None),
    )
    return [one for one in session.scalars(mine.distinct()) if one is not None]
