"""Registering for a meeting by its link, without anybody having to know who one is.

Whoever registers is told the same whether the address is in the register or not: what comes of it
is told in the mail that goes there.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.addresses import address
from handlers.answers import Asker, RoleContact
from handlers.booked import meeting_line
from handlers.contents import MeetingLine
from handlers.errors import Refusal
from handlers.events import record
from handlers.invitations.joining import BY_LINK, invitee_of, join
from handlers.invitations.places import is_full, seat, takes_no_more
from handlers.invitations.span import over
from handlers.invitations.telling import tell
from handlers.people import GUEST, by_email
from handlers.ports import Services
from handlers.roles import coordinator_among
from storage.indexes import families
from storage.inserting import insert_new
from storage.models import Collaboration, EnvironmentalOffice, EventLog, Invitee, Meeting, Person
from storage.sorting import sort_key

LONGEST_NAME, LONGEST_EMAIL = 100, 254
# Each of them is a mail to an address that nobody has proved to be theirs. The link goes to a
# thousand inspectors at once, of whom a tenth may be quick; a program would be quicker.
MOST_AN_HOUR = 150
# Nobody registers a colleague for more meetings on a day, nor loses the mail so many times.
MOST_A_DAY = 5
_VERB = "meeting_registered"
# The name stands in a mail: nobody is to send a stranger an address to press in our name.
_NO_NAME = re.compile(r"[/@:<>\\]|www\.|\d{3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """Who wants to come. ``office_id`` is None for who is at none of those that are listed."""

    name: str
    email: str
    office_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationForm:
    """What one registers for, and the offices to choose from: their numbers and names.

    ``full``: whoever registers now waits for a place; or, where it is ``closed``, nobody can until
    there is room. ``contact`` is whom to ask then. ``answer_by`` is a local day.
    """

    meeting: MeetingLine
    about: str
    answer_by: date | None
    offices: tuple[tuple[int, str], ...]
    full: bool
    closed: bool = False
    contact: RoleContact | None = None


def registration_form(services: Services, number: int, registration: int) -> RegistrationForm:
    """Return what the link with this number is for; refuses one that is void."""
    with services.database.session() as session:
        meeting = _opened(session, services, number, registration)
        owner = session.get_one(Collaboration, meeting.collaboration_id)
        closed = takes_no_more(session, meeting)
        return RegistrationForm(
            meeting=meeting_line(meeting, owner.name),
            about=meeting.about,
            answer_by=meeting.answer_by,
            offices=_offices(session, meeting),
            full=is_full(session, meeting),
            closed=closed,
            contact=_contact(session, services, meeting) if closed else None,
        )


def registration_faults(wanted: Registration) -> tuple[str, ...]:
    """Return the codes of what is no name and no address; nothing is looked up."""
    name = _name(wanted.name)
    named = name and len(name) <= LONGEST_NAME and not _NO_NAME.search(name)
    faults = {"registration_name": not named, "registration_email": not _email(wanted.email)}
    return tuple(code for code, wrong in faults.items() if wrong)


def register(services: Services, number: int, registration: int, wanted: Registration) -> None:
    """Put whoever has the address on the list, as one who comes, and send the invitation there.

    Who is on the list already gets the invitation once more, and nothing that they have answered is
    changed. Refuses a void link, what is no name or address, more than anybody needs, and a course
    without room: whoever asks, so that it does not tell who is on the list.
    """
    if faults := registration_faults(wanted):
        raise Refusal(faults[0])
    name, email = _name(wanted.name), _email(wanted.email)
    with services.database.write() as session:
        meeting = _opened(session, services, number, registration, lock=True)
        if wanted.office_id not in {None, *(one for one, _ in _offices(session, meeting))}:
            raise Refusal("form_unreadable")
        if takes_no_more(session, meeting):
            raise Refusal("registration_full")
        _check_meeting(session, services, meeting)
        person = _person(session, services, meeting, (name, email), wanted.office_id)
        _check_person(session, services, person)
        _put_down(session, services, meeting, person)
        record(
            session,
            services.clock(),
            Asker("", person.id, door="page"),
            _VERB,
            about=("meeting", str(meeting.id)),
            collaboration_id=meeting.collaboration_id,
        )


def _name(written: str) -> str:
    return " ".join(written.split())


def _email(written: str) -> str:
    """Return an address, or nothing for what is none."""
    try:
        return address(written.strip())
    except ValueError:
        return ""


def _opened(
    session: Session, services: Services, number: int, registration: int, *, lock: bool = False
) -> Meeting:
    meeting = session.get(Meeting, number, with_for_update=lock or None)
    if meeting is None or meeting.registration != registration:
        raise Refusal("registration_closed")
    if meeting.state != "booked" or over(meeting) <= services.clock():
        raise Refusal("registration_over")
    if not meeting.registers:
        raise Refusal("registration_closed")
    return meeting


def _offices(session: Session, meeting: Meeting) -> tuple[tuple[int, str], ...]:
    family = next(one for one in families(session) if meeting.collaboration_id in one.ids)
    rows = session.execute(
        select(EnvironmentalOffice.id, EnvironmentalOffice.name)
        .where(EnvironmentalOffice.collaboration_id.in_(family.ids))
        .order_by(EnvironmentalOffice.sort_key, EnvironmentalOffice.id)
    )
    return tuple((number, name) for number, name in rows)


def _contact(session: Session, services: Services, meeting: Meeting) -> RoleContact | None:
    family = next(one for one in families(session) if meeting.collaboration_id in one.ids)
    mailboxes = services.indexes.of(session, family).mailboxes
    return coordinator_among(mailboxes, services.today())


def _check_meeting(session: Session, services: Services, meeting: Meeting) -> None:
    since = services.clock() - timedelta(hours=1)
    mine = EventLog.record_kind == "meeting", EventLog.record_key == str(meeting.id)
    if _count(session, EventLog.verb == _VERB, EventLog.at > since, *mine) >= MOST_AN_HOUR:
        raise Refusal("registration_busy")


def _check_person(session: Session, services: Services, person: Person) -> None:
    since = services.clock() - timedelta(days=1)
    mine = EventLog.verb == _VERB, EventLog.at > since, EventLog.actor_id == person.id
    if _count(session, *mine) >= MOST_A_DAY:
        raise Refusal("registration_often")


def _count(session: Session, *conditions: object) -> int:
    return session.execute(select(func.count(EventLog.id)).where(*conditions)).scalar_one()  # type: ignore[arg-type]  # columns' comparisons


def _person(
    session: Session,
    services: Services,
    meeting: Meeting,
    called: tuple[str, str],
    office_id: int | None,
) -> Person:
    """Return who has the address, as they stand in the register; else a guest."""
    name, email = called
    known = by_email(session, email, lock=True, guests=True)
    if known is not None:
        return known
    guest = insert_new(services.database, Person).values(
        collaboration_id=meeting.collaboration_id,
        key=f"{GUEST}-{secrets.token_hex(6)}",
        kind=GUEST,
        name=name,
        email=email,
        sort_key=sort_key(name),
        office_id=office_id,
    )
    # Where somebody else has registered the same address for another meeting, it is theirs.
    session.execute(guest)
    return session.scalars(select(Person).filter_by(email=email).with_for_update()).one()


def _put_down(session: Session, services: Services, meeting: Meeting, person: Person) -> None:
    invitee = invitee_of(session, meeting, person.id)
    if invitee is None or invitee.removed_at is not None:
        invitee = join(session, services, meeting, person.id, BY_LINK)
        _accept(services, invitee)
        seat(session, services, meeting, invitee, had_place=False)
        tell(session, services, meeting, [invitee], at_once=True)
        return
    moment = services.clock().isoformat()
    tell(session, services, meeting, [invitee], again=f"registered-{moment}", at_once=True)


def _accept(services: Services, invitee: Invitee) -> None:
    invitee.status, invitee.attends, invitee.queued_at = "accepted", "", None
    invitee.answered_sequence = invitee.sequence
    invitee.answered_at = invitee.stamp = services.clock()
    invitee.answered_by = BY_LINK
