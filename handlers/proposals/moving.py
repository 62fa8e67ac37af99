"""Moving proposals on their way, one or several, with reasons; and taking the last move back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from handlers.access import Information, may, require
from handlers.answers import Asker
from handlers.contents import ProposalEvent
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.proposals.groups import proposers
from handlers.proposals.records import (
    Acting,
    MovedLine,
    called,
    found,
    log,
    moved_line,
    names_changed,
    several,
)
from handlers.proposals.states import ENDED, MOVES, REASONED, State, shown_state, state_of
from handlers.proposals.stepping import last_step, move_on
from handlers.proposals.telling import News, heard_of, tell
from storage.models import Proposal
from storage.models.proposals import LONGEST_WORDS

MOST_MOVED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Proposals to be moved, by number, where to, and why.

    ``seen`` is where each stood when it was decided, as far as that is known: whoever decides on
    what somebody else has moved meanwhile is told.
    """

    numbers: tuple[int, ...]
    to: str
    reason: str = ""
    seen: Mapping[int, str] = field(default_factory=dict)


def move(services: Services, asker: Asker, wanted: Move) -> tuple[MovedLine, ...]:
    """Move proposals, all of them or none; what stands there already is not moved twice."""
    require(asker, Information.PROPOSALS)
    to, reason = _checked(wanted)
    with services.database.write() as session:
        rows = several(session, asker, wanted.numbers, lock=True)
        _refuse_moved_meanwhile(rows, wanted.seen, to)
        acting = Acting(session, services, asker)
        return tuple(_moved(acting, row, to, reason) for row in rows)


def undo_move(services: Services, asker: Asker, number: int, step: int) -> MovedLine:
    """Take the last step of a proposal back: a move, or that it was withdrawn.

    Whoever has heard of it hears of this too; to the others nothing has happened.
    """
    with services.database.write() as session:
        row = found(session, asker, number, lock=True)
        if not _may_undo(session, asker, row):
            require(asker, Information.PROPOSALS)
        last = last_step(session, row.id)
        if last is None or last.id != step or last.after == State.MERGED or last.other_id:
            raise Refusal("proposal_moved_since", number=called(row), state=shown_state(row))
        if not last.before and not row.status:
            raise Refusal("proposal_first_step")
        row.state, last.undone_at = last.before, services.clock()
        if last.after == State.WITHDRAWN:
            names_changed(session, row.collaboration_id)
        acting = Acting(session, services, asker)
        log(acting, row, "move_undone", step=step, after=row.state)
        news = News(event=ProposalEvent.MOVED_BACK, stamp=f"u{step}", step=step)
        tell(acting, row, heard_of(session, step), news)
        return moved_line(row)


def _checked(wanted: Move) -> tuple[State, str]:
    if wanted.to not in MOVES:
        raise Refusal("proposal_state_unknown", state=wanted.to)
    if not wanted.numbers:
        raise Refusal("proposal_none_chosen")
    if len(wanted.numbers) > MOST_MOVED:
        raise Refusal("proposal_too_many", most=MOST_MOVED)
    reason = wanted.reason.replace("\0", "").strip()
    if len(reason) > LONGEST_WORDS:
        raise Refusal("proposal_too_long", most=LONGEST_WORDS, length=len(reason))
    if wanted.to in REASONED and not reason:
        raise Refusal("proposal_reason_missing")
    return State(wanted.to), reason


def _refuse_moved_meanwhile(rows: Sequence[Proposal], seen: Mapping[int, str], to: str) -> None:
    for row in rows:
        if row.state in ENDED:
            raise Refusal("proposal_moved_since", number=called(row), state=row.state)
        here, there = state_of(row), seen.get(row.id)
        if there is not None and here not in {there, to}:
            raise Refusal("proposal_moved_since", number=called(row), state=shown_state(row))


def _moved(acting: Acting, row: Proposal, to: State, reason: str) -> MovedLine:
    if state_of(row) == to:
        return moved_line(row)
    return moved_line(row, move_on(acting, row, to, reason).id)


def _may_undo(session: Session, asker: Asker, row: Proposal) -> bool:
    if may(asker, Information.PROPOSALS):
        return True
    own = may(asker, Information.PROPOSE) and row.state == State.WITHDRAWN
    return own and asker.person_id in proposers(session, row.id)
