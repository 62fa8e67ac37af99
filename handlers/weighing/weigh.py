"""Writing down what the preparatory group has found of a proposal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from handlers.answers import Asker, CriterionLine, ReviewSheet
from handlers.errors import Refusal
from handlers.events import record
from handlers.ports import Services
from handlers.proposals.records import found as proposal_of
from handlers.proposals.states import ENDED, MOVES, REASONED, state_of
from handlers.scope import Scope
from handlers.weighing.criteria import lines as criterion_lines
from handlers.weighing.finding import line_of
from handlers.weighing.opening import weighing
from storage.models import Proposal, Weighing
from storage.models.proposals import LONGEST_WORDS

LONGEST_REASON = LONGEST_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is found of a proposal; what is None is left as it was.

    ``outcome`` is one of the states that it can be moved to, or empty. ``points`` are by the number
    of the criterion; one without points is None. ``based_on`` is the version that somebody saw when
    they wrote it, None where they saw none.
    """

    outcome: str | None = None
    reason: str | None = None
    points: Mapping[int, int | None] = field(default_factory=dict)
    based_on: int | None = None


def weigh(services: Services, asker: Asker, proposal_id: int, found: Found) -> ReviewSheet:
    """Write down what is found of one proposal, and return it alone on a sheet.

    Refuses who does not weigh, a proposal that is taken back or merged, points outside the scale, a
    no or a not yet without a reason, and what somebody else has weighed meanwhile.
    """
    with weighing(services, asker) as opened:
        session = opened.session
        criteria = criterion_lines(session, opened.family.ids[0])
        row = proposal_of(session, asker, proposal_id, lock=True)
        put_down(opened, row, found, criteria)
        session.flush()
        line = line_of(opened, row, criteria)
        return ReviewSheet(opened.family.name, opened.today, criteria, (line,))


def put_down(opened: Scope, row: Proposal, found: Found, criteria: Sequence[CriterionLine]) -> bool:
    """Put down what is found of a proposal that is locked; tell whether that was anything new."""
    session, services = opened.session, opened.services
    if state_of(row) in ENDED:
        raise Refusal("proposal_ended", title=row.title)
    kept = session.scalars(select(Weighing).filter_by(proposal_id=row.id)).one_or_none()
    made = _merged(kept, found)
    _check(made, found, criteria)
    if kept is not None and made == _of(kept):
        return False
    if kept is None and made == _Kept():
        return False
    if found.based_on is not None and found.based_on != (kept.version if kept else 0):
        raise Refusal("weighed_meanwhile", title=row.title)
    weighed = kept or Weighing(collaboration_id=row.collaboration_id, proposal_id=row.id, version=0)
    weighed.outcome, weighed.reason, weighed.points = made.outcome, made.reason, made.points
    weighed.version += 1
    weighed.weighed_at, weighed.weighed_by_id = services.clock(), opened.asker.person_id
    session.add(weighed)
    record(
        session,
        services.clock(),
        opened.asker,
        "proposal_weighed",
        about=("proposal", row.key),
        collaboration_id=row.collaboration_id,
        outcome=made.outcome,
        reason=made.reason,
        points=made.points,
    )
    return True


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of a weighing."""

    outcome: str = ""
    reason: str = ""
    points: dict[str, int] = field(default_factory=dict)


def _of(kept: Weighing | None) -> _Kept:
    return _Kept(kept.outcome, kept.reason, dict(kept.points)) if kept else _Kept()


def _merged(kept: Weighing | None, found: Found) -> _Kept:
    before = _of(kept)
    points = {
        **before.points,
        **{str(number): value for number, value in found.points.items() if value is not None},
    }
    for number, value in found.points.items():
        if value is None:
            points.pop(str(number), None)
    return _Kept(
        before.outcome if found.outcome is None else found.outcome,
        before.reason if found.reason is None else found.reason.strip(),
        points,
    )


def _check(made: _Kept, found: Found, criteria: Sequence[CriterionLine]) -> None:
    if made.outcome and made.outcome not in MOVES:
        raise Refusal("weighed_outcome_unknown")
    if made.outcome in REASONED and not made.reason:
        raise Refusal("weighed_without_reason")
    if len(made.reason) > LONGEST_REASON:
        raise Refusal("weighed_reason_too_long", most=LONGEST_REASON, length=len(made.reason))
    scales = {one.id: one for one in criteria}
    for number, value in found.points.items():
        scale = scales.get(number)
        if scale is None:
            raise Refusal("criterion_gone")
        if value is not None and not 1 <= value <= scale.most:
            raise Refusal("points_outside", name=scale.name, most=scale.most)
