from datetime import date

import pytest

from handlers.answers import Asker, ProjectState
from handlers.ports import Services
from handlers.projects import ListFilter, list_projects, running_projects
from handlers.projects.lists import items_by_key, items_of
from tests.fakes import recorded_statements
from tests.handlers.projects.conftest import STRANGER, Adder, Opener

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ListFilter(), ["kommande", "pågår", "slut"]),
        (ListFilter(running=True), ["pågår"]),
        (ListFilter(states=(ProjectState.PLANNED,)), ["kommande"]),
        (ListFilter(states=(ProjectState.FINISHED,)), ["slut"]),
        (ListFilter(years=(2026,)), ["pågår"]),
        (ListFilter(years=(2024, 2027)), ["kommande", "slut"]),
        (ListFilter(years=(2019,)), []),
        (ListFilter(years=(2023,), starting=True), ["slut"]),
        (ListFilter(years=(2024,), finishing=True), ["slut"]),
        (ListFilter(years=(2024,), starting=True), []),
        (ListFilter(kinds=("handläggarstöd",)), ["kommande"]),
        (ListFilter(kinds=("handläggarträff",)), ["träff"]),
        (ListFilter(programme="kompetens"), ["pågår"]),
    ],
)
def test_list_holds_what_passes_the_filter(
    add: Adder, opened: Opener, wanted: ListFilter, found: list[str]
) -> None:
    add("Slut", key="slut", year=2024, start="2023-05", end="2024-11", status="avslutat")
    add("Pågår", key="pågår", start="2026-01", end="2026-12", details={"programme": "kompetens"})
    add("Kommande", key="kommande", year=2027, start="2027-03", kind="handläggarstöd")
    add("Träff", key="träff", year=2026, kind="handläggarträff", series="vast-traff")
    add("Annat", key="annat", year=2026, details={"section": "other"})
    add("Grannens", owner="jonkoping", key="granne")

    answer = list_projects(opened(at=TODAY), wanted)

    assert list(answer.ids) == found
    assert [item.key for item in answer.items] == found
    assert (answer.subject, answer.filters) == ("projects", wanted.words)


def test_filter_words_name_what_narrows() -> None:
    wanted = ListFilter(
        running=True, states=(ProjectState.PLANNED,), years=(2026,), kinds=("utbildning",)
    )

    assert wanted.words == ("utbildning", "running", "planned", "2026")


def test_list_is_newest_first_and_undated_last(add: Adder, opened: Opener) -> None:
    add("Vår", key="vår", start="2026-03")
    add("Odaterat", key="odaterat")
    add("Höst", key="höst", start="2026-09")
    add("Äldre", key="äldre", year=2025, start="2025-03")

    answer = list_projects(opened(), ListFilter())

    assert list(answer.ids) == ["höst", "vår", "odaterat", "äldre"]


def test_running_projects_change_with_the_day(services: Services, add: Adder) -> None:
    key = add("Solarier", start="2026-03", end="2026-09")

    days = (date(2026, 2, 28), date(2026, 3, 1), date(2026, 9, 30), date(2026, 10, 1))
    found = [running_projects(services, STRANGER, day).ids for day in days]

    assert found == [(), (key,), (key,), ()]


def test_running_projects_use_the_clock_when_no_day_is_given(
    services: Services, add: Adder
) -> None:
    key = add("Solarier", start="2026-11-20", end="2026-11-20")

    assert running_projects(services, STRANGER).ids == (key,)


def test_running_projects_take_the_same_queries_for_one_and_three(
    services: Services, add: Adder
) -> None:
    counts = []
    for titles in (("Solarier",), ("Avlopp", "Lantbruk")):
        for title in titles:
            add(title, status="pågående")
        running_projects(services, STRANGER)
        with recorded_statements(services.database) as statements:
            running_projects(services, STRANGER)
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_items_by_key_say_whose_they_are_newest_first(add: Adder, opened: Opener) -> None:
    add("Solarier", year=2024, key="ett")
    add("Avlopp", year=2025, key="annat")
    add("Ventilation", owner="jonkoping", year=2026, key="annat")
    scope = opened()
    vast, jonkoping = scope.family.ids[0], scope.others[0].ids[0]

    items = items_by_key(scope, [(vast, "ett"), (jonkoping, "annat"), (jonkoping, "borta")])

    assert [(item.title, item.collaboration, item.owner) for item in items] == [
        ("Ventilation", "Miljösamverkan Jonkoping", "jonkoping"),
        ("Solarier", "Miljösamverkan Vast", "vast"),
    ]


def test_items_by_no_key_are_none(add: Adder, opened: Opener) -> None:
    add("Solarier")

    assert items_by_key(opened(), []) == ()


def test_items_say_whose_they_are(add: Adder, opened: Opener) -> None:
    add("Solarier", status="pågående")
    key = add("Ventilation", owner="jonkoping")
    hits = opened(Asker("jonkoping")).indexes.projects.find("ventilation")

    listed = list_projects(opened(), ListFilter())
    found = items_of(opened(), [hit.ref for hit in hits], foreign=True)

    assert [item.owner for item in listed.items] == ["vast"]
    assert [(item.key, item.owner) for item in found] == [(key, "jonkoping")]
