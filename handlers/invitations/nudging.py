"""Reminding those who have not answered: twice at most of each version of a meeting.

Both reminders lie in the outbox from the day somebody is invited, and say nothing to who has
answered by then. Their keys tell the version and the number, so that there never is a third.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.booked import found_meeting
from handlers.delivery import Hours, first_of_day
from handlers.errors import Refusal
from handlers.events import record
from handlers.invitations.span import begins
from handlers.invitations.times import ahead, times_of
from handlers.notices import Draft, State, Urgency, put
from handlers.ports import SWEDEN, Services
from schedules.cadence import shifted
from storage.models import Invitee, Meeting, Notice

RSVP = "rsvp"
MOST = 2
# Working days before the last day to answer, or before the meeting where none is set.
BEFORE_LAST_DAY, BEFORE_MEETING = (-5, -1), (-10, -3)
# Working days that whoever has just been invited is left in peace.
PEACE = 2


@dataclass(frozen=True, slots=True)
class Nudged:
    """How many are reminded now, and how many have been reminded as often as may be."""

    reminded: int
    spared: int


def plan_nudges(
    session: Session, services: Services, meeting: Meeting, invitees: Iterable[Invitee]
) -> None:
    """Put off, or plan anew, the reminders of those who are asked; of older versions take back."""
    people = list(invitees)
    asks = (
        meeting.series_id is None
        or meeting.sequence
        or _asking(session, services, meeting) is meeting
    )
    days = _days(services, meeting) if asks else {}
    there = _waiting(session, meeting, people)
    for notice in there:
        day = days.get(_number(notice)) if _is_current(notice, people) else None
        if day is None:
            notice.state, notice.ended_at = State.CANCELLED, services.clock()
        else:
            _put_off(notice, meeting, _morning(day))
    drafts = [
        _draft(meeting, one, number, _morning(day))
        for one in people
        for number, day in days.items()
        if one.removed_at is None
    ]
    put(session, services, drafts)


def remind_silent(services: Services, asker: Asker, number: int) -> Nudged:
    """Remind now all who have not answered; refuses what is over, or was never sent."""
    with services.database.write() as session:
        meeting = found_meeting(session, asker, number, lock=True)
        if meeting.state != "booked" or begins(meeting) <= services.clock():
            raise Refusal("meeting_not_ahead")
        if meeting.invited_at is None:
            raise Refusal("nobody_invited_yet")
        silent = [one for one in _invited(session, meeting) if is_silent(one)]
        reminded = [one for one in silent if _nudge(session, services, meeting, one)]
        record(
            session,
            services.clock(),
            asker,
            "meeting_reminded",
            about=("meeting", str(meeting.id)),
            collaboration_id=meeting.collaboration_id,
            people=[one.person_id for one in reminded],
        )
        return Nudged(len(reminded), len(silent) - len(reminded))


def is_silent(invitee: Invitee) -> bool:
    """Tell whether somebody has not answered the meeting as it is now."""
    return not invitee.status or invitee.answered_sequence != invitee.sequence


def _nudge(session: Session, services: Services, meeting: Meeting, invitee: Invitee) -> bool:
    """Send the next reminder now, if there is one left; tell whether there was."""
    now = services.clock()
    mine = _notices(meeting, [invitee])
    current = [one for one in session.scalars(mine) if _is_current(one, [invitee])]
    waiting = [one for one in current if one.state == State.QUEUED]
    if waiting:
        first = min(waiting, key=_number)
        _put_off(first, meeting, now)
        return True
    used = {_number(one) for one in current}
    left = [number for number in range(1, MOST + 1) if number not in used]
    return bool(left) and bool(put(session, services, [_draft(meeting, invitee, left[0], now)]))


def plan_for_the_next(session: Session, services: Services, meeting: Meeting) -> None:
    """Let the silent be reminded of the next time of a series, where this one does so no more."""
    asking = _asking(session, services, meeting) if meeting.series_id else None
    if asking is not None and asking is not meeting:
        plan_nudges(session, services, asking, _invited(session, asking))


def _asking(session: Session, services: Services, meeting: Meeting) -> Meeting | None:
    """Return which time of a series reminds people of all: the first that has a day left for it.

    One that was asked about anew reminds of itself.
    """
    left = ahead(times_of(session, meeting), services.clock())
    return next((one for one in left if not one.sequence and _days(services, one)), None)


def _days(services: Services, meeting: Meeting) -> dict[int, date]:
    """Return the days of the reminders that are still ahead, by their numbers."""
    if meeting.state != "booked":
        return {}
    today = services.today()
    if meeting.answer_by is not None:
        anchor, offsets = meeting.answer_by, BEFORE_LAST_DAY
    else:
        anchor, offsets = meeting.first, BEFORE_MEETING
    days = {number: shifted(anchor, offset) for number, offset in enumerate(offsets, start=1)}
    earliest = shifted(today, PEACE)
    return {number: day for number, day in days.items() if day > earliest}


def _morning(day: date) -> datetime:
    return first_of_day(day, Hours(), SWEDEN)


def _put_off(notice: Notice, meeting: Meeting, due: datetime) -> None:
    notice.due_at = notice.next_at = due
    notice.expires_at = begins(meeting)


def _draft(meeting: Meeting, invitee: Invitee, number: int, due: datetime) -> Draft:
    version = invitee.sequence
    return Draft(
        key=f"{RSVP}/{meeting.id}/p{invitee.person_id}/{version}/{number}",
        kind=RSVP,
        collaboration_id=meeting.collaboration_id,
        person_id=invitee.person_id,
        meeting_id=meeting.id,
        due_at=due,
        urgency=Urgency.WORKING_HOURS,
        details={"version": version, "number": number},
        expires_at=begins(meeting),
    )


def _number(notice: Notice) -> int:
    return int(notice.details["number"])


def _is_current(notice: Notice, people: Sequence[Invitee]) -> bool:
    return any(
        one.person_id == notice.person_id
        and one.sequence == notice.details["version"]
        and one.removed_at is None
        for one in people
    )


def _notices(meeting: Meeting, people: Sequence[Invitee]) -> Select[Notice]:
    return select(Notice).where(
        Notice.meeting_id == meeting.id,
        Notice.kind == RSVP,
        Notice.person_id.in_([one.person_id for one in people]),
    )


def _invited(session: Session, meeting: Meeting) -> Sequence[Invitee]:
    mine = select(Invitee).where(Invitee.meeting_id == meeting.id, Invitee.removed_at.is_(None))
    return session.scalars(mine.order_by(Invitee.id).with_for_update()).all()


def _waiting(session: Session, meeting: Meeting, people: Sequence[Invitee]) -> Sequence[Notice]:
    waiting = _notices(meeting, people).where(Notice.state == State.QUEUED)
    return session.scalars(waiting.with_for_update()).all()
