import logging
from datetime import date
from typing import Any

import pytest

from handlers.deadlines import Due, next_deadline
from storage.models import CadenceRule


def rule(*, paused: bool = False, **shape: Any) -> CadenceRule:
    given: dict[str, Any] = {"details": {}, "notes": [], "own": {}}
    return CadenceRule(key="regel", title="Regel", rule=shape, paused=paused, **given)


@pytest.mark.parametrize(
    ("day", "today", "expected"),
    [
        ("04-01", date(2026, 3, 31), date(2026, 4, 1)),
        ("04-01", date(2026, 4, 1), date(2026, 4, 1)),
        ("04-01", date(2026, 4, 2), date(2027, 4, 1)),
        ("02-last", date(2027, 3, 1), date(2028, 2, 29)),
        ("02-last", date(2026, 2, 1), date(2026, 2, 28)),
        ("12-last", date(2026, 12, 31), date(2026, 12, 31)),
        ("12-last", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_next_deadline_is_this_years_or_the_next(day: str, today: date, expected: date) -> None:
    assert next_deadline(rule(shape="deadline", date=day), today) == Due(expected)


@pytest.mark.parametrize("shape", ["quota", "relative", "ongoing"])
def test_next_deadline_is_none_for_what_has_no_date(shape: str) -> None:
    assert next_deadline(rule(shape=shape, date="04-01"), date(2026, 1, 1)) == Due()


@pytest.mark.parametrize(
    ("day", "roll", "today", "expected"),
    [
        # A Saturday.
        ("04-01", "before", date(2028, 1, 1), Due(date(2028, 4, 1), date(2028, 3, 31))),
        ("04-01", "after", date(2028, 1, 1), Due(date(2028, 4, 1), date(2028, 4, 3))),
        ("04-01", "none", date(2028, 1, 1), Due(date(2028, 4, 1))),
        ("04-01", "before", date(2027, 1, 1), Due(date(2027, 4, 1))),
        # What was to be done before the day off is late then, and not next year's yet.
        ("04-01", "before", date(2028, 4, 1), Due(date(2028, 4, 1), date(2028, 3, 31))),
        ("04-01", "before", date(2028, 4, 2), Due(date(2029, 4, 1), date(2029, 3, 29))),
        # What has until after the day off has its time still.
        ("04-01", "after", date(2028, 4, 3), Due(date(2028, 4, 1), date(2028, 4, 3))),
        ("04-01", "after", date(2028, 4, 4), Due(date(2029, 4, 1), date(2029, 4, 3))),
        # Over the turn of the year: the eve is a day off as well, and 2028 begins on a Saturday.
        ("12-last", "after", date(2028, 1, 2), Due(date(2027, 12, 31), date(2028, 1, 3))),
        ("12-last", "after", date(2028, 1, 4), Due(date(2028, 12, 31), date(2029, 1, 2))),
        ("12-last", "after", date(2027, 1, 4), Due(date(2026, 12, 31), date(2027, 1, 4))),
        ("01-01", "before", date(2026, 12, 31), Due(date(2027, 1, 1), date(2026, 12, 30))),
    ],
)
def test_deadline_on_a_day_off_tells_the_day_that_counts(
    day: str, roll: str, today: date, expected: Due
) -> None:
    assert next_deadline(rule(shape="deadline", date=day, roll=roll), today) == expected


@pytest.mark.parametrize(
    ("said", "today", "expected"),
    [
        ("september (enligt planen)", date(2026, 5, 1), Due(said="september (enligt planen)")),
        ("september (enligt planen)", date(2026, 9, 30), Due(said="september (enligt planen)")),
        ("september (enligt planen)", date(2026, 10, 1), Due(date(2027, 6, 30))),
        ("2026-09-14", date(2026, 5, 1), Due(date(2026, 9, 14))),
    ],
)
def test_year_with_a_deadline_of_its_own_keeps_it(said: str, today: date, expected: Due) -> None:
    june = rule(shape="deadline", date="06-30", roll="before", exceptions={"2026": said})

    assert next_deadline(june, today) == expected


def test_deadline_of_a_rule_that_is_over_is_none_unless_it_is_only_paused() -> None:
    shape: dict[str, Any] = {"shape": "deadline", "date": "04-01", "eras": [[2021, 2024]]}

    found = [next_deadline(rule(paused=one, **shape), date(2026, 1, 1)) for one in (False, True)]

    assert found == [Due(), Due(date(2026, 4, 1))]


@pytest.mark.parametrize("part", ["also", "then"])
def test_deadline_is_that_of_the_main_part(part: str) -> None:
    more: dict[str, Any] = {part: {"shape": "deadline", "date": "02-01"}}
    both = rule(shape="deadline", date="04-01", **more)

    assert next_deadline(both, date(2026, 1, 1)) == Due(date(2026, 4, 1))


@pytest.mark.parametrize(
    "day", ["13-01", "02-30", "02-29", "april", "04", "", "last", "00-last", "0x-01", None, 4, []]
)
def test_deadline_that_is_no_date_is_told_to_the_log_alone(
    day: object, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        found = next_deadline(rule(shape="deadline", date=day), date(2026, 1, 1))

    assert found == Due()
    assert "The rule regel cannot be kept" in caplog.text
