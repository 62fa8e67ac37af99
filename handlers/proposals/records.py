"""Proposals found among the asker's own, and what is written down of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.events import record
from handlers.ports import Services
from handlers.proposals.states import shown_state
from handlers.scope import home
from storage.indexes import Family, families
from storage.models import Collaboration, Proposal

NUMBER = re.compile(r"(?:19|20)\d\d-\d{3,5}")


@dataclass(frozen=True, slots=True)
class Acting:
    """Who does something about proposals, in whose transaction."""

    session: Session
    services: Services
    asker: Asker


@dataclass(frozen=True, slots=True)
class MovedLine:
    """Where a proposal has come to; ``step`` is what takes that back, 0 where nothing does."""

    id: int
    number: str
    title: str
    state: str
    step: int = 0


def moved_line(row: Proposal, step: int = 0) -> MovedLine:
    """Return where a proposal has come to."""
    return MovedLine(row.id, row.number or "", row.title, shown_state(row), step)


def called(row: Proposal) -> str:
    """Return what people call a proposal."""
    return f"{row.number} {row.title}" if row.number else row.title


def own_family(session: Session, asker: Asker) -> Family:
    """Return the family of collaborations whose proposals the asker deals with."""
    return home(families(session), asker.collaboration)


def root(family: Family) -> int:
    """Return the collaboration that a family's proposals belong to, by number.

    One round for the umbrella and its members: a number names one proposal for all of them.
    """
    return family.members[0].id


def found(session: Session, asker: Asker, number: int, *, lock: bool = False) -> Proposal:
    """Return a proposal of the asker's collaborations; refuse one that is not there for them.

    With ``lock`` nobody else changes it until the caller commits.
    """
    return several(session, asker, [number], lock=lock)[0]


def several(
    session: Session, asker: Asker, numbers: Sequence[int], *, lock: bool = False
) -> list[Proposal]:
    """Return proposals in the order of their numbers, each once; refuse where one is not there."""
    family = own_family(session, asker)
    wanted = sorted(set(numbers))
    rows = select(Proposal).where(
        Proposal.id.in_(wanted), Proposal.collaboration_id.in_(family.ids)
    )
    # In one order, so that two who lock several wait for each other and never in a circle.
    rows = rows.order_by(Proposal.id).execution_options(populate_existing=True)
    every = session.scalars(rows.with_for_update() if lock else rows).all()
    if len(every) != len(wanted) or not wanted:
        raise Refusal("proposal_gone")
    return list(every)


def by_reference(session: Session, family: Family, written: str) -> Proposal | None:
    """Return the proposal that is called by a number, or by its key, in a family."""
    mine = Proposal.collaboration_id.in_(family.ids)
    named = Proposal.number if NUMBER.fullmatch(written) else Proposal.key
    return session.scalars(select(Proposal).where(mine, named == written)).first()


def proposal_by_key(services: Services, asker: Asker, written: str) -> int:
    """Return the proposal that the asker calls by a number or by its key; refuse where none is."""
    with services.database.session() as session:
        row = by_reference(session, own_family(session, asker), written)
        if row is None:
            raise Refusal("proposal_gone")
        return row.id


def log(acting: Acting, row: Proposal, verb: str, **details: object) -> None:
    """Write down what somebody did about a proposal."""
    record(
        acting.session,
        acting.services.clock(),
        acting.asker,
        f"proposal_{verb}",
        about=("proposal", row.key),
        collaboration_id=row.collaboration_id,
        proposal=row.id,
        **details,
    )


def names_changed(session: Session, collaboration_id: int) -> None:
    """Let every process read the proposals' names anew."""
    session.execute(
        update(Collaboration)
        .where(Collaboration.id == collaboration_id)
        .values(proposals_revision=Collaboration.proposals_revision + 1)
    )
