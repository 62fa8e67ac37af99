"""Deleting what was asked for a meeting's sake alone: wishes, and who its guests were."""

from datetime import timedelta

from sqlalchemy import ColumnElement, Select, or_, select, update
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.events import record
from handlers.people import GUEST, forget
from handlers.ports import Services
from storage.models import CoordinatorTask, Invitee, Meeting, Person

# So that whoever has arranged it can still look something up.
KEPT_FOR = timedelta(days=7)


def clear_after_meetings(services: Services) -> int:
    """Delete wishes and guests of meetings that were over a week ago, and return how many rows.

    Wishes of who was taken off the list, and for what is cancelled, are not kept for a week. A
    guest at several meetings stays until the last of them is over; of the guest a row without a
    name is kept, so that the list and the log still tell that somebody came from an office.
    """
    wishes, guests = _wishes(services), _guests(services)
    with services.database.rows() as database:
        # Looked for first: nearly always there is nothing, and nobody's lock is taken for that.
        if not any(database.execute(one.limit(1)).first() for one in (wishes, guests)):
            return 0
    with services.database.write() as session:
        cleared = session.scalars(wishes.with_for_update(of=Invitee)).all()
        session.execute(update(Invitee).where(Invitee.id.in_(cleared)).values(wishes=""))
        erased = [
            _erased(session, services, guests, number) for number in session.scalars(guests).all()
        ]
        return len(cleared) + sum(erased)


def _wishes(services: Services) -> Select[int]:
    over = Meeting.last < services.today() - KEPT_FOR
    off = or_(over, Meeting.state == "cancelled", Invitee.removed_at.is_not(None))
    mine = Meeting.id == Invitee.meeting_id
    return select(Invitee.id).join(Meeting, mine).where(Invitee.wishes != "", off)


def _guests(services: Services) -> Select[int]:
    recent: ColumnElement[bool] = (
        select(Invitee.id)
        .join(Meeting, Meeting.id == Invitee.meeting_id)
        .where(Invitee.person_id == Person.id, Meeting.last >= services.today() - KEPT_FOR)
        .exists()
    )
    return select(Person.id).where(Person.kind == GUEST, Person.email.is_not(None), ~recent)


def _erased(session: Session, services: Services, guests: Select[int], number: int) -> bool:
    guest = session.get_one(Person, number, with_for_update=True)
    if session.scalars(guests.where(Person.id == number)).first() is None:
        # They have registered anew while their row was waited for.
        return False
    forget(guest)
    comments = Invitee.person_id == guest.id
    session.execute(update(Invitee).where(comments).values(comment=""))
    written = CoordinatorTask.asker_id == guest.id
    session.execute(update(CoordinatorTask).where(written).values(text=""))
    record(
        session,
        services.clock(),
        Asker("", door="clock"),
        "guest_erased",
        about=("person", str(guest.id)),
        collaboration_id=guest.collaboration_id,
    )
    return True
