"""Telling people what has become of what they asked for in a project."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.contents import Note, NoteCode
from handlers.delivery import Kind, Loaded
from handlers.living import news
from handlers.living.working import Work
from handlers.notices import Draft, Urgency, put
from handlers.ports import Services
from storage.models import Collaboration, CoordinatorTask, Notice, Project

GROUP_ACCEPTED, GROUP_DECLINED = "group_accepted", "group_declined"
CORRECTION_MADE, CORRECTION_DECLINED = "correction_made", "correction_declined"
_CODES = {
    GROUP_ACCEPTED: NoteCode.GROUP_ACCEPTED,
    GROUP_DECLINED: NoteCode.GROUP_DECLINED,
    CORRECTION_MADE: NoteCode.CORRECTION_MADE,
    CORRECTION_DECLINED: NoteCode.CORRECTION_DECLINED,
}


def tell(work: Work, kind: str, person_id: int, key: str, **details: object) -> None:
    """Have somebody told, in the transaction of what they are told of."""
    draft = Draft(
        key=f"{kind}/{work.project.id}/{key}",
        kind=kind,
        collaboration_id=work.project.collaboration_id,
        person_id=person_id,
        due_at=work.services.clock(),
        urgency=Urgency.WORKING_HOURS,
        details={"project": work.project.id, **details},
    )
    put(work.session, work.services, [draft])


def _load(session: Session, _services: Services, notices: Sequence[Notice]) -> Loaded:
    (notice,) = notices
    project = session.get(Project, notice.details["project"])
    if project is None:
        return Loaded(None, gone=frozenset({notice.id}))
    owner = session.get_one(Collaboration, notice.collaboration_id)
    task = notice.details.get("task")
    words = session.scalar(select(CoordinatorTask.text).where(CoordinatorTask.id == task))
    values = (("title", project.title), ("reason", str(notice.details.get("reason") or "")))
    return Loaded(Note(owner.name, _CODES[notice.kind], values, quote=words or ""))


KINDS: Mapping[str, Kind] = {**dict.fromkeys(_CODES, Kind(_load)), **news.KINDS}
