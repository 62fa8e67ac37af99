from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.later import LaterChoice, later_choices, working_day
from schedules.cadence import is_working_day


def test_days_are_offered_from_the_nearest_on() -> None:
    # A Tuesday.
    offered = later_choices(date(2026, 11, 24))

    assert offered == (
        LaterChoice("tomorrow", date(2026, 11, 25), date(2026, 11, 25)),
        LaterChoice("next_week", date(2026, 11, 30), date(2026, 11, 30)),
        LaterChoice("two_weeks", date(2026, 12, 8), date(2026, 12, 8)),
        LaterChoice("next_month", date(2026, 12, 1), date(2026, 12, 1)),
    )


def test_day_off_becomes_the_next_working_day_and_says_so() -> None:
    # The day before Christmas Eve: a Wednesday.
    tomorrow = later_choices(date(2026, 12, 23))[0]

    assert tomorrow.is_moved is False
    assert (tomorrow.code, tomorrow.day) == ("next_week", date(2026, 12, 28))


def test_new_year_is_moved() -> None:
    offered = {one.code: one for one in later_choices(date(2026, 12, 9))}

    month = offered["next_month"]
    assert (month.asked, month.day, month.is_moved) == (
        date(2027, 1, 1), date(2027, 1, 4), True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 11, 30), date(2026, 11, 30)),
        (date(2027, 3, 26), date(2027, 3, 30)),
    ],
)
def test_working_day_is_the_day_or_the_next(day: date, expected: date) -> None:
    assert working_day(day) == expected


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_what_is_offered_are_different_working_days_after_today(today: date) -> None:
    offered = [one.day for one in later_choices(today)]

    assert len(set(offered)) == len(offered) >= 2
    assert all(is_working_day(day) and today < day < today + timedelta(50) for day in offered)
