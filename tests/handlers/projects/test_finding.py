from datetime import date

import pytest

from handlers.answers import (
    AmbiguousAnswer,
    Answer,
    Asker,
    DidYouMeanAnswer,
    ListAnswer,
    NotFoundAnswer,
    ProjectAnswer,
)
from handlers.ports import Services
from handlers.projects import Wish, find, find_projects, suggest_projects
from tests.fakes import recorded_statements
from tests.handlers.projects.conftest import STRANGER, Adder, Opener

TODAY = date(2026, 11, 20)


def keys(answer: Answer) -> list[str]:
    assert isinstance(answer, AmbiguousAnswer | DidYouMeanAnswer | ListAnswer)
    assert [item.key for item in answer.items] == list(answer.ids)
    return list(answer.ids)


def test_find_projects_shows_the_one_that_fits(services: Services, add: Adder) -> None:
    key = add("Släckvatten")
    add("Kosmetiska solarier")

    answer = find_projects(services, STRANGER, "slackvattenprojektet")

    assert isinstance(answer, ProjectAnswer)
    assert (answer.ids, answer.asked) == ((key,), "")


def test_find_projects_asks_which_of_several_newest_first(services: Services, add: Adder) -> None:
    for year in (2022, 2026, 2024):
        add("Ventilation", key=f"ventilation-{year}", year=year)

    answer = find_projects(services, STRANGER, "ventilation")

    assert isinstance(answer, AmbiguousAnswer)
    assert keys(answer) == ["ventilation-2026", "ventilation-2024", "ventilation-2022"]
    assert answer.query == "ventilation"


def test_find_projects_asks_about_at_most_three_that_are_near(
    services: Services, add: Adder
) -> None:
    for place in ("hamnar", "tunnlar", "depåer", "gruvor", "skogar"):
        add(f"Släckvatten i {place}")

    answer = find_projects(services, STRANGER, "släckvatten båtar")

    assert isinstance(answer, DidYouMeanAnswer)
    assert len(keys(answer)) == 3


def test_find_projects_finds_nothing_and_says_what_runs(services: Services, add: Adder) -> None:
    running = add("Kosmetiska solarier", start="2026-01", end="2026-12")
    add("Släckvatten", status="avslutat")

    answer = find_projects(services, STRANGER, "skateparker", TODAY)

    assert isinstance(answer, NotFoundAnswer)
    assert (answer.ids, answer.query) == ((), "skateparker")
    assert [item.key for item in answer.running] == [running]
    assert answer.contact is not None
    assert answer.contact.email == "samordnare@vast.example"


@pytest.mark.parametrize("query", ["", "   ", "\n"])
def test_find_projects_without_a_query_lists_what_runs(
    services: Services, add: Adder, query: str
) -> None:
    running = add("Kosmetiska solarier", start="2026-01", end="2026-12")
    add("Släckvatten", status="avslutat")

    answer = find_projects(services, STRANGER, query, TODAY)

    assert isinstance(answer, ListAnswer)
    assert keys(answer) == [running]


def test_find_projects_of_another_collaboration_asks_whether_it_was_meant(
    services: Services, add: Adder
) -> None:
    key = add("Ventilation", owner="jonkoping")
    add("Kosmetiska solarier")

    answer = find_projects(services, STRANGER, "ventilation")

    assert isinstance(answer, DidYouMeanAnswer)
    assert keys(answer) == [key]
    assert answer.items[0].collaboration == "Miljösamverkan Jonkoping"


def test_find_projects_shows_one_of_any_collaboration_to_who_belongs_nowhere(
    services: Services, add: Adder
) -> None:
    key = add("Ventilation", owner="jonkoping")
    add("Kosmetiska solarier")

    answer = find_projects(services, Asker(""), "ventilation")

    assert isinstance(answer, ProjectAnswer)
    assert answer.ids == (key,)
    assert answer.card.contact is not None
    assert answer.card.contact.email == "samordnare@jonkoping.example"


def test_find_projects_prefers_the_askers_own_collaboration(services: Services, add: Adder) -> None:
    own = add("Ventilation")
    add("Ventilation", owner="jonkoping")

    assert find_projects(services, STRANGER, "ventilation").ids == (own,)


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        (Wish("ventilation", years=(2022,)), ["ventilation-2022"]),
        (Wish("ventilation", years=(2022, 2024)), ["ventilation-2024", "ventilation-2022"]),
        (Wish("ventilation", newest=True), ["ventilation-2026"]),
        (Wish("ventilation", before=2026), ["ventilation-2024"]),
        (Wish("ventilation", coming_from=2026), ["ventilation-2026"]),
        (Wish("ventilation", coming_from=2024), ["ventilation-2026", "ventilation-2024"]),
    ],
    ids=["a year", "two years", "the newest", "an earlier one", "to come", "from 2024"],
)
def test_find_narrows_to_the_time_that_is_meant(
    add: Adder, opened: Opener, wish: Wish, found: list[str]
) -> None:
    for year in (2022, 2026, 2024):
        add("Ventilation", key=f"ventilation-{year}", year=year)

    answer = find(opened(), wish)

    assert list(answer.ids) == found
    assert answer.kind == ("project" if len(found) == 1 else "ambiguous")


def test_find_in_a_year_without_one_is_not_sure(add: Adder, opened: Opener) -> None:
    key = add("Ventilation", year=2022)

    answer = find(opened(), Wish("ventilation", years=(2019,)))

    assert (answer.kind, list(answer.ids)) == ("did_you_mean", [key])


def test_find_takes_the_plan_year_before_a_period_that_touches_the_year(
    add: Adder, opened: Opener
) -> None:
    add("Ventilation", key="lång", year=2022, start="2022-01", end="2024-02")
    add("Ventilation", key="ny", year=2024)

    assert find(opened(), Wish("ventilation", years=(2024,))).ids == ("ny",)
    assert find(opened(), Wish("ventilation", years=(2023,))).ids == ("lång",)


def test_find_carries_what_was_asked_about_it(add: Adder, opened: Opener) -> None:
    add("Ventilation")

    answer = find(opened(), Wish("ventilation", asked="material"))

    assert isinstance(answer, ProjectAnswer)
    assert answer.asked == "material"


def test_find_takes_the_same_queries_for_one_and_three(services: Services, add: Adder) -> None:
    counts = []
    for years in ((2022,), (2024, 2026)):
        for year in years:
            add("Ventilation", key=f"ventilation-{year}", year=year)
        # The names of all that could be meant are of several years, whatever their number.
        add("Solarier", key=f"solarier-{years[0]}", year=years[0])
        find_projects(services, STRANGER, "ventilation solarier")
        with recorded_statements(services.database) as statements:
            find_projects(services, STRANGER, "ventilation solarier")
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_find_of_a_long_query_answers(services: Services, add: Adder) -> None:
    add("Släckvatten")

    answer = find_projects(services, STRANGER, "släckvatten <!channel> " + "å" * 40_000)

    assert answer.kind in {"project", "did_you_mean", "not_found"}


def test_suggest_projects_begins_with_what_runs(services: Services, add: Adder) -> None:
    running = add("Kosmetiska solarier", start="2026-01", end="2026-12")
    add("Släckvatten", status="avslutat")

    assert [item.key for item in suggest_projects(services, STRANGER, " ")] == [running]


def test_suggest_projects_finds_what_is_typed_best_first(services: Services, add: Adder) -> None:
    best = add("Avlopp")
    add("Avloppsledningsnät i tätort")
    add("Kosmetiska solarier")

    suggested = suggest_projects(services, STRANGER, "avlo")

    assert suggested[0].key == best
    assert len(suggested) == 2


def test_suggest_projects_keeps_the_limit(services: Services, add: Adder) -> None:
    for place in ("hamnar", "tunnlar", "depåer"):
        add(f"Släckvatten i {place}", status="pågående")

    assert len(suggest_projects(services, STRANGER, "släckvatten", 2)) == 2
    assert len(suggest_projects(services, STRANGER, "", 2)) == 2
