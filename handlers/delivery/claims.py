"""Claiming what is due: a lease that nobody else can have, and a fence that tells who lost it."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, bindparam, func, select, text
from sqlalchemy.orm import Session

from handlers.delivery.report import Report
from handlers.notices import State, Urgency
from handlers.ports import Services
from storage.models import Hold, Notice

# A courier gives up after a fifth of it, so a lease outlasts any attempt.
LEASE = timedelta(seconds=90)
# As text, or SQLite does not see that its small indexes of waiting rows are meant. The copies of
# a newsletter have a lane of their own: what is one person's own never waits behind them.
WAITING = text("notice.state IN ('queued', 'retry', 'sending') AND notice.issue_id IS NULL")
WAITING_COPIES = text(
    "notice.state IN ('queued', 'retry', 'sending') AND notice.issue_id IS NOT NULL"
)
# Any number will do that nobody else takes.
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7236510)")

# The condition that nobody else has claimed the notices of a claim: ``held`` gives its values.
OURS = (
    Notice.id.in_(bindparam("ours", expanding=True)),
    Notice.fence == bindparam("held"),
    Notice.state == State.SENDING,
)
# Built once: that takes as long as executing them.
_DUE = select(Notice).where(WAITING, Notice.next_at <= bindparam("now"))
# In the order of the small index, or PostgreSQL may take another one, and walk through all copies.
_ANYTHING = _DUE.with_only_columns(Notice.id).order_by(Notice.next_at).limit(1)
HOLD = select(Hold.id)
_LOCKED = _DUE.with_for_update(skip_locked=True)
# By the moment alone, which the small index has in order, however many are due.
_FIRST = _LOCKED.order_by(Notice.next_at).limit(bindparam("most"))
_NAMES: BindParameter[str] = bindparam("names", expanding=True)
# In two statements and not as IS NULL, or SQLite walks through all that is due.
_OF_BUNDLES = _LOCKED.where(func.coalesce(Notice.parcel, "") == "", Notice.bundle.in_(_NAMES))
_OF_PARCELS = _LOCKED.where(Notice.parcel.in_(_NAMES))
_STILL_OURS = select(Notice.id).where(*OURS)


@dataclass(frozen=True, slots=True)
class Claim:
    """A parcel that is ours until the lease ends: which notices, of what kind, for whom.

    The notices are as they were claimed: nobody else changes them meanwhile. ``in_doubt``: an
    earlier attempt may have arrived, by way of ``door``.
    """

    parcel: str
    ids: tuple[int, ...]
    notices: tuple[Notice, ...]
    kind: str
    person_id: int | None
    channel_id: int | None
    incoming_id: int | None
    collaboration_id: int
    urgent: bool
    attempts: int
    in_doubt: bool
    door: str
    refused_by: frozenset[str]
    fence: int
    lease_until: datetime

    @property
    def held(self) -> dict[str, object]:
        """Return what a statement with ``OURS`` in it is executed with."""
        return {"ours": self.ids, "held": self.fence}


def anything_due(services: Services) -> bool:
    """Tell whether a notice is due: looking is cheaper than taking the write lock."""
    with services.database.rows() as database:
        return database.execute(_ANYTHING, {"now": services.clock()}).first() is not None


def claim(
    session: Session, services: Services, most: int, lease: timedelta, report: Report
) -> list[Claim]:
    """Claim what is due, about ``most`` notices; what has expired is set aside and reported.

    The notices of a bundle that are due go together, and stay together when they are tried again.
    One whose lease ran out is claimed anew: whoever had it was cut off.
    """
    if session.execute(HOLD).first() is not None:
        return []
    if not services.database.is_sqlite:
        # Two who claim at once could each get half of a bundle. A claim takes milliseconds.
        session.execute(_ONE_AT_A_TIME)
    now = services.clock()
    useful = [one for one in _notices(session, now, most) if not _expired(one, now, report)]
    claims = [_taken(group, now + lease) for group in _parcels(useful)]
    session.flush()
    return claims


def still_ours(services: Services, claimed: Claim, at_least: timedelta) -> bool:
    """Tell whether the lease holds for so long at least: asked right before sending."""
    with services.database.rows() as database:
        found = database.execute(_STILL_OURS, claimed.held).all()
    # The clock last: the database may have kept us waiting.
    return len(found) == len(claimed.ids) and claimed.lease_until - services.clock() >= at_least


def _notices(session: Session, now: datetime, most: int) -> list[Notice]:
    """Lock what is due, past what somebody is settling at this moment; whole parcels only."""
    found = {one.id: one for one in session.scalars(_FIRST, {"now": now, "most": most})}
    bundles = {one.bundle for one in found.values() if one.parcel is None and one.bundle != one.key}
    parcels = {one.parcel for one in found.values() if one.parcel is not None}
    for statement, names in ((_OF_BUNDLES, bundles), (_OF_PARCELS, parcels)):
        if names:
            more = session.scalars(statement, {"now": now, "names": names})
            found |= {one.id: one for one in more}
    torn = _torn(session, found.values(), parcels)
    return [one for _id, one in sorted(found.items()) if one.parcel not in torn]


def _torn(session: Session, found: Iterable[Notice], parcels: Collection[str]) -> set[str | None]:
    """Return the parcels of which somebody is settling a part: the rest is not to go alone."""
    count = func.count()
    waiting = select(Notice.parcel, count).where(WAITING, Notice.parcel.in_(parcels))
    locked = Counter(one.parcel for one in found)
    rows = session.execute(waiting.group_by(Notice.parcel)) if parcels else ()
    return {parcel for parcel, count in rows if count > locked[parcel]}


def _expired(notice: Notice, now: datetime, report: Report) -> bool:
    """Set a notice aside that is of no use any more; one that may have arrived is not stale."""
    if notice.expires_at is None or notice.expires_at > now:
        return False
    state = State.UNSURE if notice.in_doubt else State.STALE
    notice.state, notice.ended_at, notice.error = state, now, "expired"
    report.count(state, 1)
    return True


def _parcels(notices: Iterable[Notice]) -> list[list[Notice]]:
    groups: dict[tuple[str, str], list[Notice]] = {}
    for one in notices:
        groups.setdefault((one.bundle, one.parcel or ""), []).append(one)
    return list(groups.values())


def _taken(notices: Sequence[Notice], until: datetime) -> Claim:
    head = notices[0]
    claimed = Claim(
        parcel=head.parcel or head.key,
        ids=tuple(one.id for one in notices),
        notices=tuple(notices),
        kind=head.kind,
        person_id=head.person_id,
        channel_id=head.channel_id,
        incoming_id=head.incoming_id,
        collaboration_id=head.collaboration_id,
        urgent=any(one.urgency == Urgency.NOW for one in notices),
        attempts=max(one.attempts for one in notices) + 1,
        in_doubt=any(one.in_doubt for one in notices),
        door=head.door,
        refused_by=frozenset(door for one in notices for door in one.refused_by),
        fence=max(one.fence for one in notices) + 1,
        lease_until=until,
    )
    for one in notices:
        one.state, one.parcel, one.fence = State.SENDING, claimed.parcel, claimed.fence
        one.attempts, one.in_doubt = claimed.attempts, claimed.in_doubt
        # When the lease is over anybody may claim it.
        one.lease_until = one.next_at = until
    return claimed
