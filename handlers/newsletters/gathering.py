"""Gathering what has happened since the issue before, and what comes: for a draft."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import select

from handlers.answers import MaterialLine, ProjectState
from handlers.boards import is_board, sort_of
from handlers.booked import meeting_line
from handlers.decisions import DROPPED
from handlers.happenings import (
    AdoptionHappening,
    CallHappening,
    DecisionHappening,
    Happenings,
    MeetingHappening,
    NationalHappening,
    ProjectHappening,
    RoundHappening,
    Stage,
)
from handlers.newsletters.finding import root
from handlers.ports import SWEDEN
from handlers.projects import RECURRING, show, state_on
from handlers.proposals import round_of
from handlers.roles import coordinator
from handlers.scope import Scope
from storage.models import (
    ActivityPlan,
    Collaboration,
    Decision,
    Group,
    Meeting,
    NationalActivity,
    PlanAdoption,
    PlanYear,
    Project,
    ProjectCall,
    ProjectChange,
)

# Without an issue before: about as far apart as they come.
BEFORE_THE_FIRST = timedelta(days=182)
# So far ahead are dates told, and does a project begin soon.
AHEAD = timedelta(days=200)
SOON = timedelta(days=60)
MOST_PROJECTS, MOST_MEETINGS, MOST_DECISIONS = 15, 12, 10
_PLANNED = ProjectState.PLANNED
_ORDER = (Stage.NEW, Stage.ONGOING, Stage.DONE)


def gather(scope: Scope, since: datetime | None, year: int, number: int) -> Happenings:
    """Return what there is to tell since a moment, aware; None for the first issue."""
    before = since or scope.services.clock() - BEFORE_THE_FIRST
    owner = scope.session.get_one(Collaboration, root(scope.family))
    return Happenings(
        collaboration=owner.name,
        year=year,
        number=number,
        today=scope.today,
        since=since.astimezone(SWEDEN).date() if since else None,
        contact=coordinator(scope),
        projects=tuple(_projects(scope, before, first=since is None)),
        meetings=tuple(_meetings(scope)),
        calls=tuple(_calls(scope)),
        round=_round(scope),
        national=tuple(_national(scope)),
        decisions=tuple(_decisions(scope, before)),
        adoptions=tuple(_adoptions(scope, before)),
    )


def _projects(scope: Scope, before: datetime, *, first: bool) -> list[ProjectHappening]:
    """Return the projects that there is something to tell of: begun, going on, done."""
    changes = _changes(scope, before)
    today = scope.today
    rows = scope.session.scalars(
        select(Project)
        .where(
            Project.collaboration_id.in_(scope.family.ids),
            Project.year.between(today.year - 2, today.year + 1),
        )
        .order_by(Project.year.desc(), Project.sort_key, Project.id)
    ).all()
    found = []
    for row in rows:
        told = changes.get(row.id, [])
        stage = None if row.kind in RECURRING else _stage(scope, row, before, told, first=first)
        if stage is not None:
            found.append((stage, row, told))
    # What has begun before what is planned.
    found.sort(key=lambda one: (_ORDER.index(one[0]), state_on(one[1], today) is _PLANNED))
    told_of = (_happening(scope, *one) for one in found)
    return list(islice((one for one in told_of if one is not None), MOST_PROJECTS))


def _happening(
    scope: Scope, stage: Stage, row: Project, told: list[ProjectChange]
) -> ProjectHappening | None:
    card = show(scope, row.id)
    if stage is Stage.ONGOING and card.overdue is not None and not told:
        # It should be over, and nobody has said that it goes on.
        return None
    return ProjectHappening(
        key=f"{row.collaboration_id}:{row.key}",
        stage=stage,
        card=card,
        materials=tuple(_new_materials(row, told)),
    )


def _changes(scope: Scope, before: datetime) -> dict[int, list[ProjectChange]]:
    rows = scope.session.scalars(
        select(ProjectChange)
        .where(
            ProjectChange.collaboration_id.in_(scope.family.ids),
            ProjectChange.at > before,
            ProjectChange.undoes_id.is_(None),
        )
        .order_by(ProjectChange.id)
    )
    found: dict[int, list[ProjectChange]] = {}
    for row in rows:
        found.setdefault(row.project_id, []).append(row)
    return found


def _stage(
    scope: Scope, row: Project, before: datetime, told: list[ProjectChange], *, first: bool
) -> Stage | None:
    from_day, today = before.astimezone(SWEDEN).date(), scope.today
    state = state_on(row, today)
    moved = any(one.field == "status" for one in told)
    if state is ProjectState.FINISHED:
        ended = row.ends_on is not None and from_day < row.ends_on <= today
        return Stage.DONE if moved or ended else None
    begins = row.starts_on is not None and from_day < row.starts_on <= today + SOON
    if state is ProjectState.RUNNING:
        return Stage.NEW if begins else Stage.ONGOING if told or first else None
    if state is ProjectState.PLANNED:
        return Stage.NEW if begins or told else None
    return None


def _new_materials(row: Project, told: Iterable[ProjectChange]) -> Iterator[MaterialLine]:
    """Yield what a project has published meanwhile and has still."""
    titles = {one.new["title"] for one in told if one.field == "material" and one.new}
    for material in row.materials:
        if material.title in titles:
            yield MaterialLine(material.title, material.url)


def _meetings(scope: Scope) -> Iterator[MeetingHappening]:
    """Yield the meetings that are to come and concern more than a board; the next of a series."""
    rows = scope.session.execute(
        select(Meeting, Collaboration.name)
        .join(Collaboration, Collaboration.id == Meeting.collaboration_id)
        .where(
            Meeting.collaboration_id.in_(scope.family.ids),
            Meeting.state == "booked",
            Meeting.first.between(scope.today, scope.today + AHEAD),
        )
        .order_by(Meeting.first, Meeting.id)
    ).all()
    told: set[int] = set()
    for meeting, owner in [one for one in rows if not is_board(one[0])][: MOST_MEETINGS * 4]:
        if (
            meeting.series_id in told
            or len(told) == MOST_MEETINGS
            or sort_of(meeting) == "check_in"
        ):
            continue
        told.add(meeting.series_id or -meeting.id)
        yield MeetingHappening(
            key=str(meeting.id),
            meeting=meeting_line(meeting, owner),
            answer_by=meeting.answer_by,
            registration=(
                scope.services.addresses.registration(meeting.id, meeting.registration)
                if meeting.registers
                else ""
            ),
        )


def _calls(scope: Scope) -> Iterator[CallHappening]:
    rows = scope.session.execute(
        select(ProjectCall, Project.title)
        .join(Project, Project.id == ProjectCall.project_id)
        .where(ProjectCall.collaboration_id.in_(scope.family.ids), ProjectCall.state == "open")
        .order_by(ProjectCall.closes_on, ProjectCall.id)
    )
    for call, title in rows:
        if call.closes_on is None or call.closes_on >= scope.today:
            yield CallHappening(key=str(call.id), title=title, closes=call.closes_on)


def _round(scope: Scope) -> RoundHappening | None:
    now = round_of(scope.session, scope.family, scope.today)
    if now.year is None or now.closes is None or now.late:
        return None
    return RoundHappening(key=str(now.year), year=now.year, closes=now.closes)


def _national(scope: Scope) -> Iterator[NationalHappening]:
    rows = scope.session.scalars(
        select(NationalActivity)
        .where(
            NationalActivity.collaboration_id.in_(scope.family.ids),
            NationalActivity.year.between(scope.today.year, scope.today.year + 1),
        )
        .order_by(NationalActivity.year, NationalActivity.sort_key, NationalActivity.id)
    )
    for row in rows:
        key = f"{row.collaboration_id}:{row.key}"
        yield NationalHappening(key=key, title=row.title, authority=row.authority, year=row.year)


def _decisions(scope: Scope, before: datetime) -> Iterator[DecisionHappening]:
    rows = scope.session.execute(
        select(Decision, Meeting)
        .join(Meeting, Meeting.id == Decision.meeting_id)
        .where(
            Decision.collaboration_id.in_(scope.family.ids),
            Decision.created_at > before,
            Decision.state != DROPPED,
        )
        .order_by(Meeting.first, Decision.id)
    ).all()
    for decision, meeting in [one for one in rows if is_board(one[1])][:MOST_DECISIONS]:
        yield DecisionHappening(
            key=str(decision.id), words=decision.text, meeting=meeting.title, day=meeting.first
        )


def _adoptions(scope: Scope, before: datetime) -> Iterator[AdoptionHappening]:
    """Yield the plan years that boards have adopted meanwhile, each with all of its boards."""
    rows = scope.session.execute(
        select(PlanYear, ActivityPlan, Group.title, Collaboration.key)
        .join(ActivityPlan, ActivityPlan.id == PlanYear.plan_id)
        .join(PlanAdoption, PlanAdoption.plan_year_id == PlanYear.id)
        .join(Group, Group.id == PlanAdoption.group_id)
        .join(Collaboration, Collaboration.id == ActivityPlan.collaboration_id)
        .where(
            PlanAdoption.collaboration_id.in_(scope.family.ids),
            PlanAdoption.created_at > before,
            PlanAdoption.withdrawn_at.is_(None),
        )
        .order_by(PlanYear.year, PlanYear.id, PlanAdoption.id)
    ).all()
    for number in dict.fromkeys(year.id for year, *_ in rows):
        mine = [one for one in rows if one[0].id == number]
        year, plan, _, owner = mine[0]
        yield AdoptionHappening(
            key=str(number),
            plan=plan.title,
            year=year.year,
            boards=tuple(one[2] for one in mine),
            page=scope.services.addresses.plan(owner, year.year, plan.sort)
            if year.frozen_at
            else "",
        )
