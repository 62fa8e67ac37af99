"""Taking part in a project: an office joins, leaves, and tells of its visits."""

from handlers.answers import Asker
from handlers.living.changing import Changed, changed
from handlers.living.offices import leave, set_visits, theirs
from handlers.living.working import Which, working
from handlers.ports import Services


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
