"""Telling contact persons that a round has opened: as it is when they read of it."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from handlers.contents import Note, NoteCode
from handlers.delivery import Kind, Loaded
from handlers.ports import Services
from storage.models import Collaboration, Notice, ProposalRound

ROUND = "proposal_round"


def _load(session: Session, _services: Services, notices: Sequence[Notice]) -> Loaded:
    said = notices[0].details
    row = session.get(ProposalRound, said["round"])
    if row is None or row.version != said["version"]:
        # It was taken away, or has other days: of those others tell.
        return Loaded(None, settled=frozenset(one.id for one in notices))
    owner = session.get_one(Collaboration, row.collaboration_id)
    code = NoteCode.ROUND_OPEN if row.late else NoteCode.ROUND_OPEN_STRICTLY
    values, days = (("year", str(row.year)),), (("closes", row.closes),)
    return Loaded(Note(owner.name, code, values, days=days))


KINDS: Mapping[str, Kind] = {ROUND: Kind(_load)}
