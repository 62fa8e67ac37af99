"""Lists of projects: what runs, what is planned, what a year held."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, tuple_

from handlers.answers import Asker, Item, ListAnswer, ProjectState
from handlers.ports import Services
from handlers.projects.cards import state_on
from handlers.roles import coordinator
from handlers.scope import Scope, scope
from storage.indexes import Ref
from storage.models import Collaboration, Project

# What recurs by itself is not what people mean by "projekt".
RECURRING = frozenset({"styrning", "övrig träff", "kommunikation", "handläggarträff"})


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What a list of projects is narrowed to; empty fields do not narrow."""

    running: bool = False
    states: tuple[ProjectState, ...] = ()
    years: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    programme: str | None = None
    starting: bool = False
    finishing: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Return the filters as codes and values for the door's words."""
        states = tuple(state.value for state in self.states)
        return (
            *self.kinds,
            *(("running",) if self.running else ()),
            *states,
            *map(str, self.years),
        )


def running_projects(services: Services, asker: Asker, at: date | None = None) -> ListAnswer:
    """Return what is running."""
    with scope(services, asker, at) as opened:
        return list_projects(opened, ListFilter(running=True))


def running(scope: Scope) -> list[Item]:
    """Return the running projects of the scope, newest first."""
    return _items(scope, _RUNNING)


def list_projects(scope: Scope, wanted: ListFilter) -> ListAnswer:
    """Return the projects that pass ``wanted``, newest first."""
    items = tuple(_items(scope, wanted))
    return ListAnswer(
        ids=tuple(item.key for item in items),
        subject="projects",
        filters=wanted.words,
        items=items,
        contact=coordinator(scope),
    )


def items_of(scope: Scope, refs: Sequence[Ref], *, foreign: bool = False) -> tuple[Item, ...]:
    """Return list lines for ``refs``, in their order."""
    numbers = [ref.id for ref in refs]
    rows = scope.session.execute(_WHOSE.where(Project.id.in_(numbers)))
    found = {
        project.id: _item(project, owner, scope.today, name if foreign else "")
        for project, owner, name in rows
    }
    return tuple(found[number] for number in numbers if number in found)


def items_by_key(scope: Scope, keys: Sequence[tuple[int, str]]) -> tuple[Item, ...]:
    """Return list lines for projects of any collaboration, newest first.

    Each stands in ``keys`` with its collaboration's number, as only both together tell which.
    """
    both = tuple_(Project.collaboration_id, Project.key)
    rows = scope.session.execute(
        _WHOSE.where(both.in_(keys)).order_by(Project.year.desc(), Project.id)
    )
    return tuple(_item(project, owner, scope.today, name) for project, owner, name in rows)


def _items(scope: Scope, wanted: ListFilter) -> list[Item]:
    owners = {member.id: member.key for member in scope.family.members}
    return [
        _item(project, owners[project.collaboration_id], scope.today)
        for project in _projects(scope, wanted)
    ]


def _projects(scope: Scope, wanted: ListFilter) -> Iterable[Project]:
    statement = (
        select(Project)
        .where(Project.collaboration_id.in_(scope.family.ids))
        # SQLite and PostgreSQL differ on where a missing date belongs.
        .order_by(Project.year.desc(), Project.starts_on.desc().nulls_last(), Project.id)
    )
    if not wanted.kinds:
        statement = statement.where(Project.series.is_(None), Project.kind.not_in(RECURRING))
    for project in scope.session.scalars(statement):
        if _passes(project, wanted, scope.today):
            yield project


def _passes(project: Project, wanted: ListFilter, day: date) -> bool:
    if wanted.kinds and not _is_of(project, wanted.kinds):
        return False
    if not wanted.kinds and "section" in project.details:
        return False
    state = state_on(project, day)
    if wanted.running and state is not ProjectState.RUNNING:
        return False
    if wanted.states and state not in wanted.states:
        return False
    if wanted.programme and project.details.get("programme") != wanted.programme:
        return False
    return not wanted.years or any(_touches(project, year, wanted) for year in wanted.years)


def _is_of(project: Project, kinds: tuple[str, ...]) -> bool:
    heading = str(project.details.get("category_in_source", "")).casefold()
    return project.kind in kinds or heading in kinds


def _touches(project: Project, year: int, wanted: ListFilter) -> bool:
    if wanted.finishing:
        return project.ends_on is not None and project.ends_on.year == year
    if wanted.starting:
        return project.starts_on is not None and project.starts_on.year == year
    return project.year == year


def _item(project: Project, owner: str, day: date, collaboration: str = "") -> Item:
    return Item(
        key=project.key,
        title=project.title,
        record_kind="project",
        state=state_on(project, day).value,
        time=project.period_text,
        collaboration=collaboration,
        year=project.year,
        owner=owner,
    )


_RUNNING = ListFilter(running=True)
_WHOSE = select(Project, Collaboration.key, Collaboration.name).join(
    Collaboration, Collaboration.id == Project.collaboration_id
)
