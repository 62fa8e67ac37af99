"""Moving proposals as the preparatory group has weighed them, with its reasons."""

from sqlalchemy import select

from handlers.access import Information, require
from handlers.answers import Asker, ReviewLine
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.proposals.records import Acting
from handlers.proposals.states import ENDED, REASONED, State, state_of
from handlers.proposals.stepping import move_on
from handlers.scope import Scope
from handlers.weighing.criteria import lines as criterion_lines
from handlers.weighing.finding import UNDECIDED, lines_of, weighed_sheet
from handlers.weighing.opening import weighing
from storage.models import Proposal, Weighing

# One transaction tells everybody behind them.
MOST_MOVED = 200


def to_move(services: Services, asker: Asker) -> tuple[ReviewLine, ...]:
    """Return the undecided proposals that were weighed to go somewhere else than they stand."""
    require(asker, Information.PROPOSALS)
    sheet = weighed_sheet(services, asker)
    return tuple(one for one in sheet.lines if one.outcome and one.outcome != one.state)


def move_as_weighed(services: Services, asker: Asker) -> tuple[ReviewLine, ...]:
    """Move them, all or none, and tell whoever is behind each; return them as they stand then.

    Refuses where there are none, or more than go at once, and a no without a reason.
    """
    require(asker, Information.PROPOSALS)
    with weighing(services, asker) as opened:
        moved = _moved(opened)
        criteria = criterion_lines(opened.session, opened.family.ids[0])
        return lines_of(opened, moved, criteria)


def _moved(opened: Scope) -> list[Proposal]:
    acting = Acting(opened.session, opened.services, opened.asker)
    rows = opened.session.execute(
        select(Proposal, Weighing)
        .join(Weighing, Weighing.proposal_id == Proposal.id)
        .where(Proposal.collaboration_id.in_(opened.family.ids), Weighing.outcome != "")
        .order_by(Proposal.id)
        .with_for_update(of=Proposal)
    ).all()
    wanted = [(row, found) for row, found in rows if _moves(row, found)]
    if not wanted:
        raise Refusal("nothing_weighed_to_move")
    if len(wanted) > MOST_MOVED:
        raise Refusal("proposal_too_many", most=MOST_MOVED)
    for row, found in wanted:
        if found.outcome in REASONED and not found.reason:
            raise Refusal("weighed_without_reason")
        move_on(acting, row, State(found.outcome), found.reason)
    return [row for row, _ in wanted]


def _moves(row: Proposal, found: Weighing) -> bool:
    state = state_of(row)
    return state not in ENDED and state in UNDECIDED and state != found.outcome
