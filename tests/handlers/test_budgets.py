import pytest

from handlers.answers import BudgetAnswer, BudgetSheet, CostSplit, Money
from handlers.budgets import show_budgets, split_cost
from handlers.ports import Services
from tests.handlers.scopes import seen_from


def budget(
    services: Services, collaboration: str, year: int | None, query: str = ""
) -> BudgetAnswer:
    with seen_from(services, collaboration) as here:
        answer = show_budgets(here, year, query)
    assert answer is not None
    return answer


def split(services: Services, amount: float | None) -> CostSplit:
    with seen_from(services, "vast") as here:
        answer = split_cost(here, amount)
    assert answer is not None
    assert answer.split is not None
    return answer.split


def one(services: Services, collaboration: str, year: int) -> BudgetSheet:
    [sheet] = budget(services, collaboration, year).sheets
    return sheet


def test_budget_shows_what_the_source_prints_with_the_note_on_its_sum(reading: Services) -> None:
    sheet = one(reading, "jonkoping", 2024)

    amounts = [line.amount for line in sheet.costs if line.amount is not None]
    assert (sheet.costs_total, sum(amounts), sheet.unit) == (1206, 1211, "tkr")
    assert [note for note in sheet.notes if "1 211" in note and "1 206" in note] == list(
        sheet.notes
    )


def test_budget_shows_the_surplus_of_2026_with_its_note(reading: Services) -> None:
    sheet = one(reading, "jonkoping", 2026)

    assert (sheet.surplus, sheet.income_total, sheet.costs_total) == (550699, 1867789, 1937090)
    assert "620 000" in " ".join(sheet.notes)


def test_budget_leaves_an_amount_that_the_source_leaves_empty(reading: Services) -> None:
    sheet = one(reading, "jonkoping", 2026)

    assert [line.item for line in sheet.income if line.amount is None] == ["statliga medel"]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("", ("vast-vg-2024", "vast-halland-2024")),
        ("Halland", ("vast-halland-2024",)),
        ("hallands ram", ("vast-halland-2024",)),
        ("hallandskommunerna", ("vast-halland-2024",)),
        ("VG", ("vast-vg-2024",)),
        ("västra götalands budget", ("vast-vg-2024",)),
        ("kronor per invånare", ("vast-halland-2024",)),
    ],
)
def test_budget_is_of_the_member_that_is_named_or_of_all(
    reading: Services, query: str, keys: tuple[str, ...]
) -> None:
    answer = budget(reading, "vast", 2024, query)

    assert (answer.ids, answer.year) == (keys, 2024)


def test_budget_without_a_year_is_the_newest(reading: Services) -> None:
    assert budget(reading, "jonkoping", None).ids == ("jkp-2026",)


@pytest.mark.parametrize("year", [1999, 2100])
def test_budget_of_a_year_without_one_is_none(reading: Services, year: int) -> None:
    with seen_from(reading, "jonkoping") as here:
        assert show_budgets(here, year) is None


@pytest.mark.parametrize(
    ("amount", "parts", "obligatory"),
    [
        (10_000.0, [8500.0, 1500.0], True),
        (5001.0, [4250.85, 750.15], True),
        (5000.0, [4250.0, 750.0], False),
        (100.0, [85.0, 15.0], False),
        # Every öre goes somewhere: 85 percent of 3 öre is 2.55.
        (0.03, [0.03, 0.0], False),
        (1234.57, [1049.38, 185.19], False),
        (12_000.0, [10_200.0, 1_800.0], True),
        (None, [None, None], True),
    ],
)
def test_cost_is_split_85_to_15_and_must_be_above_the_threshold(
    reading: Services, amount: float | None, parts: list[float | None], obligatory: bool
) -> None:
    answer = split(reading, amount)

    assert [part.amount for part in answer.parts] == parts
    assert (answer.amount, answer.threshold, answer.obligatory) == (amount, 5000, obligatory)


def test_cost_split_names_the_parties_their_shares_and_the_note(reading: Services) -> None:
    answer = split(reading, None)

    assert answer.parts == (
        Money("Miljösamverkan Västra Götaland", None, "85 %"),
        Money("Miljösamverkan Halland", None, "15 %"),
    )
    assert "avrundat" in answer.note


def test_cost_split_is_none_where_there_is_no_rule(reading: Services) -> None:
    with seen_from(reading, "jonkoping") as here:
        assert split_cost(here, 10_000.0) is None
