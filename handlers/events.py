"""Writing the event log: who did what, when, through which door."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.answers import Asker
from storage.models import EventLog


def record(
    session: Session,
    at: datetime,
    actor: Asker,
    verb: str,
    *,
    collaboration_id: int,
    about: tuple[str, str] = ("", ""),
    **details: object,
) -> None:
    """Add a line to the log in the caller's transaction; ids only, never names or addresses.

    ``about`` is the kind and the key of the record that it happened to.
    """
    session.add(
        EventLog(
            at=at,
            collaboration_id=collaboration_id,
            actor_id=actor.person_id,
            door=actor.door,
            verb=verb,
            record_kind=about[0],
            record_key=about[1],
            # What was done by mail says by which: it belongs to the case.
            details=details if actor.mail is None else {**details, "mail": actor.mail},
        )
    )
