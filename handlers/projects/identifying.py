"""Which project a key means: keys are unique within one collaboration only."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from handlers.errors import Refusal
from storage.indexes import Family
from storage.models import Collaboration, Project


@dataclass(frozen=True, slots=True)
class Identified:
    """A project, and whose it is."""

    id: int
    collaboration_id: int
    title: str


_WITH_KEY = (
    select(Project.id, Project.collaboration_id, Project.title, Collaboration.key.label("owner"))
    .join(Collaboration, Collaboration.id == Project.collaboration_id)
    .where(Project.key == bindparam("project"))
    .order_by(Project.id)
)


def identify(session: Session, family: Family, key: str, owner: str = "") -> Identified:
    """Return the one project meant by ``key``; refuse when it is gone.

    ``owner`` is the key of the collaboration whose project it is. Buttons from before they
    carried it have none: then the asker's own ``family`` goes first.
    """
    found = with_key(session, family, key, owner)
    if not found:
        raise Refusal("project_gone")
    return found[0]


def with_key(session: Session, family: Family, key: str, owner: str = "") -> Sequence[Identified]:
    """Return the projects with ``key``, those of ``family`` first; of ``owner`` alone if given."""
    rows = session.execute(_WITH_KEY, {"project": key}).all()
    found = [
        Identified(row.id, row.collaboration_id, row.title)
        for row in rows
        # The project of another owner is never the one that was meant, not even when the
        # one that was is gone.
        if owner in {"", row.owner}
    ]
    return sorted(found, key=lambda one: one.collaboration_id not in family.ids)
