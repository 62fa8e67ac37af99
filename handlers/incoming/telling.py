"""Telling the coordinators of mails that somebody has to look at, once a day at most."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from handlers.contents import Note, NoteCode
from handlers.delivery import Kind, Loaded
from handlers.notices import Draft, Urgency, put
from handlers.ports import Services
from handlers.reminders import keepers
from storage.indexes import Family, families
from storage.models import Collaboration, IncomingMail, Notice

MAILS_QUARANTINED = "mails_quarantined"
# As text, or SQLite does not see that its small index of mails set aside is meant.
IN_QUARANTINE = text("incoming_mail.state = 'quarantined'")
# What its sender can let through without anybody's help.
UNCONFIRMED = "unconfirmed"


def tell_of_quarantine(session: Session, services: Services, collaboration_id: int) -> None:
    """Have the coordinators told, in the caller's transaction, that a mail waits for them."""
    family = _family(session, collaboration_id)
    today = services.today()
    drafts = [
        Draft(
            key=f"{MAILS_QUARANTINED}/{collaboration_id}/{today}/p{person}",
            kind=MAILS_QUARANTINED,
            collaboration_id=collaboration_id,
            person_id=person,
            due_at=services.clock(),
            urgency=Urgency.WORKING_HOURS,
        )
        for person in keepers(session, family, collaboration_id, today)
    ]
    put(session, services, drafts)


def waiting_for_somebody(session: Session, family: Family) -> int:
    """Return how many mails of a family somebody has to look at."""
    counted = select(func.count()).select_from(IncomingMail)
    theirs = IncomingMail.collaboration_id.in_(family.ids), IncomingMail.reason != UNCONFIRMED
    return session.execute(counted.where(IN_QUARANTINE, *theirs)).scalar_one()


def _family(session: Session, collaboration_id: int) -> Family:
    return next(one for one in families(session) if collaboration_id in one.ids)


def _load(session: Session, _services: Services, notices: Sequence[Notice]) -> Loaded:
    owner = session.get_one(Collaboration, notices[0].collaboration_id)
    count = waiting_for_somebody(session, _family(session, owner.id))
    if not count:
        return Loaded(None, settled=frozenset(one.id for one in notices))
    return Loaded(Note(owner.name, NoteCode.MAILS_QUARANTINED, (("count", str(count)),)))


KINDS: Mapping[str, Kind] = {MAILS_QUARANTINED: Kind(_load)}
