"""Following a project: stored now, told of by a later capability."""

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker, Item
from handlers.errors import Refusal
from handlers.events import record
from handlers.ports import Services
from handlers.projects.lists import items_by_key
from handlers.scope import scope
from storage.inserting import insert_new
from storage.models import Project, Subscription

_PROJECT = "project"


@dataclass(frozen=True, slots=True)
class FollowState:
    """What is followed, and whether it is now."""

    topic_title: str
    following: bool


def follow(services: Services, asker: Asker, key: str) -> FollowState:
    """Follow the project ``key``; doing it twice changes nothing."""
    person_id = _person(asker)
    with services.database.write() as session:
        project = _project(session, key)
        added = session.execute(
            insert_new(services.database, Subscription)
            .values(
                collaboration_id=project.collaboration_id,
                person_id=person_id,
                topic_kind=_PROJECT,
                topic_key=key,
                created_at=services.clock(),
            )
            .returning(Subscription.id)
        ).first()
        if added is not None:
            record(
                session,
                services.clock(),
                asker,
                "followed",
                about=(_PROJECT, key),
                collaboration_id=project.collaboration_id,
            )
        return FollowState(project.title, following=True)


def unfollow(services: Services, asker: Asker, key: str) -> FollowState:
    """Stop following the project ``key``."""
    person_id = _person(asker)
    with services.database.write() as session:
        project = _project(session, key)
        removed = session.execute(
            delete(Subscription)
            .where(
                Subscription.person_id == person_id,
                Subscription.topic_kind == _PROJECT,
                Subscription.topic_key == key,
            )
            .returning(Subscription.id)
        ).first()
        if removed is not None:
            record(
                session,
                services.clock(),
                asker,
                "unfollowed",
                about=(_PROJECT, key),
                collaboration_id=project.collaboration_id,
            )
        return FollowState(project.title, following=False)


_FOLLOWED = select(Subscription.id).where(
    Subscription.person_id == bindparam("person"),
    Subscription.topic_kind == _PROJECT,
    Subscription.topic_key == bindparam("project"),
)


def is_following(services: Services, asker: Asker, key: str) -> bool:
    """Tell whether the asker follows the project ``key``."""
    if asker.person_id is None:
        return False
    with services.database.rows() as database:
        this = {"person": asker.person_id, "project": key}
        return database.execute(_FOLLOWED, this).first() is not None


def followed_projects(services: Services, asker: Asker) -> tuple[Item, ...]:
    """Return the projects that the asker follows, newest first."""
    if asker.person_id is None:
        return ()
    with scope(services, asker) as opened:
        return items_by_key(opened, _keys(opened.session, asker.person_id))


def _person(asker: Asker) -> int:
    require(asker, Information.FOLLOWING)
    if asker.person_id is None:
        raise Refusal("not_known_yet")
    return asker.person_id


def _project(session: Session, key: str) -> Project:
    project = session.scalars(select(Project).where(Project.key == key)).first()
    if project is None:
        raise Refusal("project_gone")
    return project


def _keys(session: Session, person_id: int) -> list[str]:
    return list(
        session.scalars(
            select(Subscription.topic_key).where(
                Subscription.person_id == person_id, Subscription.topic_kind == _PROJECT
            )
        )
    )
