from datetime import date

import pytest

from handlers.answers import PlanAnswer, UnknownFactAnswer
from handlers.plans import show_plan
from handlers.ports import Services
from storage.models import PlanEntry
from tests.factories import add_collaboration, add_plan, add_proposal
from tests.fakes import recorded_statements
from tests.handlers.scopes import seen_from


def plan(
    services: Services, year: int | None, collaboration: str = "jonkoping", at: date | None = None
) -> PlanAnswer:
    with seen_from(services, collaboration, at=at or date(2026, 11, 20)) as here:
        answer = show_plan(here, year)
    assert isinstance(answer, PlanAnswer)
    return answer


def test_plan_of_a_year_shows_that_year_its_state_and_decision(reading: Services) -> None:
    answer = plan(reading, 2026)

    assert (answer.ids, answer.period) == (("jkp-vp-2026-2028",), "2026–2028")
    assert [line.year for line in answer.years] == [2026]
    assert answer.decided is not None
    assert (answer.decided.text, answer.decided_by) == ("2025-09", "styrgruppen")


def test_plan_counts_what_the_year_holds_by_kind(reading: Services) -> None:
    [year] = plan(reading, 2027).years

    counts = {line.label: int(line.value) for line in year.counts}
    assert counts == {"tillsynsprojekt": 2, "kompetensprojekt": 3}
    assert sum(counts.values()) == len(year.items)


def test_plan_counts_proposals_as_such(services: Services) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session)
        for title in ("Nagelsalonger", "Solarier"):
            add_proposal(session, owner, title, key=title.casefold())
        add_plan(session, owner, 2026, 2026).years[0].entries = [
            PlanEntry(
                collaboration_id=owner.id, position=number, record_kind="proposal", record_key=key
            )
            for number, key in enumerate(("nagelsalonger", "solarier"))
        ]

    [year] = plan(services, 2026, "vast").years

    assert [(line.label, line.value) for line in year.counts] == [("proposal", "2")]
    assert [(item.record_kind, item.note) for item in year.items] == [("proposal", "")] * 2


def test_plan_of_a_year_in_two_plans_is_the_newer(services: Services) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session)
        for first in (2024, 2025):
            add_plan(session, owner, first, first + 1)

    assert [plan(services, year, "vast").period for year in (2024, 2025, 2026)] == [
        "2024–2025",
        "2025–2026",
        "2025–2026",
    ]


def test_plan_without_a_year_is_the_current_ones_with_all_its_years(reading: Services) -> None:
    answer = plan(reading, None)

    assert answer.ids == ("jkp-vp-2026-2028",)
    assert [line.year for line in answer.years] == [2026, 2027, 2028]


def test_plan_without_a_year_is_the_newest_when_none_holds_today(reading: Services) -> None:
    answer = plan(reading, None, "vast")

    assert answer.title == "Verksamhetsberättelse 2024"


@pytest.mark.parametrize("year", [1999, 2099])
def test_plan_of_a_year_without_one_is_not_known(reading: Services, year: int) -> None:
    with seen_from(reading, "jonkoping") as here:
        answer = show_plan(here, year)

    assert isinstance(answer, UnknownFactAnswer)
    assert (answer.fact, answer.year) == ("plan", year)
    assert answer.contact is not None


def test_plan_takes_the_same_queries_for_one_kind_and_many(reading: Services) -> None:
    counts = []
    for year in (2028, 2026):
        with seen_from(reading, "jonkoping") as here:
            _ = here.indexes
            with recorded_statements(reading.database) as statements:
                show_plan(here, year)
        counts.append(len(statements))

    assert counts[0] == counts[1]
