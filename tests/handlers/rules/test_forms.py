from typing import Any

import pytest

from handlers.rules.forms import differing
from handlers.shapes import form_of

QUOTA = {"shape": "quota", "count": 3, "per": "year"}
SPRING = {"shape": "quota", "count": 1, "season": "vår", "except_months": [3]}


def test_count_is_read_as_a_least_and_a_most_that_are_alike() -> None:
    form = form_of(QUOTA)

    assert form == {
        "min": 3,
        "max": 3,
        "per": "year",
        "season": "",
        "months": (),
        "except_months": (),
    }


@pytest.mark.parametrize(
    ("source", "wanted", "kept"),
    [
        (QUOTA, {"min": 3, "max": 3}, {}),
        (QUOTA, {"min": 2, "max": 3}, {"count": None, "min": 2, "max": 3}),
        ({"shape": "quota", "min": 2, "max": 3}, {"min": 2, "max": None}, {"min": 2, "max": None}),
        (QUOTA, {"months": (4, 5)}, {"season": None, "months": [4, 5], "except_months": None}),
        (
            SPRING,
            {"season": "höst"},
            {"season": "höst", "months": None, "except_months": [3]},
        ),
        ({"shape": "deadline", "date": "04-01"}, {"roll": "none", "date": "04-01"}, {}),
        ({"shape": "deadline", "date": "04-01"}, {"roll": "before"}, {"roll": "before"}),
        (
            {"shape": "once", "from": "2027-01-01", "to": "2027-02-01"},
            {"to": "2027-03-01"},
            {"from": "2027-01-01", "to": "2027-03-01"},
        ),
        ({"shape": "every", "years": 2, "held": [2022, 2024]}, {"held": (2022, 2024)}, {}),
        ({"shape": "ongoing"}, {}, {}),
        ({"shape": "quota", "count": 1}, {"time": "09:00"}, {"time": "09:00"}),
    ],
)
def test_only_what_differs_is_kept_with_what_belongs_to_it(
    source: dict[str, Any], wanted: dict[str, Any], kept: dict[str, Any]
) -> None:
    assert differing(source, form_of(source) | wanted) == kept
