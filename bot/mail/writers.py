"""Who has written a mail, as far as that is proven."""

from dataclasses import dataclass, replace

from bot.mail.incoming.message import IncomingMail
from bot.mail.incoming.trust import is_verified
from handlers.answers import Answer, Asker
from handlers.asking import WouldChange, ask_only
from handlers.errors import Refusal
from handlers.incoming import Taken, Trust
from handlers.people import asker_by_email, asker_by_id, stranger
from handlers.ports import Services

DOOR = "mail"


@dataclass(frozen=True, slots=True)
class Writer:
    """Who a mail is from: as whom it is answered.

    ``claimed`` is who it would be if it could be believed, None where it can.
    """

    asker: Asker
    claimed: Asker | None = None

    @property
    def trusted(self) -> bool:
        """Tell whether the mail may change something."""
        return self.claimed is None

    @property
    def is_known(self) -> bool:
        """Tell whether the mail is from an address in the register, or says so."""
        return (self.claimed or self.asker).known


class NeedsTrustError(Exception):
    """What is asked is answered in full, or done, for those alone whose mail can be believed."""

    def __init__(self, question: str) -> None:
        super().__init__(question)
        self.question = question


def writer_of(
    services: Services, taken: Taken, mail: IncomingMail, authserv_id: str, collaboration: str
) -> Writer:
    """Return who has written; whoever is not verified is a stranger, whatever the mail says.

    ``authserv_id`` is the name that our mail server writes its findings under, ``collaboration``
    the key of the one whose mailbox it is, or empty.
    """
    found = _writer(services, taken, mail, authserv_id, stranger(collaboration, DOOR))
    claimed = replace(found.claimed, mail=taken.number) if found.claimed else None
    return Writer(replace(found.asker, mail=taken.number), claimed)


def _writer(
    services: Services, taken: Taken, mail: IncomingMail, authserv_id: str, nobody: Asker
) -> Writer:
    if taken.trust is Trust.CONFIRMED and taken.person_id is not None:
        # Whoever has left the register since is nobody any more, and not who the mail says.
        confirmed = asker_by_id(services, taken.person_id, DOOR)
        return Writer(confirmed) if confirmed else Writer(nobody, nobody)
    known = asker_by_email(services, mail.sender, DOOR)
    if taken.trust is Trust.RELEASED:
        return Writer(known or nobody)
    if known is None:
        return Writer(nobody, nobody)
    if is_verified(mail, authserv_id):
        return Writer(known)
    return Writer(replace(nobody, collaboration=known.collaboration), known)


def ask_in_the_open(services: Services, asker: Asker, question: str) -> Answer:
    """Answer a stranger; raise ``NeedsTrustError`` where others would be told, or may do, more."""
    try:
        answer = ask_as_stranger(services, asker, question)
    except Refusal as refusal:
        if refusal.code == "not_known_yet":
            raise NeedsTrustError(question) from refusal
        raise
    if answer.withholds:
        raise NeedsTrustError(question)
    return answer


def ask_as_stranger(services: Services, asker: Asker, question: str) -> Answer:
    """Answer a stranger; raise ``NeedsTrustError`` for what would change something."""
    try:
        return ask_only(services, asker, question)
    except WouldChange:
        raise NeedsTrustError(question) from None
