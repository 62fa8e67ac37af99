"""A project that is started from a proposal: it carries on what the proposal says."""

from dataclasses import replace

from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker, Item
from handlers.errors import Refusal
from handlers.living import (
    Changed,
    NewProject,
    Source,
    project_item,
    projects_from,
    start_from,
    usual_year,
)
from handlers.ports import Services
from handlers.proposals.records import NUMBER, found
from handlers.proposals.states import ENDED, shown_state
from storage.indexes import Family
from storage.models import Proposal

_PROPOSAL = "proposal"


def project_of(session: Session, family: Family, number: int) -> Item | None:
    """Return the project that was started from a proposal, if one was."""
    row = projects_from(session, family.ids, _PROPOSAL, [number]).get(number)
    return project_item(row) if row else None


def proposal_as_project(services: Services, asker: Asker, number: int) -> NewProject:
    """Return the project that a proposal would become."""
    require(asker, Information.PROJECTS)
    with services.database.session() as session:
        return _as_project(services, found(session, asker, number))


def start_from_proposal(
    services: Services, asker: Asker, number: int, wanted: NewProject | None = None
) -> Changed:
    """Start a project from a proposal, once; ``wanted`` is what it is to be where that was said."""
    require(asker, Information.PROJECTS)
    with services.database.write() as session:
        row = found(session, asker, number, lock=True)
        if row.state in ENDED:
            raise Refusal("project_from_ended", title=row.title, state=shown_state(row))
        carried = _as_project(services, row)
        new = carried if wanted is None else _with(carried, wanted)
        source = Source(_PROPOSAL, row.id, row.number or row.key)
        return start_from(session, services, asker, new, source)


def _as_project(services: Services, row: Proposal) -> NewProject:
    # A proposal's number begins with the year of the plan that it was meant for.
    named = row.number if row.number and NUMBER.fullmatch(row.number) else ""
    year = int(named[:4]) if named else services.today().year
    return NewProject(
        row.title,
        usual_year(services, year),
        goal=row.goal,
        focus_area=row.focus_area,
        links=tuple(row.links),
    )


def _with(carried: NewProject, wanted: NewProject) -> NewProject:
    return replace(wanted, focus_area=carried.focus_area, links=carried.links)
