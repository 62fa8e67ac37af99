"""Keeping mails that have come in, and taking them up one at a time.

Whatever is cut off between two steps is taken up again: what was kept is taken anew when its lease
has ended, and what was settled is neither taken nor settled again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import or_, select, text, update
from sqlalchemy.orm import Session, undefer

from handlers.incoming.telling import tell_of_quarantine
from handlers.ports import Services
from storage.inserting import insert_new
from storage.models import Collaboration, IncomingMail

# Far longer than it takes to answer a mail.
LEASE = timedelta(seconds=90)
# A mail that brings down whoever takes it up is set aside after so many.
MOST_ATTEMPTS = 3
# Why: it brought down whoever took it up.
GAVE_UP = "gave_up"
# As text, or SQLite does not see that its small indexes of waiting rows and answers are meant.
WAITING = text("incoming_mail.state = 'stored'")
ANSWERED = text("incoming_mail.answer_id <> ''")
_ANYTHING = select(IncomingMail.id).where(WAITING, select(Collaboration.id).exists()).limit(1)


class MailState(StrEnum):
    """What has become of a mail.

    It waits, or it was answered, left unanswered, set aside for somebody to look at, or thrown away
    by whoever did.
    """

    STORED = "stored"
    ANSWERED = "answered"
    SILENT = "silent"
    QUARANTINED = "quarantined"
    DISCARDED = "discarded"


class Trust(StrEnum):
    """Why a mail may do what its sender alone could not be trusted with."""

    NONE = ""
    # The person it is from has said so, from their address in the register.
    CONFIRMED = "confirmed"
    # A coordinator has let it through.
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a mail was found: a mailbox, and where it stands there if it is one of IMAP's."""

    mailbox: str
    uidvalidity: int | None = None
    uid: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A mail that is ours until the lease ends. ``attempt`` counts from one.

    ``person_id`` is who has confirmed it, if somebody has; ``asked`` is what of it was shown to
    them, or to a coordinator, and let through.
    """

    number: int
    raw: bytes
    attempt: int
    fence: int
    trust: Trust = Trust.NONE
    person_id: int | None = None
    asked: str = ""


def keep(services: Services, origin: Origin, raw: bytes, digest: str) -> bool:
    """Keep a mail as it came, and return whether it is new.

    ``digest`` is the same for the same mail by whichever way it comes. What is there already is
    left as it is.
    """
    statement = insert_new(services.database, IncomingMail).returning(IncomingMail.id)
    with services.database.write() as session:
        row = _row(services, origin, raw, digest)
        return session.execute(statement, row).first() is not None


def keep_all(services: Services, place: Origin, mails: Sequence[tuple[int, bytes, str]]) -> None:
    """Keep mails of a mailbox as they came, all of them at once.

    Each is a UID, the octets and the digest. One that has come before by another way, or stands
    there twice, is kept from the first place alone.
    """
    rows = [
        _row(services, Origin(place.mailbox, place.uidvalidity, uid), raw, digest)
        for uid, raw, digest in mails
    ]
    if rows:
        with services.database.write() as session:
            # On the connection: nobody needs the rows as objects.
            session.connection().execute(insert_new(services.database, IncomingMail), rows)


def _row(services: Services, origin: Origin, raw: bytes, digest: str) -> dict[str, object]:
    return {
        "mailbox": origin.mailbox,
        "uidvalidity": origin.uidvalidity,
        "uid": origin.uid,
        "digest": digest,
        "raw": raw,
        "received_at": services.clock(),
    }


def states_at(services: Services, place: Origin, uids: Sequence[int]) -> Mapping[int, MailState]:
    """Return what has become of those mails of a mailbox that were kept from there, by UID."""
    found = select(IncomingMail.uid, IncomingMail.state).where(
        IncomingMail.mailbox == place.mailbox,
        IncomingMail.uidvalidity == place.uidvalidity,
        IncomingMail.uid.in_(uids),
    )
    with services.database.rows() as database:
        rows = database.execute(found).all()
    return {uid: MailState(state) for uid, state in rows if uid is not None}


def take(services: Services, lease: timedelta = LEASE) -> Taken | None:
    """Take the oldest mail that waits and nobody else has taken, or return None.

    One that has been taken too often without an end is quarantined instead. Before there is a
    collaboration to answer for, all of them wait.
    """
    with services.database.rows() as database:
        # Looking is cheaper than taking the write lock.
        if database.execute(_ANYTHING).first() is None:
            return None
    with services.database.write() as session:
        while (row := _next(session, services)) is not None:
            if row.attempts < MOST_ATTEMPTS:
                return _taken(row, services, lease)
            _give_up(session, row, services)
        return None


def put_back(services: Services, taken: Taken) -> None:
    """Let a mail wait for its next turn as if it had not been taken: nothing was wrong with it."""
    ours = IncomingMail.id == taken.number, IncomingMail.fence == taken.fence, WAITING
    free = {"attempts": taken.attempt - 1, "lease_until": None}
    with services.database.write() as session:
        session.execute(update(IncomingMail).where(*ours).values(free))


def _next(session: Session, services: Services) -> IncomingMail | None:
    free = or_(IncomingMail.lease_until.is_(None), IncomingMail.lease_until <= services.clock())
    return session.scalars(
        select(IncomingMail)
        .options(undefer(IncomingMail.raw))
        .where(WAITING, free)
        .order_by(IncomingMail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()


def _taken(row: IncomingMail, services: Services, lease: timedelta) -> Taken:
    row.attempts += 1
    row.fence += 1
    row.lease_until = services.clock() + lease
    trust = Trust(row.trust)
    person = row.person_id if trust is Trust.CONFIRMED else None
    # Nothing else of it is to be done than what whoever trusted it has seen.
    asked = row.shown.get("subject", "") if trust else ""
    return Taken(row.id, row.raw, row.attempts, row.fence, trust, person, asked)


def _give_up(session: Session, row: IncomingMail, services: Services) -> None:
    row.state, row.reason = MailState.QUARANTINED, GAVE_UP
    row.lease_until, row.settled_at = None, services.clock()
    if row.collaboration_id is None:
        first = select(Collaboration.id).order_by(Collaboration.id).limit(1)
        row.collaboration_id = session.execute(first).scalar_one()
    session.flush()
    tell_of_quarantine(session, services, row.collaboration_id)
