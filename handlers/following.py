"""Following a project: stored now, told of by a later capability."""

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker, Item
from handlers.errors import Refusal
from handlers.events import record
from handlers.ports import Services
from handlers.projects.identifying import Identified, identify
from handlers.projects.lists import items_by_key
from handlers.scope import home, scope
from storage.inserting import insert_new
from storage.models import Collaboration, Subscription

_PROJECT = "project"


@dataclass(frozen=True, slots=True)
class FollowState:
    """What is followed, and whether it is now."""

    topic_title: str
    following: bool


def follow(services: Services, asker: Asker, key: str, *, owner: str = "") -> FollowState:
    """Follow the project ``key`` of ``owner``; doing it twice changes nothing."""
    person_id = _person(asker)
    with services.database.write() as session:
        project = _project(session, services, asker, key, owner)
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


def unfollow(services: Services, asker: Asker, key: str, *, owner: str = "") -> FollowState:
    """Stop following the project ``key`` of ``owner``."""
    person_id = _person(asker)
    with services.database.write() as session:
        project = _project(session, services, asker, key, owner)
        removed = session.execute(
            delete(Subscription)
            .where(
                Subscription.person_id == person_id,
                Subscription.topic_kind == _PROJECT,
                Subscription.topic_key == key,
                Subscription.collaboration_id == project.collaboration_id,
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


_FOLLOWED = (
    select(Subscription.id)
    .join(Collaboration, Collaboration.id == Subscription.collaboration_id)
    .where(
        Subscription.person_id == bindparam("person"),
        Subscription.topic_kind == _PROJECT,
        Subscription.topic_key == bindparam("project"),
        Collaboration.key == bindparam("owner"),
    )
)


def is_following(services: Services, asker: Asker, key: str, *, owner: str) -> bool:
    """Tell whether the asker follows the project ``key`` of ``owner``."""
    if asker.person_id is None:
        return False
    with services.database.rows() as database:
        this = {"person": asker.person_id, "project": key, "owner": owner}
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


def _project(
    session: Session, services: Services, asker: Asker, key: str, owner: str
) -> Identified:
    family = home(services.indexes.families(session), asker.collaboration)
    return identify(session, family, key, owner)


def _keys(session: Session, person_id: int) -> list[tuple[int, str]]:
    rows = session.execute(
        select(Subscription.collaboration_id, Subscription.topic_key).where(
            Subscription.person_id == person_id, Subscription.topic_kind == _PROJECT
        )
    )
    return [(number, key) for number, key in rows]
