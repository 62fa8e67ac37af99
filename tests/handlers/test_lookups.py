from datetime import date

import pytest

from handlers.answers import (
    ChannelAnswer,
    ConceptAnswer,
    ListAnswer,
    ProjectAnswer,
    ProjectState,
)
from handlers.lookups import (
    explain,
    list_nationals,
    place_for_material,
    show_national,
    show_places,
)
from handlers.ports import Services
from storage.models import NationalActivity, Place
from tests.handlers.scopes import seen_from


def nationals(services: Services) -> list[tuple[int, str, int]]:
    with services.database.session() as session:
        rows = session.query(NationalActivity).order_by(NationalActivity.id).all()
        return [(row.id, row.key, row.year) for row in rows]


def test_explain_tells_what_a_word_means(reading: Services) -> None:
    with seen_from(reading, "vast") as here:
        [hit] = here.indexes.concepts.search("MIFO", 1)
        answer = explain(here, hit.ref.id)

    assert isinstance(answer, ConceptAnswer)
    assert answer.term == "MIFO"
    assert "förorenade områden" in answer.explanation.casefold()
    assert answer.ids == ()


@pytest.mark.parametrize("collaboration", ["vast", "jonkoping"])
def test_place_for_material_is_one_of_the_own_places(reading: Services, collaboration: str) -> None:
    with seen_from(reading, collaboration) as here:
        answer = show_places(here, place_for_material(here))

    assert isinstance(answer, ChannelAnswer)
    assert len(answer.ids) == len(answer.places) >= 1
    assert answer.contact is not None


def test_show_places_keeps_the_order_and_skips_what_is_gone(reading: Services) -> None:
    with reading.database.session() as session:
        rows = session.query(Place).order_by(Place.id).limit(2).all()
        expected = [row.key for row in reversed(rows)]
        numbers = [row.id for row in reversed(rows)]

    with seen_from(reading, "vast") as here:
        assert list(show_places(here, [4711, *numbers]).ids) == expected


@pytest.mark.parametrize(
    ("before", "state"), [(True, ProjectState.PLANNED), (False, ProjectState.OVERDUE)]
)
def test_national_activity_is_shown_as_a_project_of_its_authority(
    reading: Services, before: bool, state: ProjectState
) -> None:
    number_of, key, year = nationals(reading)[0]
    day = date(year if before else year + 1, 1, 1)

    with seen_from(reading, "jonkoping", at=day) as here:
        answer = show_national(here, number_of)

    assert isinstance(answer, ProjectAnswer)
    assert (answer.ids, answer.card.state) == ((key,), state)
    assert answer.card.parties == (answer.card.collaboration,)
    assert (answer.card.record_kind, answer.card.owner) == ("national_activity", "jonkoping")


def test_list_nationals_is_narrowed_to_its_years(reading: Services) -> None:
    every = nationals(reading)
    year = every[0][2]

    with seen_from(reading, "jonkoping") as here:
        all_of_them, of_a_year = list_nationals(here, ()), list_nationals(here, (year,))

    assert isinstance(of_a_year, ListAnswer)
    assert set(of_a_year.ids) < set(all_of_them.ids) or len({one[2] for one in every}) == 1
    assert {item.time for item in of_a_year.items} == {str(year)}
    assert (of_a_year.subject, of_a_year.filters) == ("national_activities", (str(year),))
