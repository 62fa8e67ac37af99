from datetime import timedelta

import pytest

from handlers.answers import Asker, GroupAnswer, Labelled, NotFoundAnswer
from handlers.groups import find_group
from handlers.ports import Services
from handlers.scope import scope
from tests.factories import add_collaboration, add_group, add_membership, add_person
from tests.fakes import recorded_statements
from tests.handlers.scopes import TODAY, seen_from


def test_group_shows_its_size_with_the_sources_note(reading: Services) -> None:
    with seen_from(reading, "vast") as here:
        answer = find_group(here, "styrgruppen halland")

    assert isinstance(answer, GroupAnswer)
    assert (answer.ids, answer.size) == (("styrgrupp-halland",), 7)
    assert answer.composition == (
        Labelled("Länsstyrelsen", "2"),
        Labelled("miljöchef per kommun", ""),
    )
    assert answer.decides == ("verksamhetsplan", "budget", "principbeslut")
    assert "åtta" in " ".join(answer.notes)


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("gsg", "gemensam-styrgrupp"),
        ("gemensamma styrgruppen", "gemensam-styrgrupp"),
        ("styrgruppen VG", "styrgrupp-vg"),
        ("beredningsgruppen", "beredningsgrupp"),
    ],
)
def test_find_group_finds_the_one_that_is_meant(reading: Services, query: str, key: str) -> None:
    with seen_from(reading, "vast") as here:
        assert find_group(here, query).ids == (key,)


def test_find_group_asks_which_of_several(reading: Services) -> None:
    with seen_from(reading, "vast") as here:
        answer = find_group(here, "styrgrupp")

    assert answer.kind == "ambiguous"
    assert {"styrgrupp-vg", "styrgrupp-halland"} <= set(answer.ids)


def test_find_group_says_when_there_is_none(reading: Services) -> None:
    with seen_from(reading, "vast") as here:
        answer = find_group(here, "skateparker")

    assert isinstance(answer, NotFoundAnswer)
    assert answer.contact is not None


@pytest.mark.parametrize(("known", "shown"), [(True, 7), (False, 0)])
def test_group_shows_its_members_to_those_who_are_known(
    reading: Services, known: bool, shown: int
) -> None:
    with seen_from(reading, "vast", known=known) as here:
        answer = find_group(here, "styrgruppen halland")

    assert isinstance(answer, GroupAnswer)
    assert len(answer.members) == shown


def test_group_takes_the_same_queries_for_one_and_three_members(services: Services) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session)
        for title, names in (("Ensam", ("Anna Ek",)), ("Trio", ("Bo Al", "Eva Ask", "Ulf Ås"))):
            group = add_group(session, owner, title)
            for name in names:
                person = add_person(session, owner, name, roles=("inspector",))
                add_membership(session, person, owner, "member", group=group)

    counts, sizes = [], []
    for title in ("ensam", "trio"):
        with scope(services, Asker("vast", 1)) as here:
            _ = here.indexes
            with recorded_statements(services.database) as statements:
                answer = find_group(here, title)
        assert isinstance(answer, GroupAnswer)
        counts.append(len(statements))
        sizes.append(len(answer.members))

    assert sizes == [1, 3]
    assert counts[0] == counts[1]


def test_group_members_are_those_whose_membership_holds_on_the_day(services: Services) -> None:
    yesterday, tomorrow = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    terms = {
        "Anna Alltid": (None, None),
        "Bo Blir": (tomorrow, None),
        "Disa Dagen": (TODAY, TODAY),
        "Fia Före": (None, yesterday),
    }
    with services.database.write() as session:
        owner = add_collaboration(session)
        group = add_group(session, owner, "Beredningsgrupp")
        for name, (since, until) in terms.items():
            person = add_person(session, owner, name, roles=("inspector",))
            add_membership(
                session, person, owner, "member", group=group, valid_from=since, valid_to=until
            )

    shown = {}
    for day in (yesterday, TODAY, tomorrow):
        with seen_from(services, "vast", known=True, at=day) as here:
            answer = find_group(here, "beredningsgrupp")
        assert isinstance(answer, GroupAnswer)
        shown[day] = [member.name for member in answer.members]

    assert shown == {
        yesterday: ["Anna Alltid", "Fia Före"],
        TODAY: ["Anna Alltid", "Disa Dagen"],
        tomorrow: ["Anna Alltid", "Bo Blir"],
    }


@pytest.mark.parametrize(
    ("details", "told"),
    [
        ({"meetings_per_year": 3}, ("3", False)),
        ({"meetings_per_year_min": 3}, ("3", True)),
        ({"meetings_per_year": 4, "meetings_per_year_min": 3}, ("4", False)),
        ({}, ("", False)),
    ],
)
def test_group_tells_how_often_it_meets_or_at_least(
    services: Services, details: dict[str, int], told: tuple[str, bool]
) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session)
        add_group(session, owner, "Beredningsgrupp", details=details)

    with seen_from(services, "vast") as here:
        answer = find_group(here, "beredningsgrupp")

    assert isinstance(answer, GroupAnswer)
    assert (answer.meetings, answer.meetings_least) == told
