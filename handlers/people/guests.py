"""Guests: there for a meeting's sake alone, and then perhaps let into the register."""

from collections.abc import Collection, Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from handlers.people.askers import GUEST
from storage.models import Invitee, Notice, Person


def let_go(session: Session, emails: Collection[str]) -> dict[str, Person]:
    """Take their addresses from guests, in the caller's transaction; return whose they were.

    Whoever comes into the register with such an address is the same person: ``hand_over`` to them.
    """
    mine = select(Person).where(Person.kind == GUEST, Person.email.in_(emails))
    guests = {str(one.email): one for one in session.scalars(mine.with_for_update())}
    for guest in guests.values():
        guest.email = guest.mail_paused_at = None
    session.flush()
    return guests


def hand_over(session: Session, guest: Person, person: Person) -> None:
    """Let a person have the guest's meetings, and what was sent of them; erase the guest."""
    invited: Sequence[int] = session.scalars(
        select(Invitee.meeting_id).where(Invitee.person_id == person.id)
    ).all()
    theirs = Invitee.person_id == guest.id, Invitee.meeting_id.not_in(invited)
    session.execute(update(Invitee).where(*theirs).values(person_id=person.id))
    # What was sent before tells whose calendar knows of a meeting.
    session.execute(update(Notice).where(Notice.person_id == guest.id).values(person_id=person.id))
    forget(guest)


def forget(guest: Person) -> None:
    """Erase who a guest was; the row stays for those that refer to it."""
    guest.email = guest.mail_paused_at = None
    guest.name = guest.sort_key = ""
