"""Mails set aside: seen by the coordinators, and let through, thrown away or confirmed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker, QuarantinedMail
from handlers.errors import Refusal
from handlers.events import record
from handlers.incoming.keeping import WAITING, MailState, Trust
from handlers.incoming.telling import IN_QUARANTINE, UNCONFIRMED
from handlers.invitations.proposals import PROPOSAL, Asked, decline_proposal
from handlers.ports import Services
from handlers.scope import home
from handlers.series_views import Moment
from storage.indexes import families
from storage.models import IncomingMail

# So long can what came in somebody's name be confirmed by them.
CONFIRMED_WITHIN = timedelta(days=7)
MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class MailCounts:
    """How many mails wait to be acted on, and how many are set aside."""

    incoming_waiting: int
    incoming_quarantined: int


def quarantined_mails(services: Services, asker: Asker) -> tuple[QuarantinedMail, ...]:
    """Return the mails of the asker's collaborations that are set aside, the newest first."""
    require(asker, Information.COORDINATOR_LIST)
    with services.database.session() as session:
        shown = select(IncomingMail).where(IN_QUARANTINE, _theirs(session, asker))
        rows = session.scalars(shown.order_by(IncomingMail.id.desc()).limit(MOST_SHOWN))
        return tuple(_line(row) for row in rows)


def release_mail(services: Services, asker: Asker, number: int) -> QuarantinedMail:
    """Let a mail through: it is acted on as if its sender had been verified."""
    return _decide(services, asker, number, Trust.RELEASED)


def discard_mail(services: Services, asker: Asker, number: int) -> QuarantinedMail:
    """Throw a mail away: it is not acted on. It stays among what has come in."""
    return _decide(services, asker, number, None)


def mail_to_confirm(services: Services, number: int) -> QuarantinedMail:
    """Return a mail that came in somebody's name, as long as they can confirm it."""
    with services.database.session() as session:
        return _line(_confirmable(session, services, number))


def confirm_mail(services: Services, number: int) -> QuarantinedMail:
    """Confirm a mail, for who got its number at their own address. Twice changes nothing."""
    with services.database.write() as session:
        row = _confirmable(session, services, number, lock=True)
        if row.trust != Trust.CONFIRMED:
            person = Asker("", row.person_id, door="link")
            _let_through(session, services, person, row, Trust.CONFIRMED)
        told = _line(row)
    services.bell.set()
    return told


def forget_unconfirmed(services: Services) -> None:
    """Throw away what nobody has confirmed in time."""
    old = IncomingMail.received_at < services.clock() - CONFIRMED_WITHIN
    late = update(IncomingMail).where(IN_QUARANTINE, IncomingMail.reason == UNCONFIRMED, old)
    with services.database.write() as session:
        session.execute(late.values(state=MailState.DISCARDED, shown={}))


def mail_counts(services: Services) -> MailCounts:
    """Tell how the mails that come in are: cheap however many have come."""
    counted = select(func.count()).select_from(IncomingMail)
    with services.database.rows() as database:
        waiting = database.execute(counted.where(WAITING)).scalar_one()
        return MailCounts(waiting, database.execute(counted.where(IN_QUARANTINE)).scalar_one())


def _decide(services: Services, asker: Asker, number: int, trust: Trust | None) -> QuarantinedMail:
    require(asker, Information.COORDINATOR_LIST)
    with services.database.write() as session:
        one = select(IncomingMail).where(
            IncomingMail.id == number, IN_QUARANTINE, _theirs(session, asker)
        )
        row = session.scalars(one.with_for_update()).one_or_none()
        if row is None:
            raise Refusal("mail_not_quarantined", number=number)
        told = _line(row)
        if trust is None:
            _decline_proposal(session, services, row)
            row.state, row.shown = MailState.DISCARDED, {}
            _log(session, services, asker, row, "mail_discarded")
        else:
            _let_through(session, services, asker, row, trust)
    services.bell.set()
    return told


def _decline_proposal(session: Session, services: Services, row: IncomingMail) -> None:
    """Tell who has asked for another time of a meeting that it stays as it is."""
    if row.reason == PROPOSAL:
        shown = row.shown
        asked = Asked(
            shown.get("meeting", ""),
            shown.get("sender", ""),
            int(shown.get("sequence", 0)),
            _slot(shown.get("slot", "")),
        )
        decline_proposal(session, services, asked, row.id)


def _slot(written: str) -> Moment | None:
    """Read which time of a series a mail is about: a moment, or a day where it has no hour."""
    if not written:
        return None
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)


def _let_through(
    session: Session, services: Services, asker: Asker, row: IncomingMail, trust: Trust
) -> None:
    row.state, row.trust, row.attempts = MailState.STORED, trust, 0
    row.lease_until = row.settled_at = None
    _log(session, services, asker, row, f"mail_{trust}")


def _confirmable(
    session: Session, services: Services, number: int, *, lock: bool = False
) -> IncomingMail:
    row = session.get(IncomingMail, number, with_for_update=lock or None)
    if row is None or row.person_id is None:
        raise Refusal("mail_gone")
    if row.trust == Trust.CONFIRMED:
        return row
    if row.state != MailState.QUARANTINED or row.reason != UNCONFIRMED:
        raise Refusal("mail_gone")
    if services.clock() - row.received_at > CONFIRMED_WITHIN:
        raise Refusal("mail_old")
    return row


def _theirs(session: Session, asker: Asker) -> ColumnElement[bool]:
    return IncomingMail.collaboration_id.in_(home(families(session), asker.collaboration).ids)


def _line(row: IncomingMail) -> QuarantinedMail:
    return QuarantinedMail(
        row.id,
        row.reason,
        row.received_at,
        row.shown.get("sender", ""),
        row.shown.get("subject", ""),
        confirmed=row.trust == Trust.CONFIRMED,
    )


def _log(session: Session, services: Services, asker: Asker, row: IncomingMail, verb: str) -> None:
    record(
        session,
        services.clock(),
        asker,
        verb,
        about=("mail", str(row.id)),
        collaboration_id=row.collaboration_id or 0,
    )
