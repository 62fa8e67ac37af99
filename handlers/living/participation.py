"""Taking part in a project: an office joins, leaves, and tells of its visits."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.living.changing import Changed, changed
from handlers.living.offices import leave, set_visits, takes_part, theirs
from handlers.living.working import Which, Work, working
from handlers.ports import Services
from storage.indexes import families
from storage.models import Project


def join_project(
    services: Services, asker: Asker, which: Which, office: int | None = None
) -> Changed:
    """Let an office take part: the asker's own where none is named."""
    return report_visits(services, asker, which, None, office)


def leave_project(
    services: Services, asker: Asker, which: Which, office: int | None = None
) -> Changed:
    """Let an office take part no longer: the asker's own where none is named."""
    with working(services, asker, which) as work:
        leave(work, theirs(work, office))
        return changed(work)


@dataclass(frozen=True, slots=True)
class PartSaid:
    """Whether an office takes part in a project, as it has answered; both by number."""

    project: int
    office: int
    joins: bool


def set_part(session: Session, services: Services, asker: Asker, said: PartSaid) -> None:
    """Let an office take part or not, as it has answered, in the caller's transaction.

    What is so already changes nothing; a project that is not there any more has no parts.
    """
    project = session.get(Project, said.project, with_for_update=True, populate_existing=True)
    if project is None:
        return
    family = next(one for one in families(session) if project.collaboration_id in one.ids)
    work = Work(session, services, asker, family, project)
    if said.joins:
        set_visits(work, said.office, None)
    elif takes_part(work, said.office):
        leave(work, said.office)


def report_visits(
    services: Services,
    asker: Asker,
    which: Which,
    visits: int | None,
    office: int | None = None,
    *,
    adding: bool = False,
) -> Changed:
    """Say how many visits an office has made, in all or besides; it takes part by that."""
    with working(services, asker, which) as work:
        set_visits(work, theirs(work, office), visits, adding=adding)
        return changed(work)
