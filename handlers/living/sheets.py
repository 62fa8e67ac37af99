"""All of a project that can be changed, for whoever leads it; an office's part for who speaks."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from handlers.answers import Asker, Progress, Values
from handlers.living.fields import COLUMNS, material_values, milestone_values
from handlers.living.lines import office_names
from handlers.living.offices import offices_in, own_office
from handlers.living.working import Which, Work, working
from handlers.ports import Services
from handlers.projects.cards import show
from handlers.scope import Scope
from storage.models import Participation, Person


@dataclass(frozen=True, slots=True)
class Part:
    """A milestone or a material with its number."""

    id: int
    values: Values


@dataclass(frozen=True, slots=True)
class OfficePart:
    """An office by its number; ``visits`` is None where it does not take part."""

    id: int
    name: str
    visits: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectSheet:
    """A project as it is now; ``fields`` are those that are not lists, by their names."""

    key: str
    owner: str
    title: str
    version: int
    today: date
    fields: dict[str, Values]
    leader: str
    milestones: tuple[Part, ...]
    materials: tuple[Part, ...]
    offices: tuple[OfficePart, ...]
    progress: Progress

    @property
    def which(self) -> Which:
        """Return what names it, as it was seen."""
        return Which(self.key, self.owner, self.version)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSheet:
    """The part that the asker's own office has in a project."""

    key: str
    owner: str
    title: str
    version: int
    office: OfficePart


def project_sheet(services: Services, asker: Asker, which: Which) -> ProjectSheet:
    """Return all that whoever leads a project can change in it."""
    with working(services, asker, which) as work:
        work.require_lead()
        project, owner = work.project, _owner(work)
        leader = work.session.get(Person, project.leader_id) if project.leader_id else None
        scope = Scope(work.session, services, asker, work.family, (), services.today())
        return ProjectSheet(
            key=project.key,
            owner=owner,
            title=project.title,
            version=project.version,
            today=services.today(),
            fields={
                field: {name: getattr(project, name) for name in names}
                for field, names in COLUMNS.items()
            },
            leader=leader.name if leader else "",
            milestones=tuple(Part(one.id, milestone_values(one)) for one in project.milestones),
            materials=tuple(Part(one.id, material_values(one)) for one in project.materials),
            offices=_offices(work),
            progress=show(scope, project.id).progress,
        )


def office_sheet(services: Services, asker: Asker, which: Which) -> OfficeSheet:
    """Return the part that the asker's own office has in a project."""
    with working(services, asker, which) as work:
        mine = own_office(work)
        return OfficeSheet(
            key=work.project.key,
            owner=_owner(work),
            title=work.project.title,
            version=work.project.version,
            office=next(one for one in _offices(work, mine) if one.id == mine),
        )


def _owner(work: Work) -> str:
    return next(one.key for one in work.family.members if one.id == work.project.collaboration_id)


def _offices(work: Work, *also: int) -> tuple[OfficePart, ...]:
    rows = work.session.execute(
        select(Participation.office_id, Participation.visits).where(
            Participation.project_id == work.project.id
        )
    )
    visits = {office: count for office, count in rows}  # noqa: C416 - rows are no pairs to the type checker
    named = {one.id: one.name for one in offices_in(work.session, work.family)}
    # One that serves no municipality may take part as well: the county's own, say.
    others = office_names(work.session, {*visits, *also} - named.keys())
    return tuple(
        OfficePart(number, name, visits.get(number)) for number, name in {**named, **others}.items()
    )
