"""Mails of ours that did not arrive: written down on the person, who is spared more of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.contents import Note, NoteCode
from handlers.delivery import Kind, Loaded
from handlers.events import record
from handlers.notices import Draft, Urgency, put
from handlers.people import GUEST
from handlers.ports import SWEDEN, Services
from handlers.reminders import contact_persons, keepers
from storage.indexes import Family, families
from storage.models import Collaboration, MailFailure, Notice, Person

MAIL_PAUSED, MAIL_REFUSED = "mail_paused", "mail_refused"
# On so many different days must it be said that an address does not exist.
_DAYS = 2
# What lies further apart has nothing to do with each other.
_TOGETHER = timedelta(days=30)


class FailureKind(StrEnum):
    """What follows from a failure.

    ``HARD``: there is no such address. ``SOFT``: not now. ``REFUSED``: our own fault, whoever the
    recipient is. ``DELAYED``: not yet.
    """

    HARD = "hard"
    SOFT = "soft"
    REFUSED = "refused"
    DELAYED = "delayed"


@dataclass(frozen=True, slots=True)
class Failure:
    """A mail of ours (by its Message-ID, without brackets) that did not reach an address.

    ``status`` is as in RFC 3463, or empty.
    """

    message_id: str
    recipient: str
    kind: FailureKind
    status: str = ""


def note_failures(
    session: Session, services: Services, incoming_id: int, failures: Sequence[Failure]
) -> None:
    """Write down, in the caller's transaction, what a mail server says did not arrive.

    It is believed where it names a mail that was sent to that very person: nobody else knows its
    Message-ID, as long as a key is set. Twice on different days, and nothing more is mailed there.
    """
    if not services.secret:
        return
    for failure in failures:
        person = _recipient(session, failure)
        if person is not None:
            _note(session, services, incoming_id, failure, person)


def resume(session: Session, person_id: int) -> None:
    """Mail a person again, in the caller's transaction: a mail of theirs has come."""
    paused = Person.id == person_id, Person.mail_paused_at.is_not(None)
    session.execute(update(Person).where(*paused).values(mail_paused_at=None))
    # What was wrong before says nothing of what comes.
    hard = MailFailure.person_id == person_id, MailFailure.kind == FailureKind.HARD
    session.execute(delete(MailFailure).where(*hard))


def _recipient(session: Session, failure: Failure) -> Person | None:
    # As text, or SQLite does not see that its small index of mails is meant.
    mailed = Notice.receipt == f"<{failure.message_id}>", text("notice.door = 'mail'")
    sent_to = select(Person).join(Notice, Notice.person_id == Person.id).where(*mailed)
    # Where their mail is sent on to others, it is no fault of theirs that one of those is full.
    return session.scalars(sent_to.where(Person.email == failure.recipient).limit(1)).first()


def _note(
    session: Session, services: Services, incoming_id: int, failure: Failure, person: Person
) -> None:
    session.add(
        MailFailure(
            person_id=person.id,
            incoming_id=incoming_id,
            at=services.clock(),
            kind=failure.kind,
            status=failure.status[:20],
        )
    )
    session.flush()
    if failure.kind is FailureKind.REFUSED:
        _tell(session, services, person, MAIL_REFUSED, failure.status)
    elif failure.kind is FailureKind.HARD and person.mail_paused_at is None:
        _pause(session, services, person, failure.status)


def _pause(session: Session, services: Services, person: Person, status: str) -> None:
    hard = (
        MailFailure.person_id == person.id,
        MailFailure.kind == FailureKind.HARD,
        MailFailure.at > services.clock() - _TOGETHER,
    )
    moments = session.scalars(select(MailFailure.at).where(*hard)).all()
    if len({moment.astimezone(SWEDEN).date() for moment in moments}) < _DAYS:
        return
    person.mail_paused_at = services.clock()
    record(
        session,
        services.clock(),
        Asker("", door="mail"),
        "mail_paused",
        about=("person", str(person.id)),
        collaboration_id=person.collaboration_id,
        status=status,
    )
    _tell(session, services, person, MAIL_PAUSED, status)


def _tell(session: Session, services: Services, person: Person, kind: str, status: str) -> None:
    today = services.today()
    drafts = [
        Draft(
            # What is our own fault is everybody's: once a day is enough.
            key=f"{kind}/{today}/{'' if kind == MAIL_REFUSED else person.id}/p{told}",
            kind=kind,
            collaboration_id=person.collaboration_id,
            person_id=told,
            details={"about": person.id, "status": status},
            due_at=services.clock(),
            urgency=Urgency.WORKING_HOURS,
        )
        for told in _told(session, services, person, kind)
    ]
    put(session, services, drafts)


def _told(session: Session, services: Services, person: Person, kind: str) -> Sequence[int]:
    """Return who is told: those who can put it right, the nearest to the person first."""
    family, today = _family(session, person), services.today()
    mine = keepers(session, family, person.collaboration_id, today)
    # Of a guest nothing stands in the register that an office could put right.
    if kind == MAIL_REFUSED or person.office_id is None or person.kind == GUEST:
        return mine
    office = contact_persons(session, family, today).get(person.office_id, ())
    return tuple(_but(person.id, office)) or mine


def _but(number: int, people: Sequence[int]) -> Iterator[int]:
    return (one for one in people if one != number)


def _family(session: Session, person: Person) -> Family:
    return next(one for one in families(session) if person.collaboration_id in one.ids)


def _load_paused(session: Session, _services: Services, notices: Sequence[Notice]) -> Loaded:
    about = session.get(Person, notices[0].details["about"])
    if about is None or about.mail_paused_at is None:
        return Loaded(None, settled=frozenset(one.id for one in notices))
    owner = session.get_one(Collaboration, about.collaboration_id)
    office = about.office.name if about.office else owner.name
    return Loaded(
        Note(owner.name, NoteCode.MAIL_PAUSED, (("name", about.name), ("office", office)))
    )


def _load_refused(session: Session, _services: Services, notices: Sequence[Notice]) -> Loaded:
    owner = session.get_one(Collaboration, notices[0].collaboration_id)
    status = str(notices[0].details["status"]) or "5.7"
    return Loaded(Note(owner.name, NoteCode.MAIL_REFUSED, (("status", status),)))


KINDS: Mapping[str, Kind] = {MAIL_PAUSED: Kind(_load_paused), MAIL_REFUSED: Kind(_load_refused)}
