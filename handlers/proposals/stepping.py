"""One step of a proposal on its way, in the caller's transaction."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.contents import ProposalEvent
from handlers.proposals.records import Acting, log
from handlers.proposals.states import State
from handlers.proposals.telling import News, tell_all
from storage.models import Proposal, ProposalStep


def step_on(
    acting: Acting, row: Proposal, to: str, reason: str = "", other: int | None = None
) -> ProposalStep:
    """Let a proposal stand somewhere else, and keep the step; nobody is told of it yet."""
    step = ProposalStep(
        collaboration_id=row.collaboration_id,
        proposal_id=row.id,
        before=row.state,
        after=to,
        reason=reason,
        other_id=other,
        at=acting.services.clock(),
        by_id=acting.asker.person_id,
    )
    row.state = to
    acting.session.add(step)
    acting.session.flush()
    return step


def move_on(acting: Acting, row: Proposal, to: State, reason: str = "") -> ProposalStep:
    """Move a proposal, locked by the caller, and tell everybody behind it of the step.

    Whether the asker may, and whether a reason is needed, is the caller's to see to.
    """
    step = step_on(acting, row, to, reason)
    log(acting, row, "moved", step=step.id, before=step.before, after=step.after)
    tell_all(acting, row, News(event=ProposalEvent.MOVED, stamp=f"s{step.id}", step=step.id))
    return step


def last_step(session: Session, number: int) -> ProposalStep | None:
    """Return the last step of a proposal that has not been taken back."""
    mine = select(ProposalStep).filter_by(proposal_id=number, undone_at=None)
    return session.scalars(mine.order_by(ProposalStep.id.desc()).limit(1)).first()
