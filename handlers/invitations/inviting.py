"""Inviting people and groups to a meeting, taking one off the list, and sending again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.events import record
from handlers.invitations.joining import invitee_of, let_in_again
from handlers.invitations.nudging import plan_nudges
from handlers.invitations.places import move_up
from handlers.invitations.span import over
from handlers.invitations.telling import tell, waits
from handlers.invitations.times import ahead, locked_times, rows_of
from handlers.invitations.whole import tell_whole, whole_waits
from handlers.meeting_views import Whom
from handlers.memberships import holding
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import Family, families
from storage.inserting import insert_new
from storage.models import Group, Invitee, Meeting, Membership, Person


@dataclass(frozen=True, slots=True)
class Invited:
    """How many were invited now, and how many were so before."""

    new: int
    before: int


def invite(services: Services, asker: Asker, number: int, whom: Whom) -> Invited:
    """Invite people to a meeting; those who are invited already are not told once more.

    Refuses a meeting that is over or does not say when it ends, and where nobody is meant.
    """
    with services.database.write() as session:
        meeting, times = locked_times(session, asker, number)
        check_ahead(meeting, services)
        family = home(families(session), asker.collaboration)
        people = meant(session, services, family, whom)
        if not people:
            raise Refusal("nobody_to_invite")
        new = _put_on_list(session, services, times, people)
        record(session, services.clock(), asker, "meeting_invited", people=new, **_of(meeting))
        return Invited(len(new), len(people) - len(new))


def _put_on_list(
    session: Session, services: Services, times: Sequence[Meeting], people: Sequence[int]
) -> list[int]:
    """Invite to a meeting, or to all times to come of a series; return who is new to it."""
    left = ahead(times, services.clock())
    added = {one.id: list(_added(session, services, one, people)) for one in left}
    for one in left:
        one.invited_at = one.invited_at or services.clock()
    rows = [row for each in added.values() for row in each]
    new = list(dict.fromkeys(row.person_id for row in rows))
    if times[0].series_id is None:
        tell(session, services, times[0], rows)
    else:
        _ask_of_all_alike(left, rows)
        tell_whole(session, services, times, new)
    for one in left:
        plan_nudges(session, services, one, added[one.id])
    return new


def _ask_of_all_alike(left: Sequence[Meeting], rows: Sequence[Invitee]) -> None:
    """Give what somebody is asked about a series one version: calendars answer it as a whole."""
    version = max([*(one.sequence for one in left), *(one.sequence for one in rows)])
    for row in rows:
        row.sequence = version


def uninvite(services: Services, asker: Asker, number: int, person_id: int) -> None:
    """Take somebody off the list. Their calendar is told, if it may know of the meeting."""
    with services.database.write() as session:
        meeting, times = locked_times(session, asker, number)
        invitee = invitee_of(session, meeting, person_id)
        if invitee is None or invitee.removed_at is not None:
            return
        if meeting.series_id is None:
            _take_off(session, services, meeting, invitee, invitee.sequence + 1)
            if meeting.state == "booked":
                tell(session, services, meeting, [invitee])
        else:
            _take_off_whole(session, services, times, person_id)
        record(
            session,
            services.clock(),
            asker,
            "meeting_uninvited",
            people=[person_id],
            **_of(meeting),
        )


def _take_off(
    session: Session, services: Services, meeting: Meeting, invitee: Invitee, sequence: int
) -> None:
    invitee.removed_at = services.clock()
    _no_more_for(meeting, invitee.person_id)
    # What takes a meeting out of a calendar must be newer than what put it there.
    invitee.sequence = sequence
    plan_nudges(session, services, meeting, [invitee])
    if meeting.state == "booked":
        move_up(session, services, meeting)


def _take_off_whole(
    session: Session, services: Services, times: Sequence[Meeting], person_id: int
) -> None:
    """Take somebody off the lists of all times to come: where they have been, they have been."""
    rows = rows_of(session, times, person_id, lock=True)
    sequence = 1 + max(one.sequence for one in rows.values())
    left = [one for one in ahead(times, services.clock()) if one.id in rows]
    theirs = [one for one in left if rows[one.id].removed_at is None]
    for one in theirs:
        _take_off(session, services, one, rows[one.id], sequence)
    if theirs:
        tell_whole(session, services, times, [person_id])


def _no_more_for(meeting: Meeting, person_id: int) -> None:
    """Take somebody out of those whom a meeting is for one by one: they are not invited again."""
    named = meeting.audience.get("people", [])
    if person_id in named:
        left = [one for one in named if one != person_id]
        meeting.audience = {**meeting.audience, "people": left}


def send_again(services: Services, asker: Asker, number: int, person_id: int) -> None:
    """Send the invitation once more, as the meeting is now, to who has lost it.

    Refuses who is not invited.
    """
    with services.database.write() as session:
        meeting, times = locked_times(session, asker, number)
        check_ahead(meeting, services)
        invitee = invitee_of(session, meeting, person_id)
        if invitee is None or invitee.removed_at is not None:
            raise Refusal("not_invited")
        if waits(session, meeting, invitee) or whole_waits(session, times, person_id):
            # It is on its way as it is: whoever presses twice means one.
            return
        moment = services.clock().isoformat(timespec="seconds")
        if meeting.series_id is None:
            tell(session, services, meeting, [invitee], again=moment)
        else:
            tell_whole(session, services, times, [person_id], again=moment)
        record(
            session,
            services.clock(),
            asker,
            "meeting_sent_again",
            people=[person_id],
            **_of(meeting),
        )


def check_ahead(meeting: Meeting, services: Services) -> None:
    """Refuse a meeting that nobody can be invited to: one that is over, or without an end."""
    if meeting.state != "booked" or over(meeting) <= services.clock():
        raise Refusal("meeting_not_ahead")
    if meeting.starts_at is not None and meeting.ends_at is None:
        raise Refusal("meeting_without_end")


def meant(session: Session, services: Services, family: Family, whom: Whom) -> list[int]:
    """Return the numbers of those who are meant and can be reached, in the order of their names."""
    wanted: list[ColumnElement[bool]] = [Person.id.in_(whom.people)]
    held = select(Membership.person_id).where(
        Membership.collaboration_id.in_(family.ids), holding(services.today())
    )
    wanted.append(Person.id.in_(held.where(Membership.role.in_(whom.roles))))
    grouped = held.join(Group, Group.id == Membership.group_id).where(Group.key.in_(whom.groups))
    wanted.append(Person.id.in_(grouped))
    found = (
        select(Person.id)
        .where(or_(*wanted), Person.collaboration_id.in_(family.ids), Person.email.is_not(None))
        .order_by(Person.sort_key, Person.id)
    )
    return list(session.scalars(found))


def _added(
    session: Session, services: Services, meeting: Meeting, people: Sequence[int]
) -> Sequence[Invitee]:
    """Return the rows of those who were not on the list, or not any more."""
    mine = select(Invitee).where(Invitee.meeting_id == meeting.id)
    known = {one.person_id: one for one in session.scalars(mine.with_for_update())}
    back = [known[one] for one in people if one in known and known[one].removed_at is not None]
    for one in back:
        let_in_again(one, meeting, services)
    new = [_row(services, meeting, one) for one in people if one not in known]
    if new:
        # As rows: by way of objects SQLite is asked once for each.
        session.execute(insert_new(services.database, Invitee), new)
    theirs = mine.where(Invitee.person_id.in_([row["person_id"] for row in new]))
    return [*back, *session.scalars(theirs.order_by(Invitee.id))]


def _row(services: Services, meeting: Meeting, person_id: int) -> dict[str, Any]:
    return {
        "collaboration_id": meeting.collaboration_id,
        "meeting_id": meeting.id,
        "person_id": person_id,
        "sequence": meeting.sequence,
        "invited_at": services.clock(),
    }


def _of(meeting: Meeting) -> dict[str, Any]:
    """Return what an entry of the log says of the meeting that it is about."""
    return {"about": ("meeting", str(meeting.id)), "collaboration_id": meeting.collaboration_id}
