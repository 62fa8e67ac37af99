"""Which of a question's numbers is the amount to share."""

import pytest

from handlers.answers import Asker, BudgetAnswer
from handlers.asking import ask
from handlers.ports import Services


def amount(services: Services, text: str) -> float | None:
    answer = ask(services, Asker("vast"), text)
    assert isinstance(answer, BudgetAnswer)
    assert answer.split is not None
    return answer.split.amount


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hur fördelas 2 000 kr?", 2000),
        ("hur fördelas 2\u00a0000 kr?", 2000),
        ("hur fördelas 2.000 kr?", 2000),
        ("hur fördelas 2000 kr?", 2000),
        ("hur fördelas 2 000?", 2000),
        ("hur fördelas 2024 kronor?", 2024),
        ("hur fördelas 200 tkr?", 200_000),
        ("hur fördelas 1 206 tkr?", 1_206_000),
        ("hur fördelas 10 000 kr 2024?", 10_000),
        ("hur fördelades 10 000 kr 2024?", 10_000),
        ("i 2024 års budget, hur fördelas 18400?", 18_400),
        ("hur fördelas kostnaden på 3200 kr, 85-15?", 3200),
    ],
)
def test_amount_to_share_is_what_is_no_year(reading: Services, text: str, expected: float) -> None:
    assert amount(reading, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "hur fördelas gemensamma kostnader?",
        "hur fördelas kostnaderna 2024?",
        "hur fördelas 85-15?",
        "fördelning 2026 - 2027",
        "hur fördelas kostnaden 2026 – 2027?",
        "hur fördelas kostnaden 2026-2027?",
        f"hur fördelas {'9' * 400} kr?",
        f"hur fördelas 1{' 000' * 200} kr?",
    ],
)
def test_share_without_an_amount_tells_the_rule_alone(reading: Services, text: str) -> None:
    assert amount(reading, text) is None
