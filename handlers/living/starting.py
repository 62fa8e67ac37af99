"""Starting a project, and taking that back while nothing has happened in it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker, Item, ProjectRemovedAnswer
from handlers.errors import Refusal
from handlers.living.changing import Changed, changed
from handlers.living.rules import LONGEST, Wanted, checked, too_long
from handlers.living.working import PROJECT, Which, Work, working
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import (
    CoordinatorTask,
    Inquiry,
    Material,
    Participation,
    PlanEntry,
    Project,
    ProjectCall,
    ProjectChange,
    ProjectMember,
    Subscription,
)
from storage.sorting import sort_key
from storage.words import fold

STARTED = "started"
USUAL_KIND = "tillsynsprojekt"
_LONGEST_KEY = 80
# A plan made now may look so far ahead, and what is written down late so far back.
_AHEAD, _BACK = 10, 5


@dataclass(frozen=True, slots=True)
class NewProject:
    """A project to be: what it is called, of which year, of what kind and with what goal."""

    title: str
    year: int
    kind: str = USUAL_KIND
    goal: str = ""
    focus_area: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """What a project is started from, by its number in the database; the rest is what it is called.

    A project is started from the same thing once.
    """

    kind: str
    id: int
    number: str
    year: int = 0
    sort: str = ""


def usual_year(services: Services, wished: int) -> int:
    """Return the year that a project is to begin in: the wished one, as near as may be."""
    this = services.today().year
    return min(max(wished, this - _BACK), this + _AHEAD)


def start_project(services: Services, asker: Asker, new: NewProject) -> Changed:
    """Start a project of the asker's own collaboration; refuse one that is there already."""
    with services.database.write() as session:
        return start_in(session, services, asker, new)


def start_from(
    session: Session, services: Services, asker: Asker, new: NewProject, source: Source
) -> Changed:
    """Start a project from something that the caller has locked, in the caller's transaction.

    One that was started from it before is the one.
    """
    require(asker, Information.PROJECTS)
    family = home(families(session), asker.collaboration)
    earlier = projects_from(session, family.ids, source.kind, [source.id]).get(source.id)
    if earlier is not None:
        return changed(Work(session, services, asker, family, earlier))
    return start_in(session, services, asker, new, source)


def projects_from(
    session: Session, ids: Sequence[int], kind: str, numbers: Sequence[int]
) -> dict[int, Project]:
    """Return the projects that were started from some things of a kind, by the things' numbers."""
    whole = Project.details["started_from"]
    rows = session.scalars(
        select(Project)
        .where(
            Project.collaboration_id.in_(ids),
            whole["kind"].as_string() == kind,
            whole["id"].as_integer().in_(numbers),
        )
        .order_by(Project.id)
    )
    return {row.details["started_from"]["id"]: row for row in rows}


def follow_source(
    session: Session, ids: Sequence[int], kind: str, number: int, source: Source
) -> None:
    """Let the project that was started from something remember it as what it has become."""
    row = projects_from(session, ids, kind, [number]).get(number)
    if row is not None:
        # What somebody else changes in it meanwhile is to stay.
        session.refresh(row, with_for_update=True)
        row.details = {**row.details, "started_from": asdict(source)}


def project_item(row: Project) -> Item:
    """Return a project as a line of a list."""
    return Item(row.key, row.title, PROJECT, year=row.year)


def start_in(
    session: Session,
    services: Services,
    asker: Asker,
    new: NewProject,
    source: Source | None = None,
) -> Changed:
    """Start a project in the caller's transaction."""
    require(asker, Information.PROJECTS)
    title = str((checked(Wanted("title", {"title": new.title})).values or {})["title"])
    kind, goal = " ".join(new.kind.split()) or USUAL_KIND, " ".join(new.goal.split())
    for name, value in (("kind_of_project", kind), ("goal", goal)):
        too_long(name, value)
    today = services.today()
    if not today.year - _BACK <= new.year <= today.year + _AHEAD:
        raise Refusal("year_too_far", year=new.year)
    family = home(families(session), asker.collaboration)
    owner = next(one for one in family.members if one.key == asker.collaboration)
    _refuse_if_there(session, family.ids, title, new.year)
    row = Project(
        collaboration_id=owner.id,
        key=_free_key(session, owner.id, f"{owner.key}-{new.year}", title),
        title=title,
        sort_key=sort_key(title),
        year=new.year,
        kind=kind,
        status="planerat",
        status_asof=today.isoformat(),
        goal=goal,
        by_hand={},
        version=0,
        details=_details(new, source),
        materials=list(_materials(owner.id, new.links)),
    )
    session.add(row)
    session.flush()
    work = Work(session, services, asker, family, row)
    work.note(STARTED, None, {"event": STARTED})
    work.searched()
    return changed(work)


def _details(new: NewProject, source: Source | None) -> dict[str, object]:
    return {
        **({"focus_area": " ".join(new.focus_area.split())} if new.focus_area else {}),
        **({"started_from": asdict(source)} if source else {}),
    }


def _materials(owner: int, links: Sequence[str]) -> Iterator[Material]:
    for position, link in enumerate(links):
        title = link[: LONGEST["material_title"]]
        yield Material(collaboration_id=owner, position=position, title=title, url=link)


def unstart_project(services: Services, asker: Asker, which: Which) -> ProjectRemovedAnswer:
    """Take the starting of a project back; refuse once anything has happened in it."""
    with working(services, asker, which) as work:
        work.require_lead()
        session, project = work.session, work.project
        changes = session.scalars(
            select(ProjectChange.field).where(ProjectChange.project_id == project.id)
        ).all()
        if list(changes) != [STARTED] or _is_used(work):
            raise Refusal("project_in_use", title=project.title)
        work.log("project_unstarted")
        work.searched()
        session.execute(delete(ProjectChange).where(ProjectChange.project_id == project.id))
        session.delete(project)
        return ProjectRemovedAnswer(title=project.title)


def _is_used(work: Work) -> bool:
    project, owner = work.project, work.project.collaboration_id
    by_id = (
        select(func.count()).select_from(model).where(model.project_id == project.id)
        for model in (Participation, ProjectCall, ProjectMember)
    )
    by_key = (
        select(func.count())
        .select_from(Subscription)
        .where(
            Subscription.topic_key == project.key,
            Subscription.topic_kind == "project",
            Subscription.collaboration_id == owner,
        ),
        select(func.count())
        .select_from(CoordinatorTask)
        .where(
            CoordinatorTask.record_key == project.key,
            CoordinatorTask.record_kind == "project",
            CoordinatorTask.collaboration_id == owner,
        ),
        select(func.count())
        .select_from(Inquiry)
        .where(
            Inquiry.about_key == project.key,
            Inquiry.about_kind == "project",
            Inquiry.collaboration_id == owner,
        ),
        select(func.count())
        .select_from(PlanEntry)
        .where(PlanEntry.record_key == project.key, PlanEntry.collaboration_id == owner),
    )
    return any(work.session.scalar(counting) for counting in (*by_id, *by_key))


def _refuse_if_there(session: Session, owners: tuple[int, ...], title: str, year: int) -> None:
    mine = select(Project.title).where(Project.collaboration_id.in_(owners), Project.year == year)
    if any(fold(one) == fold(title) for one in session.scalars(mine)):
        raise Refusal("project_exists", title=title, year=year)


def _free_key(session: Session, owner: int, begins: str, title: str) -> str:
    from handlers.imports.slugs import slug  # noqa: PLC0415 - slow to load

    key = f"{begins}-{slug(title, _LONGEST_KEY) or 'projekt'}"
    taken = set(
        session.scalars(
            select(Project.key).where(
                Project.collaboration_id == owner, Project.key.startswith(key)
            )
        )
    )
    free = (name for name in (key, *(f"{key}-{number}" for number in range(2, len(taken) + 3))))
    return next(name for name in free if name not in taken)
