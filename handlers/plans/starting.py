"""A project that is started from a line of a plan: it carries on what the line says."""

from dataclasses import replace

from handlers.access import Information, require
from handlers.answers import Asker, Item, PlanLine
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
from handlers.plans.finding import Which, opened
from handlers.plans.showing import plan_of
from handlers.ports import Services
from handlers.scope import Scope

_LINE = "plan_line"


def project_of_line(scope: Scope, line: PlanLine) -> Item | None:
    """Return the project that was started from a line, if one was."""
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
    line = _line(services, asker, which, number)
    if line.record_kind == "project":
        raise Refusal("plan_line_has_project", number=number, title=line.title)
    carried = _as_project(services, which, line)
    new = replace(wanted, focus_area=carried.focus_area) if wanted else carried
    with services.database.write() as session:
        # Nobody else works on the plan meanwhile: two who start at once start one.
        opened(session, asker, which)
        source = Source(_LINE, line.id, str(number), which.year, which.sort)
        return start_from(session, services, asker, new, source)


def _line(services: Services, asker: Asker, which: Which, number: int) -> PlanLine:
    (year,) = plan_of(services, asker, which).years
    found = next((one for one in year.own if one.number == number), None)
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
