"""What has become of a mail that came in: for whoever shows it, and changes nothing."""

from dataclasses import dataclass

from sqlalchemy import select

from handlers.incoming.keeping import MailState
from handlers.ports import Services
from storage.models import IncomingMail


@dataclass(frozen=True, slots=True)
class Fate:
    """What has become of a mail: ``reason`` is a code where it is not answered.

    ``known`` tells whether its sender was verified and is in the register. ``answer_id`` is the
    Message-ID of the answer, without brackets, which may still be on its way.
    """

    state: MailState
    reason: str = ""
    known: bool = False
    answer_id: str = ""


def fate_of(services: Services, digest: str) -> Fate | None:
    """Return what has become of the mail that was kept with a digest, None where none was."""
    found = select(
        IncomingMail.state, IncomingMail.reason, IncomingMail.person_id, IncomingMail.answer_id
    ).where(IncomingMail.digest == digest)
    with services.database.rows() as database:
        row = database.execute(found).first()
    if row is None:
        return None
    state, reason, person, answer = row
    return Fate(MailState(state), reason, person is not None, answer)
