"""Telling somebody of all times of a series at once: a calendar takes them as one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
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
    now = services.clock()
    if max(over(one) for one in times) <= now:
        return 0
    told, rows = stamps(session, times, persons), _rows(session, times, persons)
    drafts = []
    for one in persons:
        left = _left(times, rows[one], now)
        # Nobody is told that something is off who never heard of it.
        if one in told or left:
            about = (left or [time for time in times if time.id in rows[one]])[0]
            drafts.append(_draft(times, about, rows[one], now, again=again, before=told.get(one)))
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
    series, now = times[0].series, services.clock()
    there = {number: one for number, one in rows.items() if one.removed_at is None}
    held = _held(times, there)
    left = _left(times, rows, now)
    # Of what is over for them there is no more than what has been.
    recurring = recurring_of(times, there if left else held or rows, now) if rows else None
    if recurring is None or series is None:
        return None
    owner = session.get_one(Collaboration, series.collaboration_id)
    shown = (left or [one for one in times if one.id in rows])[0]
    line = meeting_line(shown, owner.name)
    return Invitation(
        meeting=replace(line, title=series.title, place=series.place, link=series.link),
        uid=series.uid,
        sequence=_sequence(left, rows),
        starts_at=shown.starts_at,
        ends_at=shown.ends_at,
        about=series.about,
        answer_by=shown.answer_by,
        cancelled=not held,
        removed=not left and _is_removed(times, rows),
        ended=not left,
        changed=bool(notice.details.get("changed")),
        summons=shown.kind in SUMMONED,
        reminder=reminder,
        revision=shown.revision,
        stamp=stamp_of(notice),
        series=recurring,
    )


def _left(times: Sequence[Meeting], rows: Mapping[int, Invitee], now: datetime) -> list[Meeting]:
    """Return the times to come of those whose lists somebody is on."""
    mine = ahead(times, now)
    return [one for one in mine if one.id in rows and rows[one.id].removed_at is None]


def _held(times: Sequence[Meeting], there: Mapping[int, Invitee]) -> dict[int, Invitee]:
    """Return how somebody stands to what is held, or has been."""
    return {one.id: there[one.id] for one in times if one.id in there and one.state != "cancelled"}


def _is_removed(times: Sequence[Meeting], rows: Mapping[int, Invitee]) -> bool:
    """Tell whether something is held without somebody who was on its list."""
    return any(
        one.id in rows and rows[one.id].removed_at is not None and one.state != "cancelled"
        for one in times
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
) -> Mapping[int, dict[int, Invitee]]:
    mine = select(Invitee).where(
        Invitee.meeting_id.in_([one.id for one in times]), Invitee.person_id.in_(people)
    )
    found: dict[int, dict[int, Invitee]] = {one: {} for one in people}
    for row in session.scalars(mine.order_by(Invitee.id)):
        found[row.person_id][row.meeting_id] = row
    return found


def _draft(
    times: Sequence[Meeting],
    about: Meeting,
    rows: Mapping[int, Invitee],
    now: datetime,
    *,
    again: str,
    before: datetime | None,
) -> Draft:
    person_id = rows[about.id].person_id
    version = f"{sum(one.revision for one in times)}.{sum(one.sequence for one in rows.values())}"
    off = "" if any(one.removed_at is None for one in rows.values()) else "off"
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
            "sequence": rows[about.id].sequence,
            **stamped(now, before),
        },
        expires_at=max(over(one) for one in times),
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
