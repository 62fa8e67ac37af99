from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.following import follow, followed_projects, is_following, unfollow
from handlers.ports import Services
from storage.models import Collaboration, EventLog, Subscription
from tests.factories import add_collaboration, add_person, add_project
from tests.fakes import recorded_statements

KEYS = ("vast-lantbruk", "vast-släckvatten", "vast-solarier")


@pytest.fixture
def anna(services: Services) -> Asker:
    with services.database.write() as session:
        owner = add_collaboration(session)
        add_project(session, owner, "Släckvatten", year=2024)
        add_project(session, owner, "Lantbruk", year=2026)
        add_project(session, owner, "Solarier", year=2025)
        return Asker("vast", add_person(session, owner).id, door="slack")


@pytest.fixture
def namesake(services: Services) -> str:
    """Add a project that Jönköping calls by the key of one of Väst's, and return the key."""
    with services.database.write() as session:
        owner = add_collaboration(session, "jonkoping")
        return add_project(session, owner, "Ventilation", key="vast-släckvatten").key


def following(services: Services, asker: Asker, key: str) -> dict[str, bool]:
    owners = ("vast", "jonkoping")
    return {owner: is_following(services, asker, key, owner=owner) for owner in owners}


def bo(services: Services) -> Asker:
    with services.database.write() as session:
        return Asker("vast", add_person(session, add_collaboration(session, "bo"), "Bo Al").id)


def events(services: Services) -> list[tuple[object, ...]]:
    with services.database.session() as session:
        rows = session.execute(
            select(EventLog.verb, EventLog.record_key, EventLog.door, EventLog.actor_id)
        )
        return [tuple(row) for row in rows]


def test_follow_stores_it_once_and_logs_it_once(services: Services, anna: Asker) -> None:
    states = [follow(services, anna, "vast-släckvatten") for _ in range(2)]

    assert [(state.topic_title, state.following) for state in states] == [("Släckvatten", True)] * 2
    assert is_following(services, anna, "vast-släckvatten", owner="vast")
    assert events(services) == [("followed", "vast-släckvatten", "slack", anna.person_id)]


def test_unfollow_undoes_it_and_logs_it_once(services: Services, anna: Asker) -> None:
    follow(services, anna, "vast-släckvatten")

    states = [unfollow(services, anna, "vast-släckvatten") for _ in range(2)]

    assert [state.following for state in states] == [False, False]
    assert not is_following(services, anna, "vast-släckvatten", owner="vast")
    assert [verb for verb, *_ in events(services)] == ["followed", "unfollowed"]


def test_following_is_each_persons_own(services: Services, anna: Asker) -> None:
    other = bo(services)
    follow(services, anna, "vast-släckvatten")

    unfollow(services, other, "vast-släckvatten")

    assert is_following(services, anna, "vast-släckvatten", owner="vast")
    assert not is_following(services, other, "vast-släckvatten", owner="vast")
    assert followed_projects(services, other) == ()


def test_followed_projects_come_newest_first(services: Services, anna: Asker) -> None:
    for key in KEYS:
        follow(services, anna, key)

    followed = followed_projects(services, anna)

    assert [item.title for item in followed] == ["Lantbruk", "Solarier", "Släckvatten"]


def test_followed_projects_take_the_same_queries_for_one_and_three(
    services: Services, anna: Asker
) -> None:
    counts = []
    for keys in (KEYS[:1], KEYS):
        for key in keys:
            follow(services, anna, key)
        with recorded_statements(services.database) as statements:
            followed_projects(services, anna)
        counts.append(len(statements))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("action", [follow, unfollow], ids=["follow", "unfollow"])
def test_following_refuses_a_stranger(services: Services, anna: Asker, action: type) -> None:
    stranger = Asker(anna.collaboration)

    with pytest.raises(Refusal) as refused:
        action(services, stranger, "vast-släckvatten")

    assert refused.value.code == "not_known_yet"
    assert followed_projects(services, stranger) == ()
    assert not is_following(services, stranger, "vast-släckvatten", owner="vast")


def test_follow_refuses_a_project_that_is_gone(services: Services, anna: Asker) -> None:
    with pytest.raises(Refusal) as refused:
        follow(services, anna, "vast-borta")

    assert refused.value.code == "project_gone"


def test_follow_twice_at_once_stores_it_once(services: Services, anna: Asker) -> None:
    start = Barrier(2)

    def follow_all() -> None:
        start.wait()
        for key in KEYS:
            follow(services, anna, key)

    with ThreadPoolExecutor(2) as pool:
        for following in [pool.submit(follow_all) for _ in range(2)]:
            following.result()

    with services.database.session() as session:
        assert session.scalar(select(func.count()).select_from(Subscription)) == len(KEYS)
    assert len(events(services)) == len(KEYS)


@pytest.mark.parametrize(
    ("owner", "title"), [("vast", "Släckvatten"), ("jonkoping", "Ventilation"), ("", "Släckvatten")]
)
def test_follow_tells_a_project_from_its_namesake(
    services: Services, anna: Asker, namesake: str, owner: str, title: str
) -> None:
    state = follow(services, anna, namesake, owner=owner)

    whose = owner or anna.collaboration
    assert state.topic_title == title
    assert following(services, anna, namesake) == {"vast": False, "jonkoping": False, whose: True}
    assert [item.title for item in followed_projects(services, anna)] == [title]


@pytest.mark.usefixtures("anna")
def test_follow_without_an_owner_takes_the_askers_own(services: Services, namesake: str) -> None:
    with services.database.write() as session:
        owner = session.query(Collaboration).filter_by(key="jonkoping").one()
        ulf = Asker("jonkoping", add_person(session, owner, "Ulf Rönn").id)

    assert follow(services, ulf, namesake).topic_title == "Ventilation"


@pytest.mark.parametrize("owner", ["vast", ""])
def test_unfollow_leaves_the_namesake(
    services: Services, anna: Asker, namesake: str, owner: str
) -> None:
    follow(services, anna, namesake, owner="jonkoping")

    unfollow(services, anna, namesake, owner=owner)

    assert following(services, anna, namesake) == {"vast": False, "jonkoping": True}
    assert [verb for verb, *_ in events(services)] == ["followed"]


def test_namesakes_are_followed_side_by_side(
    services: Services, anna: Asker, namesake: str
) -> None:
    for owner in ("vast", "jonkoping"):
        follow(services, anna, namesake, owner=owner)

    both = [item.title for item in followed_projects(services, anna)]
    unfollow(services, anna, namesake, owner="vast")

    assert both == ["Ventilation", "Släckvatten"]
    assert following(services, anna, namesake) == {"vast": False, "jonkoping": True}


def test_follow_refuses_when_only_the_namesake_is_left(
    services: Services, anna: Asker, namesake: str
) -> None:
    with pytest.raises(Refusal) as refused:
        follow(services, anna, namesake, owner="bo")

    assert refused.value.code == "project_gone"


def test_following_is_told_in_one_statement(services: Services, anna: Asker) -> None:
    with recorded_statements(services.database) as statements:
        is_following(services, anna, "vast-släckvatten", owner="vast")

    assert len(statements) == 1
