"""Writing down what becomes of a claim, unless somebody else has claimed the notices meanwhile."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Table, bindparam, update
from sqlalchemy.orm import Session

from handlers.delivery.claims import OURS, Claim
from handlers.delivery.outcomes import Outcome
from handlers.notices import State
from storage.models import Base, Notice

_NOTICE: Table = Base.metadata.tables[Notice.__tablename__]
# Built once, and executed on the connection: there is one of each for every parcel.
_SETTLED = update(_NOTICE).where(*OURS).returning(_NOTICE.c.id)
_BEGUN = update(_NOTICE).where(*OURS).values(in_doubt=True)
_OTHERWISE = update(_NOTICE).where(_NOTICE.c.id.in_(bindparam("unsaid", expanding=True)))


def route(session: Session, doors: Iterable[tuple[Claim, str]]) -> None:
    """Write down by which door each claim goes."""
    ways: dict[str, list[int]] = defaultdict(list)
    for claimed, door in doors:
        ways[door] += claimed.ids
    for door, ids in ways.items():
        statement = update(_NOTICE).where(_NOTICE.c.id.in_(ids)).values(door=door)
        session.connection().execute(statement)


def begin(session: Session, claimed: Claim) -> None:
    """Write down that the claim is about to be sent: if that is cut off, it may have arrived.

    It goes with the commit before. What was only claimed when a worker died is in no doubt.
    """
    session.connection().execute(_BEGUN, claimed.held)


def settle(session: Session, claimed: Claim, outcome: Outcome, now: datetime) -> int:
    """Write the outcome down, and return how many of the notices were still ours."""
    again = outcome.state in {State.QUEUED, State.RETRY}
    values = {
        "state": outcome.state,
        "error": outcome.error,
        "receipt": outcome.receipt,
        "in_doubt": outcome.in_doubt or (again and claimed.in_doubt),
        "refused_by": sorted(claimed.refused_by | {outcome.closed} - {""}),
        "attempts": claimed.attempts if outcome.attempts is None else outcome.attempts,
        "lease_until": None,
        "ended_at": None if again else now,
        **({"next_at": outcome.next_at} if again else {}),
    }
    connection = session.connection()
    written = connection.execute(_SETTLED, {**claimed.held, **values}).scalars().all()
    for state, ids in outcome.unsaid.items():
        if unsaid := ids.intersection(written):
            connection.execute(_OTHERWISE, {"unsaid": list(unsaid), "state": state})
    return len(written)
