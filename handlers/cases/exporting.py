"""Handing a case over: whoever asks for it is written down, as for anything that is done."""

from collections.abc import Sequence

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.answers.cases import (
    CaseAnswer,
    CaseCriterion,
    CaseFile,
    CaseProposal,
    RoundExportAnswer,
)
from handlers.cases.gathering import gathered, names_of
from handlers.cases.trail import EXPORTED, events_of, mails_of, notices_of
from handlers.errors import Refusal
from handlers.events import record
from handlers.ports import Services
from handlers.proposals.groups import parts
from handlers.proposals.records import Acting, found, log, own_family, root
from storage.indexes import Family
from storage.models import Criterion, Proposal

EXPORTED_ROUND = "round_exported"


def export_case(services: Services, asker: Asker, number: int) -> CaseAnswer:
    """Return a proposal, by its number in the database, with all that is kept of it."""
    require(asker, Information.EXPORTS)
    with services.database.write() as session:
        row = found(session, asker, number)
        log(Acting(session, services, asker), row, EXPORTED.removeprefix("proposal_"))
        session.flush()
        rows = _whole(session, row)
        events = events_of(session, rows)
        family = own_family(session, asker)
        case = CaseFile(
            collaboration=family.name,
            made_at=services.clock(),
            made_by=names_of(session, [asker.person_id]).get(asker.person_id or 0, ""),
            proposals=gathered(session, rows, family),
            events=events,
            mails=mails_of(session, events),
            notices=notices_of(session, rows),
        )
        return CaseAnswer(ids=(row.key,), case=case)


def export_round(services: Services, asker: Asker, year: int) -> RoundExportAnswer:
    """Return all proposals of a round, wherever they have come to; refuse where there are none."""
    require(asker, Information.EXPORTS)
    _refuse_empty(services, asker, year)
    with services.database.write() as session:
        family = own_family(session, asker)
        rows = session.scalars(_of_round(family.ids, year)).all()
        record(
            session,
            services.clock(),
            asker,
            EXPORTED_ROUND,
            about=("proposal_round", str(year)),
            collaboration_id=root(family),
            count=len(rows),
        )
        proposals = gathered(session, rows, family)
        return RoundExportAnswer(
            ids=tuple(row.key for row in rows),
            subject="round_export",
            year=year,
            collaboration=family.name,
            made_at=services.clock(),
            criteria=_criteria(session, family, proposals),
            proposals=proposals,
        )


def _criteria(
    session: Session, family: Family, proposals: Sequence[CaseProposal]
) -> tuple[CaseCriterion, ...]:
    """Return what is weighed against now, and what any of the proposals was weighed against."""
    used = {
        one.number
        for proposal in proposals
        if proposal.weighing
        for one in proposal.weighing.points
    }
    every = select(Criterion).where(
        Criterion.collaboration_id.in_(family.ids),
        or_(Criterion.retired_at.is_(None), Criterion.id.in_(sorted(used))),
    )
    return tuple(
        CaseCriterion(number=one.id, title=one.title, retired=one.retired_at is not None)
        for one in session.scalars(every.order_by(Criterion.position, Criterion.id))
    )


def _refuse_empty(services: Services, asker: Asker, year: int) -> None:
    """Refuse a round without proposals before anything is written, or promised, of it."""
    with services.database.session() as session:
        ids = own_family(session, asker).ids
        if session.scalars(_of_round(ids, year).limit(1)).first() is None:
            raise Refusal("round_empty", year=year)


def _whole(session: Session, row: Proposal) -> Sequence[Proposal]:
    """Return a proposal, and then those that were merged into it."""
    numbers = parts(session, [row.id])[row.id]
    merged = select(Proposal).where(Proposal.id.in_(numbers), Proposal.id != row.id)
    return [row, *session.scalars(merged.order_by(Proposal.id))]


def _of_round(ids: Sequence[int], year: int) -> Select[Proposal]:
    """Select what was handed in for a year's plan; of a source's, what came in that year."""
    here = Proposal.number.startswith(f"{year}-")
    sources = and_(Proposal.number.is_(None), Proposal.year_received == year)
    mine = select(Proposal).where(Proposal.collaboration_id.in_(ids), or_(here, sources))
    return mine.order_by(Proposal.number.nulls_last(), Proposal.sort_key, Proposal.id)
