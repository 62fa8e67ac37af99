"""What followers are told: all that has changed since they were told last, once a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from handlers.contents import ProjectNews, ProjectNewsChange, ProjectNewsLine
from handlers.delivery import Kind, Loaded
from handlers.living.lines import office_names
from handlers.living.netting import netted
from handlers.notices import Draft, State, Urgency, put
from handlers.ports import SWEDEN, Services
from handlers.scope import home
from storage.indexes import families
from storage.models import Collaboration, Notice, Project, ProjectChange, Subscription

NEWS = "project_news"
# From this local hour on what happened the day before is gathered.
FIRST_HOUR = 7
# What was loaded for a message may be older than its sending by less than this.
_MARGIN = timedelta(minutes=1)
_UNTOLD = frozenset({State.QUEUED, State.RETRY, State.CANCELLED})


@dataclass(frozen=True, slots=True)
class _Followed:
    """A project with changes that a follower has heard nothing of yet."""

    subscription: int
    person: int
    collaboration: int
    project: int
    latest: int


def plan_news(services: Services) -> int:
    """Gather what followers have not heard of, one message a person and day; return how many."""
    local = services.clock().astimezone(SWEDEN)
    if local.hour < FIRST_HOUR:
        return 0
    with services.database.rows() as database:
        if database.execute(_unheard().limit(1)).first() is None:
            return 0
    with services.database.write() as session:
        found = [_Followed(*row) for row in session.execute(_unheard())]
        people = sorted({one.person for one in found})
        drafts = [_draft(session, services, [one for one in found if one.person == each], local)
                  for each in people]  # fmt: skip
        return put(session, services, [one for one in drafts if one is not None])


def _unheard() -> Select[int, int, int, int, int]:
    return (
        select(
            Subscription.id,
            Subscription.person_id,
            Subscription.collaboration_id,
            Project.id,
            func.max(ProjectChange.id),
        )
        .join(
            Project,
            (Project.key == Subscription.topic_key)
            & (Project.collaboration_id == Subscription.collaboration_id),
        )
        .join(ProjectChange, ProjectChange.project_id == Project.id)
        .where(
            Subscription.topic_kind == "project",
            ProjectChange.id > Subscription.told_through,
            ProjectChange.at >= Subscription.created_at,
        )
        .group_by(
            Subscription.id,
            Subscription.person_id,
            Subscription.collaboration_id,
            Project.id,
        )
        .order_by(Subscription.person_id, Project.id)
    )


def _draft(
    session: Session, services: Services, found: Sequence[_Followed], local: datetime
) -> Draft | None:
    """Return the day's message to one follower; None where there has been one today."""
    person, day = found[0].person, local.date().isoformat()
    last = session.scalars(
        select(Notice)
        .where(Notice.person_id == person, Notice.kind == NEWS)
        .order_by(Notice.id.desc())
        .limit(1)
        .with_for_update()
    ).one_or_none()
    if last is not None and last.details["day"] >= day:
        return None
    since = _since(session, last)
    for one in found:
        row = session.get_one(Subscription, one.subscription, with_for_update=True)
        since.setdefault(str(one.project), _through(session, one.project, row))
        row.told_through = one.latest
    if last is not None and last.state in {State.QUEUED, State.RETRY}:
        # It had not gone out yet: this one tells of all.
        last.state, last.ended_at = State.CANCELLED, services.clock()
    return Draft(
        key=f"{NEWS}/p{person}/{day}",
        kind=NEWS,
        collaboration_id=found[0].collaboration,
        person_id=person,
        due_at=services.clock(),
        urgency=Urgency.WORKING_HOURS,
        bundle=f"{NEWS}/p{person}",
        details={"day": day, "since": since},
    )


def _since(session: Session, last: Notice | None) -> dict[str, int]:
    """Return the change up to which a follower has heard of each project."""
    if last is None:
        return {}
    heard: dict[str, int] = dict(last.details["since"])
    if last.state in _UNTOLD or last.ended_at is None:
        return heard
    before = ProjectChange.at <= last.ended_at - _MARGIN
    return {
        project: max(number, _latest(session, int(project), before))
        for project, number in heard.items()
    }


def _through(session: Session, project: int, row: Subscription) -> int:
    followed_later = ProjectChange.at < row.created_at
    return max(row.told_through, _latest(session, project, followed_later))


def _latest(session: Session, project: int, before: ColumnElement[bool]) -> int:
    latest = select(func.max(ProjectChange.id)).where(ProjectChange.project_id == project, before)
    return session.scalar(latest) or 0


def _load(session: Session, _services: Services, notices: Sequence[Notice]) -> Loaded:
    since: dict[str, int] = {}
    for one in notices:
        for project, number in one.details["since"].items():
            since[project] = min(number, since.get(project, number))
    person, owner = notices[0].person_id, notices[0].collaboration_id
    followed = set(session.scalars(_followed_by(person)))
    found = (
        _line(session, int(project), number, person)
        for project, number in since.items()
        if int(project) in followed
    )
    lines = tuple(one for one in found if one is not None)
    if not lines:
        return Loaded(None, settled=frozenset(one.id for one in notices))
    family = home(families(session), session.get_one(Collaboration, owner).key)
    return Loaded(ProjectNews(collaboration=family.name, projects=lines))


def _followed_by(person: int | None) -> Select[int]:
    return (
        select(Project.id)
        .join(
            Subscription,
            (Subscription.topic_key == Project.key)
            & (Subscription.collaboration_id == Project.collaboration_id),
        )
        .where(Subscription.person_id == person, Subscription.topic_kind == "project")
    )


def _line(session: Session, project: int, since: int, person: int | None) -> ProjectNewsLine | None:
    """Return what has come of a project's changes; None where nothing, or by the reader alone."""
    rows = session.scalars(
        select(ProjectChange)
        .where(ProjectChange.project_id == project, ProjectChange.id > since)
        .order_by(ProjectChange.id)
    ).all()
    row = session.get(Project, project)
    if row is None or all(one.person_id == person for one in rows):
        return None
    changes = _told(session, rows)
    return ProjectNewsLine(key=row.key, title=row.title, changes=changes) if changes else None


def _told(session: Session, rows: Iterable[ProjectChange]) -> tuple[ProjectNewsChange, ...]:
    net = netted(rows)
    offices = [int((one.new or one.old or {}).get("office", 0)) for one in net]
    names = office_names(session, set(offices))
    return tuple(
        ProjectNewsChange(field=one.field, old=one.old, new=one.new, subject=names.get(office, ""))
        for one, office in zip(net, offices, strict=True)
    )


KINDS: Mapping[str, Kind] = {NEWS: Kind(_load)}
