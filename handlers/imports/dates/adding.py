"""Adding the new meetings of a list of dates: as planning each would, and nobody is told."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.events import record
from handlers.imports.archive import Archive
from handlers.imports.date_row import DateRow
from handlers.imports.dates.known_meetings import KIND, ROW, VERB, row_key
from handlers.imports.dates.weighing import Weighed
from handlers.imports.plan import Outcome
from handlers.meetings.counting import let_count
from handlers.meetings.planning import add_planned
from handlers.ports import Services
from storage.models import Meeting


def add_meetings(
    services: Services, session: Session, archive: Archive, weighed: Iterable[Weighed], door: str
) -> None:
    """Add what is new, in the caller's transaction; what is there already stays as it is."""
    for one in weighed:
        if one.change.outcome is not Outcome.ADDED:
            continue
        row = one.row
        asker = Asker(row.collaboration, door=door)
        owner = archive.collaboration_id(row.collaboration)
        meeting = add_planned(session, services, asker, owner, (row.plan, row.terms))
        if one.known is not None:
            let_count(session, services, asker, meeting, one.known)
        _remember(session, services, asker, meeting, row)


def _remember(
    session: Session, services: Services, asker: Asker, meeting: Meeting, row: DateRow
) -> None:
    """Write into the log which row the meeting was: it may be moved, and called something else."""
    record(
        session,
        services.clock(),
        asker,
        VERB,
        collaboration_id=meeting.collaboration_id,
        about=(KIND, str(meeting.id)),
        outcome=Outcome.ADDED.value,
        **{ROW: row_key(row.plan)},
    )
