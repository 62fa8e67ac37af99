"""Telling somebody of all times of a series at once: a calendar takes them as one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from handlers.booked import meeting_line
from handlers.contents import Invitation
from handlers.delivery import Kind, Loaded
from handlers.invitations.span import begins, over
from handlers.invitations.stamps import INVITATION, SERIES, stamp_of, stamped, stamps
from handlers.invitations.telling import SOON, WAITING
from handlers.invitations.times import ahead, recurring_of, rows_of, times_of
from handlers.meeting_kinds import SUMMONED
from handlers.notices import Draft, State, Urgency, put
from handlers.ports import Services
from storage.models import Collaboration, Invitee, Meeting, Notice


def tell_whole(
    session: Session,
    services: Services,
    times: Sequence[Meeting],
    people: Iterable[int],
    *,
    again: str = "",
) -> int:
    """Put one message for each into the outbox that tells of all times, and count them.

    ``times`` are those of one series, locked; ``people`` are numbers. What waits to be told of a
    single time is taken back: this tells of it too.
    """
    persons = list(people)
    _withdraw(session, services, times, persons)
    now, left = services.clock(), ahead(times, services.clock())
    about = (left or times)[0]
    if over(times[-1]) <= now:
        return 0
    told, rows = stamps(session, times, persons), _rows(session, times, persons)
    drafts = [
        _draft(times, about, rows[one], now, again=again, before=told.get(one))
        for one in persons
        # Nobody is told that something is off who never heard of it.
        if one in told or (left and any(row.removed_at is None for row in rows[one]))
    ]
    return put(session, services, drafts)


def whole_waits(session: Session, times: Sequence[Meeting], person_id: int) -> bool:
    """Tell whether the invitation to all of a series is still to be sent to somebody."""
    waiting = _notices(times, [person_id]).where(Notice.kind == SERIES).limit(1)
    return session.scalars(waiting).first() is not None


def whole_invitation(
    session: Session,
    services: Services,
    times: Sequence[Meeting],
    notice: Notice,
    *,
    reminder: bool = False,
) -> Invitation | None:
    """Return what somebody is told of a series as it is now; None who has nothing to do with it."""
    rows = rows_of(session, times, notice.person_id or 0)
    mine = {number: one for number, one in rows.items() if one.removed_at is None}
    now = services.clock()
    left = [one for one in ahead(times, now) if one.id in mine]
    removed, series = bool(rows) and not mine, times[0].series
    recurring = recurring_of(times, mine or rows, now) if rows else None
    if recurring is None or series is None:
        return None
    owner = session.get_one(Collaboration, series.collaboration_id)
    shown = (left or times)[0]
    return Invitation(
        meeting=meeting_line(shown, owner.name),
        uid=series.uid,
        sequence=_sequence(left, rows),
        starts_at=shown.starts_at,
        ends_at=shown.ends_at,
        about=series.about,
        answer_by=shown.answer_by,
        cancelled=removed or all(one.state == "cancelled" for one in times),
        removed=removed,
        changed=bool(notice.details.get("changed")),
        summons=shown.kind in SUMMONED,
        reminder=reminder,
        revision=shown.revision,
        stamp=stamp_of(notice),
        series=recurring,
    )


def _sequence(left: Sequence[Meeting], rows: Mapping[int, Invitee]) -> int:
    """Return the version of the whole: single times may have been asked about more often since."""
    asked = [rows[one.id].sequence for one in left]
    return min(asked) if asked else max(one.sequence for one in rows.values())


def _withdraw(
    session: Session, services: Services, times: Sequence[Meeting], people: Sequence[int]
) -> None:
    for notice in session.scalars(_notices(times, people).with_for_update()):
        notice.state, notice.ended_at = State.CANCELLED, services.clock()


def _notices(times: Sequence[Meeting], people: Sequence[int | None]) -> Select[Notice]:
    return select(Notice).where(
        Notice.meeting_id.in_([one.id for one in times]),
        Notice.kind.in_((INVITATION, SERIES)),
        Notice.person_id.in_(people),
        Notice.state.in_(WAITING),
    )


def _rows(
    session: Session, times: Sequence[Meeting], people: Sequence[int]
) -> Mapping[int, list[Invitee]]:
    mine = select(Invitee).where(
        Invitee.meeting_id.in_([one.id for one in times]), Invitee.person_id.in_(people)
    )
    found: dict[int, list[Invitee]] = {one: [] for one in people}
    for row in session.scalars(mine.order_by(Invitee.id)):
        found[row.person_id].append(row)
    return found


def _draft(
    times: Sequence[Meeting],
    about: Meeting,
    rows: Sequence[Invitee],
    now: datetime,
    *,
    again: str,
    before: datetime | None,
) -> Draft:
    person_id = rows[0].person_id
    version = f"{sum(one.revision for one in times)}.{sum(one.sequence for one in rows)}"
    off = "" if any(one.removed_at is None for one in rows) else "off"
    named = (SERIES, str(about.series_id), f"p{person_id}", version, off, again)
    return Draft(
        key="/".join(filter(None, named)),
        kind=SERIES,
        collaboration_id=about.collaboration_id,
        person_id=person_id,
        meeting_id=about.id,
        due_at=now,
        urgency=Urgency.NOW if begins(about) - now <= SOON else Urgency.WORKING_HOURS,
        details={
            "changed": before is not None and not again,
            "sequence": max(one.sequence for one in rows if one.meeting_id == about.id),
            **stamped(now, before),
        },
        expires_at=over(times[-1]),
    )


def _load(session: Session, services: Services, notices: Sequence[Notice]) -> Loaded:
    (notice,) = notices
    meeting = session.get_one(Meeting, notice.meeting_id)
    times = times_of(session, meeting)
    newer = _notices(times, [notice.person_id]).where(Notice.kind == SERIES, Notice.id > notice.id)
    told = None
    if session.scalars(newer.limit(1)).first() is None:
        told = whole_invitation(session, services, times, notice)
    settled = frozenset() if told else frozenset({notice.id})
    return Loaded(told, settled=settled)


KINDS: Mapping[str, Kind] = {SERIES: Kind(_load, first="mail")}
