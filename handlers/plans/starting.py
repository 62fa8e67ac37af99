"""A project that is started from a line of a plan: it carries on what the line says."""

from collections.abc import Iterable
from dataclasses import replace

from handlers.access import Information, require
from handlers.answers import Asker, Item, PlanLine
from handlers.errors import Refusal
from handlers.living import (
    Changed,
    NewProject,
    Source,
    follow_source,
    project_item,
    projects_from,
    start_from,
    usual_year,
)
from handlers.plans.entries import PROPOSAL
from handlers.plans.finding import Which, Work, opened
from handlers.plans.showing import plan_of
from handlers.plans.versions import current_lines
from handlers.ports import Services
from handlers.proposals import project_of_key, start_from_planned
from handlers.scope import Scope

_LINE = "plan_line"


def project_of_line(scope: Scope, line: PlanLine) -> Item | None:
    """Return the project that was started from a line, or from the proposal that it is about."""
    if line.record_kind == PROPOSAL:
        found = project_of_key(scope.session, scope.family, line.record_key)
        if found is not None:
            return found
    row = projects_from(scope.session, scope.family.ids, _LINE, [line.id]).get(line.id)
    return project_item(row) if row else None


def line_as_project(services: Services, asker: Asker, which: Which, number: int) -> NewProject:
    """Return the project that a line of a plan would become."""
    require(asker, Information.PROJECTS)
    return _as_project(services, which, _line(services, asker, which, number))


def start_from_line(
    services: Services,
    asker: Asker,
    which: Which,
    number: int,
    wanted: NewProject | None = None,
) -> Changed:
    """Start a project from a line of a plan, once; ``wanted`` is what it is to be where said."""
    require(asker, Information.PROJECTS)
    with services.database.write() as session:
        # Nobody else works on the plan meanwhile: two who start at once start one.
        line = _own_line(current_lines(opened(session, asker, which)), which, number)
        if line.record_kind == "project":
            raise Refusal("plan_line_has_project", number=number, title=line.title)
        carried = _as_project(services, which, line)
        new = replace(wanted, focus_area=carried.focus_area) if wanted else carried
        if line.record_kind == PROPOSAL:
            done = start_from_planned(session, services, asker, line.record_key, new)
            if done is not None:
                return done
        return start_from(session, services, asker, new, source_of(line.id, number, which))


def source_of(entry: int, number: int, which: Which) -> Source:
    """Return a line as what a project is started from: its id, its number and its plan year."""
    return Source(_LINE, entry, str(number), which.year, which.sort)


def line_moved(work: Work, entry: int, source: Source) -> None:
    """Let the project that was started from a line remember it where it stands now."""
    follow_source(work.session, work.family.ids, _LINE, entry, source)


def _line(services: Services, asker: Asker, which: Which, number: int) -> PlanLine:
    (year,) = plan_of(services, asker, which).years
    return _own_line(year.own, which, number)


def _own_line(lines: Iterable[PlanLine], which: Which, number: int) -> PlanLine:
    """Return a line of the year's own by its number; refuse one that is not there."""
    found = next((one for one in lines if one.number == number and not one.in_bank), None)
    if found is None:
        raise Refusal("no_such_plan_line", number=number, year=which.year)
    return found


def _as_project(services: Services, which: Which, line: PlanLine) -> NewProject:
    return NewProject(
        line.title,
        usual_year(services, which.year),
        goal=line.goal,
        focus_area=line.focus_area,
    )
