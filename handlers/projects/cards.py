"""A project's row turned into what an asker needs."""

from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import (
    CompoundSelect,
    Integer,
    Row,
    String,
    Text,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from handlers.access import Information, may
from handlers.answers import (
    MaterialLine,
    MilestoneLine,
    Period,
    Progress,
    ProjectCard,
    ProjectOrigin,
    ProjectState,
)
from handlers.projects.leading import leads
from handlers.projects.wording import may_be_told
from handlers.roles import coordinator
from handlers.scope import Scope
from storage.models import (
    Collaboration,
    Inquiry,
    Material,
    Milestone,
    Participation,
    Project,
    ProjectCall,
    ProjectMember,
)
from storage.partial_dates import PartialDate

_STATED = {
    "avslutat": ProjectState.FINISHED,
    "genomfört": ProjectState.FINISHED,
    "framskjutet": ProjectState.POSTPONED,
    "ej fastställt": ProjectState.UNDECIDED,
}


# A project as an object, or its columns as a row.
Stored: TypeAlias = Project | Row[*tuple[Any, ...]]

# Built once: a card is what is asked for most.
_PROJECT = (
    select(
        *Project.__table__.columns,
        Collaboration.name.label("collaboration"),
        Collaboration.key.label("owner"),
        *(
            counted.scalar_subquery().label(name)
            for name, counted in (
                (
                    "offices",
                    select(func.count(Participation.id)).where(
                        Participation.project_id == Project.id
                    ),
                ),
                (
                    "visits",
                    select(func.sum(Participation.visits)).where(
                        Participation.project_id == Project.id
                    ),
                ),
                (
                    "listed",
                    select(func.count(ProjectMember.id)).where(
                        ProjectMember.project_id == Project.id, ProjectMember.state == "accepted"
                    ),
                ),
                (
                    "calls",
                    select(func.count(ProjectCall.id)).where(
                        ProjectCall.project_id == Project.id, ProjectCall.state == "open"
                    ),
                ),
                (
                    "results",
                    # A key is unique within one collaboration only.
                    select(func.count(Inquiry.id)).where(
                        Inquiry.about_kind == "project",
                        Inquiry.about_key == Project.key,
                        Inquiry.collaboration_id == Project.collaboration_id,
                        Inquiry.purpose == "results",
                        Inquiry.state != "draft",
                    ),
                ),
            )
        ),
    )
    .join(Collaboration, Collaboration.id == Project.collaboration_id)
    .where(Project.id == bindparam("project"))
)
_MILESTONE, _MATERIAL = 0, 1
# Milestones and materials in one query: first those, then these, each in order.
_PARTS: CompoundSelect[*tuple[Any, ...]] = union_all(
    select(
        literal(_MILESTONE).label("part"),
        Milestone.position.label("position"),
        Milestone.kind.label("title"),
        cast(null(), Text).label("url"),
        Milestone.start,
        Milestone.end,
        Milestone.count.label("number"),
        Milestone.form,
        Milestone.place,
    ).where(Milestone.project_id == bindparam("project")),
    select(
        literal(_MATERIAL),
        Material.position,
        Material.title,
        cast(Material.url, Text),
        *(cast(null(), String) for _ in ("start", "end")),
        cast(null(), Integer),
        *(cast(null(), String) for _ in ("form", "place")),
    ).where(Material.project_id == bindparam("project")),
).order_by("part", "position")


def show(scope: Scope, project_id: int) -> ProjectCard:
    """Return the card of one project."""
    this = {"project": project_id}
    # Columns alone: the connection answers sooner than the session that has it.
    database = scope.session.connection()
    project = database.execute(_PROJECT, this).one()
    milestones, materials = [], []
    for part, _, title, url, start, end, number, form, place in database.execute(_PARTS, this):
        if part == _MILESTONE:
            period = Period(_date(start), _date(end))
            milestones.append(MilestoneLine(title, period, number, form, place))
        else:
            materials.append(MaterialLine(title, url))
    return _card(scope, project, tuple(milestones), tuple(materials))


def _card(
    scope: Scope,
    project: Row[*tuple[Any, ...]],
    milestones: tuple[MilestoneLine, ...],
    materials: tuple[MaterialLine, ...],
) -> ProjectCard:
    campaign = Period(_date(project.campaign_start), _date(project.campaign_end))
    period = Period(_date(project.start), _date(project.end))
    told = may_be_told(scope, project.responsible or "")
    return ProjectCard(
        key=project.key,
        title=project.title,
        collaboration=project.collaboration,
        kind=project.kind,
        year=project.year,
        state=state_on(project, scope.today),
        source_status=project.status,
        period=period,
        period_text=project.period_text,
        campaign=campaign,
        milestones=milestones,
        materials=materials,
        contact=coordinator(scope),
        goal=project.goal,
        responsible=project.responsible if told else None,
        responsible_withheld=not told,
        parties=tuple(project.details.get("parties", ())),
        source=project.source,
        status_asof=_date(project.status_asof),
        notes=tuple(project.notes),
        overdue=_overdue(project, period, campaign, scope.today),
        owner=project.owner,
        progress=_progress(project),
        updated=_updated(project.by_hand),
        leads=leads(scope.asker, scope.family, project),
        speaks=_speaks(scope, project.collaboration_id),
        calls=bool(project.calls),
        focus_area=str(project.details.get("focus_area", "")),
        origin=_origin(project.details.get("started_from")),
        results=bool(project.results) and _may_see_results(scope, project.collaboration_id),
    )


def _origin(said: dict[str, Any] | None) -> ProjectOrigin | None:
    if not said:
        return None
    return ProjectOrigin(said["kind"], said["number"], said["year"], said["sort"])


def _speaks(scope: Scope, owner: int) -> bool:
    mine = not scope.asker.guest and owner in scope.family.ids
    return mine and may(scope.asker, Information.OFFICE_DUTIES)


def _may_see_results(scope: Scope, owner: int) -> bool:
    return owner in scope.family.ids and may(scope.asker, Information.RESULTS)


def _progress(project: Row[*tuple[Any, ...]]) -> Progress:
    listed, said = project.listed or 0, project.member_count
    return Progress(
        offices=project.offices or 0,
        visits=project.visits or 0,
        members=listed if said is None else said,
        office_goal=project.office_goal,
        visit_goal=project.visit_goal,
        member_goal=project.member_goal,
    )


def _updated(by_hand: dict[str, str]) -> date | None:
    return max((date.fromisoformat(day) for day in by_hand.values()), default=None)


def state_on(project: Stored, day: date) -> ProjectState:
    """Tell the project's state on ``day``: what the source says, unless its own dates say more.

    A plan's "planerat" was true when the plan was written. Once the planned time has begun the
    project runs as far as anyone has said, and once it has passed nothing is known.
    """
    stated = _STATED.get(project.status)
    if stated is not None:
        return stated
    if project.starts_on is not None and day < project.starts_on:
        return ProjectState.PLANNED
    if project.status == "pågående" and _told_since(project, project.ends_on):
        return ProjectState.RUNNING
    if project.ends_on is not None:
        return ProjectState.RUNNING if day <= project.ends_on else ProjectState.OVERDUE
    begun = project.starts_on is not None or project.status == "pågående"
    return ProjectState.RUNNING if begun else ProjectState.PLANNED


def _overdue(project: Stored, period: Period, campaign: Period, day: date) -> PartialDate | None:
    if project.status in _STATED and project.status != "framskjutet":
        return None
    ends = [one for one in (campaign.end, period.end) if one is not None]
    if ends and _told_since(project, max(one.last for one in ends)):
        return None
    if not ends and project.status == "framskjutet":
        ends = [one for one in (period.start,) if one is not None]
    last = max(ends, key=lambda one: one.last, default=None)
    return last if last is not None and last.last < day else None


def _told_since(project: Stored, end: date | None) -> bool:
    """Tell whether somebody has said after its planned end how it stands."""
    told = _date(project.status_asof)
    return end is not None and told is not None and told.first > end


def _date(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.parse(text)
