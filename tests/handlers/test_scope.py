from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.scope import home, scope
from storage.indexes import families
from storage.models import Collaboration
from tests.factories import add_collaboration, add_person
from tests.fakes import FixedClock


@pytest.fixture
def west(services: Services) -> Services:
    with services.database.write() as session:
        vast = add_collaboration(session)
        add_collaboration(session, "halland", vast)
        add_collaboration(session, "jonkoping", time_zone="Pacific/Auckland")
    return services


@pytest.mark.parametrize(
    ("collaboration", "family"),
    [
        ("vast", "vast"),
        ("halland", "vast"),
        ("jonkoping", "jonkoping"),
        ("", "vast"),
        ("skane", "vast"),
    ],
)
def test_scope_is_the_family_of_the_askers_collaboration(
    west: Services, collaboration: str, family: str
) -> None:
    with scope(west, Asker(collaboration)) as opened:
        assert opened.family.key == family
        assert family not in [one.key for one in opened.others]
        assert len(opened.others) == 1


@pytest.mark.parametrize(
    ("collaboration", "today"),
    [("vast", date(2026, 12, 31)), ("jonkoping", date(2027, 1, 1))],
)
def test_today_is_in_the_collaborations_time_zone(
    west: Services, collaboration: str, today: date
) -> None:
    assert isinstance(west.clock, FixedClock)
    west.clock.now = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)

    with scope(west, Asker(collaboration)) as opened:
        assert opened.today == today


def test_today_is_the_day_that_is_named(west: Services) -> None:
    with scope(west, Asker("vast"), date(2020, 1, 1)) as opened:
        assert opened.today == date(2020, 1, 1)


def test_elsewhere_is_the_same_day_in_another_family(west: Services) -> None:
    with scope(west, Asker("vast")) as opened:
        there = opened.elsewhere(opened.others[0])

        assert (there.family.key, there.today) == ("jonkoping", opened.today)
        assert [one.key for one in there.others] == ["vast"]


def test_asker_is_a_guest_elsewhere(west: Services) -> None:
    asker = Asker("vast", 1, frozenset({"coordinator"}), "slack", "slack:T1:U1")

    with scope(west, asker) as opened:
        there = opened.elsewhere(opened.others[0])

    assert there.asker == Asker("jonkoping", 1, frozenset(), "slack", "slack:T1:U1", guest=True)


@pytest.mark.parametrize("own", ["vast", "halland", "jonkoping"])
def test_askers_data_is_kept_where_they_are_registered(west: Services, own: str) -> None:
    with west.database.write() as session:
        owner = session.scalars(select(Collaboration).where(Collaboration.key == own)).one()
        asker = Asker(own, add_person(session, owner).id)

    with scope(west, asker) as opened:
        away = opened.elsewhere(opened.others[0])
        keepers = [one.where_registered().family for one in (opened, away)]

    assert keepers == [opened.family] * 2


def test_strangers_data_would_be_where_they_ask(west: Services) -> None:
    with scope(west, Asker("")) as opened:
        there = opened.elsewhere(opened.others[0])

        assert there.where_registered() is there


@pytest.mark.parametrize(("collaboration", "homeless"), [("", True), ("vast", False)])
def test_asker_without_a_collaboration_is_homeless(
    west: Services, collaboration: str, homeless: bool
) -> None:
    with scope(west, Asker(collaboration)) as opened:
        assert opened.homeless is homeless


def test_home_refuses_when_nothing_is_imported(services: Services) -> None:
    with services.database.session() as session:
        nothing = families(session)

    with pytest.raises(Refusal) as refused:
        home(nothing, "vast")

    assert refused.value.code == "nothing_imported"
