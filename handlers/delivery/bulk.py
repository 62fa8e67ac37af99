"""Copies of one thing for many: claimed, and settled, in groups.

In one transaction it is written down what became of the group before, and the next one is claimed
and marked as in doubt, because it is sent at once. So a worker that is killed leaves at most one
group in doubt, and no transaction is open while anything is sent.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import Integer, Row, Table, bindparam, case, or_, select, update
from sqlalchemy.orm import Session

from handlers.delivery.claims import HOLD, WAITING_COPIES
from handlers.delivery.outcomes import Outcome
from handlers.notices import State
from handlers.ports import Services
from storage.models import Base, Notice
from storage.places import Places

# By this way they go, and a mail server's answer finds them.
_DOOR = "mail"
# So many copies are in doubt where a worker is killed, at most.
GROUP = 20
_OURS_AT, _RECEIPTS_AT = Places("number", GROUP), Places("receipt", GROUP)

_Row: TypeAlias = Row[int, str, int | None, str, int, int, bool]
_NOTICE: Table = Base.metadata.tables[Notice.__tablename__]
_COLUMNS = (
    Notice.id, Notice.key, Notice.person_id, Notice.state, Notice.attempts, Notice.fence,
    Notice.in_doubt,
)  # fmt: skip
# Built once: that takes as long as executing them.
_OF_ISSUE = WAITING_COPIES, Notice.issue_id == bindparam("issue")
# Nobody has these, or whoever had them was cut off. The moment at which a copy is due stays as it
# is while it is sent: so its place in the index does too, which is half of what a claim costs.
_FREE = or_(Notice.state != State.SENDING, Notice.lease_until <= bindparam("now"))
_FIRST = (
    select(*_COLUMNS)
    .where(*_OF_ISSUE, Notice.next_at <= bindparam("now"), _FREE)
    .order_by(Notice.next_at, Notice.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_ANY = select(Notice.id).where(*_OF_ISSUE).limit(1)
_NUMBERS = _OURS_AT.numbers()
_OF_GROUP = _NOTICE.c.id.in_(_NUMBERS)
_HELD = _OF_GROUP, _NOTICE.c.fence == bindparam("held"), _NOTICE.c.state == State.SENDING
_OURS = select(_NOTICE.c.id).where(*_HELD).with_for_update()
_MOMENT = _NOTICE.c.ended_at.type
_TAKEN = (
    update(_NOTICE)
    .where(_OF_GROUP)
    .values(
        state=State.SENDING,
        fence=bindparam("held", type_=Integer),
        attempts=_NOTICE.c.attempts + 1,
        in_doubt=True,
        lease_until=bindparam("until", type_=_MOMENT),
    )
)
_ASIDE = (
    update(_NOTICE)
    .where(_OF_GROUP)
    .values(
        state=State.UNSURE,
        error="cut_off",
        lease_until=None,
        ended_at=bindparam("now", type_=_MOMENT),
    )
)
_SETTLED = update(_NOTICE).where(_NOTICE.c.id == bindparam("number"))
_RECEIPTS = case(
    *(
        (_NOTICE.c.id == one, said)
        for one, said in zip(_NUMBERS, _RECEIPTS_AT.words(), strict=True)
    ),
    else_=_NOTICE.c.receipt,
)
# A whole group that has arrived in one statement, which is what becomes of nearly all of them.
_ARRIVED = (
    update(_NOTICE)
    .where(*_HELD)
    .values(
        state=State.SENT,
        receipt=_RECEIPTS,
        error="",
        door=_DOOR,
        in_doubt=False,
        lease_until=None,
        ended_at=bindparam("now", type_=_MOMENT),
    )
)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that is ours to send: its notice, whom it is for, and the attempt that this is."""

    id: int
    key: str
    person_id: int | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Group:
    """Copies that are ours until the lease ends."""

    copies: tuple[Copy, ...]
    fence: int
    lease_until: datetime


# What became of a copy.
Ended = tuple[Copy, Outcome]


def on_hold(session: Session) -> bool:
    """Tell whether nothing is to be sent: a backup has been restored."""
    return session.connection().execute(HOLD).first() is not None


def any_waiting(session: Session, issue_id: int) -> bool:
    """Tell whether a copy of an issue waits, or is on its way."""
    return session.execute(_ANY, {"issue": issue_id}).first() is not None


def take(
    session: Session, services: Services, issue_id: int, most: int, lease: timedelta
) -> tuple[Group | None, int]:
    """Claim copies of an issue that are due, at most so many, and mark them as in doubt.

    Return them, and how many were set aside: whoever had those was cut off while sending them, so
    nobody knows whether they have arrived, and they are not sent again by themselves.
    """
    now = services.clock()
    # Those that are set aside make room for as many others.
    values = {"issue": issue_id, "now": now, "most": most}
    due = session.connection().execute(_FIRST, values).all()
    doubtful = [row.id for row in due if row.in_doubt]
    _set_aside(session, doubtful, now)
    sound = [row for row in due if not row.in_doubt]
    return (_claimed(session, sound, now + lease) if sound else None), len(doubtful)


def park_cut_off(session: Session, services: Services, issue_id: int) -> int:
    """Set aside what somebody was cut off in while sending, and return how many those are."""
    now = services.clock()
    cut_off = select(Notice.id).where(
        *_OF_ISSUE, Notice.lease_until <= now, Notice.state == State.SENDING
    )
    found = session.execute(cut_off.with_for_update(skip_locked=True), {"issue": issue_id})
    numbers = list(found.scalars())
    _set_aside(session, numbers, now)
    return len(numbers)


def cancel_waiting(session: Session, services: Services, issue_id: int) -> int:
    """Take back the copies of an issue that wait, and return how many those were.

    What is on its way is past that: it waits again, or has ended, when its group is over.
    """
    waiting = (
        update(_NOTICE)
        .where(*_OF_ISSUE, _NOTICE.c.state.in_((State.QUEUED, State.RETRY)))
        .values(state=State.CANCELLED, error="stopped", ended_at=services.clock())
        .returning(_NOTICE.c.id)
    )
    return len(session.connection().execute(waiting, {"issue": issue_id}).all())


def settle_copies(
    session: Session, group: Group, ended: Iterable[Ended], now: datetime
) -> Counter[State]:
    """Write down what became of copies, and return how many of them, still ours, by state."""
    ended = tuple(ended)
    arrived = [one for one in ended if one[1].state is State.SENT]
    others = (one for one in ended if one[1].state is not State.SENT)
    sent = _arrived(session, group, arrived, now) if arrived else 0
    outcomes = {copy.id: (copy, outcome) for copy, outcome in others}
    held = {"held": group.fence, **_OURS_AT.filled(outcomes)}
    connection = session.connection()
    ours = connection.execute(_OURS, held).scalars().all() if outcomes else ()
    for rows in _written([outcomes[number] for number in ours], now):
        connection.execute(_SETTLED, rows)
    settled = Counter(outcomes[number][1].state for number in ours)
    return settled + Counter({State.SENT: sent})


def _arrived(session: Session, group: Group, ended: Sequence[Ended], now: datetime) -> int:
    """Write down that copies have arrived, and return how many of them were still ours."""
    values = {
        "held": group.fence,
        "now": now,
        **_OURS_AT.filled(copy.id for copy, _ in ended),
        **_RECEIPTS_AT.filled(outcome.receipt for _, outcome in ended),
    }
    return session.connection().execute(_ARRIVED, values).rowcount


def _written(ended: Sequence[Ended], now: datetime) -> Iterable[list[dict[str, Any]]]:
    """Return what is written of each copy, together where it is the same that is written."""
    found = defaultdict(list)
    for copy, outcome in ended:
        again = outcome.state in {State.QUEUED, State.RETRY}
        row = {
            "number": copy.id,
            "state": outcome.state,
            "error": outcome.error,
            "receipt": outcome.receipt,
            "door": _DOOR,
            "in_doubt": outcome.in_doubt,
            "lease_until": None,
            "attempts": copy.attempts if outcome.attempts is None else outcome.attempts,
            **({"next_at": outcome.next_at} if again else {"ended_at": now}),
        }
        found[again].append(row)
    return found.values()


def _set_aside(session: Session, numbers: Sequence[int], now: datetime) -> None:
    for first in range(0, len(numbers), GROUP):
        some = _OURS_AT.filled(numbers[first : first + GROUP])
        session.connection().execute(_ASIDE, {"now": now, **some})


def _claimed(session: Session, rows: Sequence[_Row], until: datetime) -> Group:
    group = Group(tuple(_copies(rows)), max(row.fence for row in rows) + 1, until)
    values = {"held": group.fence, "until": until}
    numbers = _OURS_AT.filled(one.id for one in group.copies)
    session.connection().execute(_TAKEN, {**values, **numbers})
    return group


def _copies(rows: Iterable[_Row]) -> Iterator[Copy]:
    for row in rows:
        yield Copy(row.id, row.key, row.person_id, row.attempts + 1)
