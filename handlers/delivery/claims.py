"""Claiming what is due: a lease that nobody else can have, and a fence that tells who lost it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, TextClause, select, text
from sqlalchemy.orm import Session

from handlers.delivery.report import Report
from handlers.notices import State, Urgency
from handlers.ports import Services
from storage.models import Hold, Notice

# A courier gives up after a fifth of it, so a lease outlasts any attempt.
LEASE = timedelta(seconds=90)
# As text, or SQLite does not see that its small index of waiting rows is meant.
WAITING = text("notice.state IN ('queued', 'retry', 'sending')")
# Any number will do that nobody else takes.
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7236510)")


@dataclass(frozen=True, slots=True)
class Claim:
    """A parcel that is ours until the lease ends: which notices, of what kind, for whom.

    ``in_doubt``: an earlier attempt may have arrived, by way of ``door``.
    """

    parcel: str
    ids: tuple[int, ...]
    kind: str
    person_id: int | None
    channel_id: int | None
    collaboration_id: int
    urgent: bool
    attempts: int
    in_doubt: bool
    door: str
    refused_by: frozenset[str]
    fence: int
    lease_until: datetime


def anything_due(services: Services) -> bool:
    """Tell whether a notice is due: looking is cheaper than taking the write lock."""
    with services.database.rows() as database:
        found = select(Notice.id).where(*_due(services.clock())).limit(1)
        return database.execute(found).first() is not None


def claim(
    session: Session, services: Services, most: int, lease: timedelta, report: Report
) -> list[Claim]:
    """Claim what is due, about ``most`` notices; what has expired is set aside and reported.

    The notices of a bundle that are due go together, and stay together when they are tried again.
    One whose lease ran out is claimed anew: its attempt was cut off and may have arrived.
    """
    if session.execute(select(Hold.id)).first() is not None:
        return []
    if not services.database.is_sqlite:
        # Two who claim at once could each get half of a bundle. A claim takes milliseconds.
        session.execute(_ONE_AT_A_TIME)
    now = services.clock()
    useful = [one for one in _notices(session, now, most) if not _expired(one, now, report)]
    return [_taken(group, now + lease) for group in _parcels(useful)]


def ours(claimed: Claim) -> tuple[ColumnElement[bool], ...]:
    """Return the condition that nobody else has claimed the notices meanwhile."""
    return (
        Notice.id.in_(claimed.ids),
        Notice.fence == claimed.fence,
        Notice.state == State.SENDING,
    )


def still_ours(services: Services, claimed: Claim, at_least: timedelta) -> bool:
    """Tell whether the lease holds for so long at least: asked right before sending."""
    if claimed.lease_until - services.clock() < at_least:
        return False
    with services.database.rows() as database:
        found = database.execute(select(Notice.id).where(*ours(claimed))).all()
    return len(found) == len(claimed.ids)


def _due(now: datetime) -> tuple[TextClause, ColumnElement[bool]]:
    return WAITING, Notice.next_at <= now


def _notices(session: Session, now: datetime, most: int) -> list[Notice]:
    due = select(Notice).where(*_due(now))
    first = session.scalars(_locked(due).limit(most)).all()
    bundles = {one.bundle for one in first if one.parcel is None}
    parcels = {one.parcel for one in first if one.parcel is not None}
    together = Notice.parcel.is_(None) & Notice.bundle.in_(bundles) | Notice.parcel.in_(parcels)
    rest = session.scalars(_locked(due.where(together))).all()
    return sorted({one.id: one for one in (*first, *rest)}.values(), key=lambda one: one.id)


def _locked(statement: Select[Notice]) -> Select[Notice]:
    # Past what somebody is settling at this moment. SQLite's writers take turns anyway.
    return statement.order_by(Notice.next_at, Notice.id).with_for_update(skip_locked=True)


def _expired(notice: Notice, now: datetime, report: Report) -> bool:
    """Set a notice aside that is of no use any more; one that may have arrived is not stale."""
    if notice.expires_at is None or notice.expires_at > now:
        return False
    state = State.UNSURE if _may_have_arrived(notice) else State.STALE
    notice.state, notice.ended_at, notice.error = state, now, "expired"
    report.count(state, 1)
    return True


def _may_have_arrived(notice: Notice) -> bool:
    return notice.in_doubt or notice.state == State.SENDING


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
        kind=head.kind,
        person_id=head.person_id,
        channel_id=head.channel_id,
        collaboration_id=head.collaboration_id,
        urgent=any(one.urgency == Urgency.NOW for one in notices),
        attempts=max(one.attempts for one in notices) + 1,
        in_doubt=any(map(_may_have_arrived, notices)),
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
