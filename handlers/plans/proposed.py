"""What becomes of a proposal when it comes into a plan, and when it is taken out again."""

from sqlalchemy import or_, select

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.plans.columns import short_enough
from handlers.plans.finding import Work
from handlers.ports import Services
from handlers.proposals import Acting, State, move_on, stands, state_of
from handlers.scope import home
from storage.indexes import families
from storage.models import PlanEntry, Proposal

# Where a proposal can go that is taken out of a plan.
BECOMES = (State.IN_BANK, State.NOT_IN_PLAN)
LONGEST_REASON = 3000
_ENDED = frozenset({State.WITHDRAWN, State.MERGED})
# On its way through a round: neither in a plan nor told a no.
_ON_THE_WAY = (State.RECEIVED, State.WITH_CONTACTS, State.UNDER_REVIEW, State.ON_COMMENT)


def take_in(services: Services, asker: Asker, work: Work, key: str) -> None:
    """Let a proposal be in the plan, and tell who is behind it; refuse one that was withdrawn."""
    row = _locked(work, key)
    if row.state in _ENDED:
        raise Refusal("plan_proposal_ended", title=row.title)
    if state_of(row) != State.IN_PLAN:
        move_on(Acting(work.session, services, asker), row, State.IN_PLAN)


def let_out(
    services: Services, asker: Asker, work: Work, entry: PlanEntry, *, becomes: str, reason: str
) -> None:
    """Say what becomes of the proposal of a line that is taken out; refuse where nobody does.

    Of one that has gone elsewhere meanwhile, or stands in another line too, nothing is said.
    """
    row = _locked(work, entry.record_key)
    if state_of(row) != State.IN_PLAN or _stands_elsewhere(work, entry):
        return
    if becomes not in BECOMES:
        raise Refusal("plan_proposal_becomes", title=row.title)
    why = short_enough(reason, "reason", LONGEST_REASON)
    if not why:
        raise Refusal("proposal_reason_missing")
    move_on(Acting(work.session, services, asker), row, State(becomes), why)


def rest_to_bank(
    services: Services, asker: Asker, year: int, reason: str, *, of_round: bool = False
) -> tuple[int, ...]:
    """Let what came in during a year and is in no plan wait in the bank.

    ``of_round``: what was handed in for the plan of that year, whenever it came in. Returns the
    years that those that were moved had come in, the newest first.
    """
    require(asker, Information.PROPOSALS)
    why = short_enough(reason, "reason", LONGEST_REASON)
    if not why:
        raise Refusal("proposal_reason_missing")
    with services.database.write() as session:
        family = home(families(session), asker.collaboration)
        on_the_way = or_(*(stands(state) for state in _ON_THE_WAY))
        numbered = Proposal.number.startswith(f"{year}-")
        these = numbered if of_round else Proposal.year_received == year
        mine = Proposal.collaboration_id.in_(family.ids)
        statement = select(Proposal).where(mine, these, on_the_way).order_by(Proposal.id)
        rows = session.scalars(statement.with_for_update()).all()
        acting = Acting(session, services, asker)
        for row in rows:
            move_on(acting, row, State.IN_BANK, why)
        years = {row.year_received for row in rows if row.year_received}
        return tuple(sorted(years, reverse=True))


def _locked(work: Work, key: str) -> Proposal:
    mine = (Proposal.collaboration_id.in_(work.family.ids), Proposal.key == key)
    near = Proposal.collaboration_id != work.plan.collaboration_id
    statement = select(Proposal).where(*mine).order_by(near, Proposal.id).limit(1)
    fresh = statement.with_for_update().execution_options(populate_existing=True)
    row = work.session.scalars(fresh).first()
    if row is None:
        raise Refusal("no_such_plan_record", key=key)
    return row


def _stands_elsewhere(work: Work, entry: PlanEntry) -> bool:
    same = select(PlanEntry.id).where(
        PlanEntry.collaboration_id.in_(work.family.ids),
        PlanEntry.record_kind == "proposal",
        PlanEntry.record_key == entry.record_key,
        PlanEntry.section != "bank",
        PlanEntry.removed.is_(False),
        PlanEntry.id != entry.id,
        PlanEntry.number.is_not(None),
    )
    return work.session.scalars(same.limit(1)).first() is not None
