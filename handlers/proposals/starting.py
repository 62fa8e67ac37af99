"""A project that is started from a proposal: it carries on what the proposal says."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
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
from handlers.proposals.records import NUMBER, found, own_family
from handlers.proposals.states import ENDED, shown_state
from storage.indexes import Family
from storage.models import Proposal

_PROPOSAL = "proposal"


def project_of(session: Session, family: Family, number: int) -> Item | None:
    """Return the project that was started from a proposal, if one was."""
    return projects_of(session, family, [number]).get(number)


def projects_of(session: Session, family: Family, numbers: Sequence[int]) -> Mapping[int, Item]:
    """Return the projects that were started from proposals, by the proposals' numbers."""
    found = projects_from(session, family.ids, _PROPOSAL, numbers)
    return {number: project_item(row) for number, row in found.items()}


def project_of_key(session: Session, family: Family, key: str) -> Item | None:
    """Return the project that was started from the proposal with a key, if one was."""
    row = _keyed(session, family, key)
    if row is None:
        return None
    while row.merged_into_id is not None:
        row = session.get_one(Proposal, row.merged_into_id)
    return project_of(session, family, row.id)


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
        carried = _as_project(services, row)
        new = carried if wanted is None else _with(carried, wanted)
        return _started(session, services, asker, row, new)


def start_from_planned(
    session: Session, services: Services, asker: Asker, key: str, new: NewProject
) -> Changed | None:
    """Start a project from the proposal that a plan has a line about, in the caller's transaction.

    It is the same project as from the proposal's own card: there is one of them. Of a proposal that
    was merged it is that of the one it lives on in. None where the proposal is there no longer.
    """
    row = _keyed(session, own_family(session, asker), key)
    if row is None:
        return None
    row = found(session, asker, row.id, lock=True)
    while row.merged_into_id is not None:
        row = found(session, asker, row.merged_into_id, lock=True)
    return _started(session, services, asker, row, replace(new, links=tuple(row.links)))


def _started(
    session: Session, services: Services, asker: Asker, row: Proposal, new: NewProject
) -> Changed:
    """Start a project from a proposal that is locked."""
    if row.state in ENDED:
        raise Refusal("project_from_ended", title=row.title, state=shown_state(row))
    source = Source(_PROPOSAL, row.id, row.number or row.key)
    return start_from(session, services, asker, new, source)


def _keyed(session: Session, family: Family, key: str) -> Proposal | None:
    mine = select(Proposal).where(Proposal.collaboration_id.in_(family.ids), Proposal.key == key)
    return session.scalars(mine.order_by(Proposal.id)).first()


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
