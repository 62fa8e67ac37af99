"""Deleting what was asked for a meeting's sake alone: wishes, and who its guests were."""

from datetime import timedelta

from sqlalchemy import ColumnElement, Select, or_, select, update
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.events import record
from handlers.newsletter_choices import ASKED, wanting
from handlers.people import GUEST, forget
from handlers.ports import Services
from storage.models import CoordinatorTask, EventLog, Invitee, Meeting, Person

# So that whoever has arranged it can still look something up.
KEPT_FOR = timedelta(days=7)


def clear_after_meetings(services: Services) -> int:
    """Delete wishes and guests of meetings that were over a week ago, and return how many rows.

    Wishes of who was taken off the list, and for what is cancelled, are not kept for a week. A
    guest at several meetings stays until the last of them is over, and one who gets a newsletter
    for as long as they do; whoever has asked for one has a week to confirm that they did. Of the
    guest a row without a name is kept, so that the list and the log still tell that somebody came
    from an office.
    """
    wishes = _wishes(services)
    with services.database.session() as session:
        # Looked for first: nearly always there is nothing, and nobody's lock is taken for that.
        guests = _guests(session, services)
        if not guests and session.execute(wishes.limit(1)).first() is None:
            return 0
    with services.database.write() as session:
        cleared = session.scalars(wishes.with_for_update(of=Invitee)).all()
        session.execute(update(Invitee).where(Invitee.id.in_(cleared)).values(wishes=""))
        erased = [_erased(session, services, number) for number in guests]
        return len(cleared) + sum(erased)


def _wishes(services: Services) -> Select[int]:
    over = Meeting.last < services.today() - KEPT_FOR
    off = or_(over, Meeting.state == "cancelled", Invitee.removed_at.is_not(None))
    mine = Meeting.id == Invitee.meeting_id
    return select(Invitee.id).join(Meeting, mine).where(Invitee.wishes != "", off)


def _guests(session: Session, services: Services, number: int | None = None) -> list[int]:
    """Return whom nothing keeps here any more; of ``number`` alone, whether nothing does."""
    since = services.today() - KEPT_FOR
    recent: ColumnElement[bool] = (
        select(Invitee.id)
        .join(Meeting, Meeting.id == Invitee.meeting_id)
        .where(Invitee.person_id == Person.id, Meeting.last >= since)
        .exists()
    )
    asked: ColumnElement[bool] = (
        select(EventLog.id)
        .where(
            EventLog.actor_id == Person.id,
            EventLog.verb == ASKED,
            EventLog.at > services.clock() - KEPT_FOR,
        )
        .exists()
    )
    found = select(Person.id, Person.email).where(
        Person.kind == GUEST, Person.email.is_not(None), ~recent, ~asked
    )
    if number is not None:
        found = found.where(Person.id == number)
    emails = {int(one): str(email) for one, email in session.execute(found.order_by(Person.id))}
    kept = wanting(session, emails.values())
    return [one for one, email in emails.items() if email not in kept]


def _erased(session: Session, services: Services, number: int) -> bool:
    guest = session.get_one(Person, number, with_for_update=True)
    if not _guests(session, services, number):
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
