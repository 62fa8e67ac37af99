"""How often somebody is answered: who writes more is no person, or no longer asking."""

from datetime import timedelta

from sqlalchemy import ColumnElement, func, or_, select

from handlers.incoming.keeping import ANSWERED
from handlers.incoming.telling import UNCONFIRMED
from handlers.ports import Services
from storage.models import IncomingMail

# So often a day is one sender answered. Whoever is not verified may be somebody else, who has not
# asked for anything: neither they, nor their mail server, nor our own reputation should suffer.
MOST_ANSWERS = 40
MOST_TO_STRANGERS = 5
MOST_TO_STRANGERS_AT_ONE_DOMAIN = 50
MOST_TO_STRANGERS_IN_ALL = 500
_DAY = timedelta(days=1)


def answered_too_often(services: Services, sender: str, *, known: bool) -> bool:
    """Tell whether a sender has had as many answers within a day as they get."""
    mine = IncomingMail.sender == sender_digest(services, sender)
    if known:
        return _answered(services, mine) >= MOST_ANSWERS
    # Whoever a mail says it is from need not have written it.
    strangers = or_(IncomingMail.person_id.is_(None), IncomingMail.reason == UNCONFIRMED)
    there = IncomingMail.domain == domain_digest(services, sender)
    return (
        _answered(services, mine) >= MOST_TO_STRANGERS
        or _answered(services, strangers, there) >= MOST_TO_STRANGERS_AT_ONE_DOMAIN
        or _answered(services, strangers) >= MOST_TO_STRANGERS_IN_ALL
    )


def sender_digest(services: Services, sender: str) -> str:
    """Return what a sender is counted by; what stands after a plus makes no other sender."""
    local, _, domain = sender.lower().rpartition("@")
    return services.digest("sender", f"{local.partition('+')[0]}@{domain}") if sender else ""


def domain_digest(services: Services, sender: str) -> str:
    """Return what the senders of one domain are counted by."""
    return services.digest("domain", sender.lower().rpartition("@")[2]) if sender else ""


def _answered(services: Services, *which: ColumnElement[bool]) -> int:
    counted = select(func.count()).where(
        *which,
        ANSWERED,
        IncomingMail.settled_at > services.clock() - _DAY,
    )
    with services.database.rows() as database:
        return int(database.execute(counted).scalar_one())
