from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from schedules.cadence import (
    RuleError,
    at_time,
    is_squeezed,
    is_working_day,
    rolled,
    shifted,
    suits_a_meeting,
)

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@pytest.mark.parametrize(
    "day",
    [
        date(2027, 3, 26),  # långfredagen
        date(2027, 3, 29),  # annandag påsk
        date(2027, 5, 6),  # Kristi himmelsfärdsdag
        date(2027, 6, 25),  # midsommarafton
        date(2027, 12, 24),  # julafton
        date(2027, 12, 31),  # nyårsafton
        date(2028, 1, 6),  # trettondedag jul
        date(2028, 6, 6),  # nationaldagen
        date(2028, 4, 1),  # a Saturday
    ],
)
def test_nobody_works_on_days_off(day: date) -> None:
    assert not is_working_day(day)
    assert not suits_a_meeting(day)


@pytest.mark.parametrize(
    "day", [date(2027, 5, 7), date(2028, 1, 7), date(2028, 5, 26), date(2028, 6, 5)]
)
def test_squeezed_day_is_worked_but_no_day_for_a_meeting(day: date) -> None:
    assert is_working_day(day)
    assert is_squeezed(day)
    assert not suits_a_meeting(day)


def test_maundy_thursday_is_an_ordinary_day() -> None:
    assert suits_a_meeting(date(2027, 3, 25))
    assert not is_squeezed(date(2027, 3, 25))


@pytest.mark.parametrize(
    ("day", "working_days", "expected"),
    [
        # Across Christmas, New Year and Epiphany; 7 January is squeezed and counts.
        (date(2028, 1, 11), -10, date(2027, 12, 23)),
        # Across Easter.
        (date(2027, 3, 31), -3, date(2027, 3, 24)),
        (date(2027, 3, 24), 3, date(2027, 3, 31)),
        (date(2027, 3, 24), 0, date(2027, 3, 24)),
        # From a day off.
        (date(2027, 3, 28), 1, date(2027, 3, 30)),
    ],
)
def test_working_days_are_counted_over_days_off(
    day: date, working_days: int, expected: date
) -> None:
    assert shifted(day, working_days) == expected


@pytest.mark.parametrize(
    ("roll", "expected"),
    [
        ("before", date(2028, 3, 31)),
        ("after", date(2028, 4, 3)),
        ("none", date(2028, 4, 1)),
    ],
)
def test_day_off_is_rolled_as_the_rule_says(roll: str, expected: date) -> None:
    assert rolled(date(2028, 4, 1), roll) == expected
    assert rolled(date(2027, 4, 1), roll) == date(2027, 4, 1)


def test_nine_in_the_morning_is_that_on_both_sides_of_the_clock_changes() -> None:
    nine = time(9)

    winter, summer = (at_time(date(2027, 3, day), nine, STOCKHOLM) for day in (27, 28))
    before, after = (at_time(date(2027, 10, day), nine, STOCKHOLM) for day in (30, 31))

    assert [one.hour for one in (winter, summer, before, after)] == [9, 9, 9, 9]
    assert [_hours(one) for one in (winter, summer, before, after)] == [1, 2, 2, 1]


@pytest.mark.parametrize("clock", [time(2), time(2, 30), time(2, 59, 59)])
def test_hour_of_the_clock_changes_is_refused(clock: time) -> None:
    with pytest.raises(RuleError) as refused:
        at_time(date(2027, 5, 1), clock, STOCKHOLM)

    assert refused.value.code == "night_hour"


@pytest.mark.parametrize("clock", [time(1, 59, 59), time(3)])
def test_hours_around_it_are_taken(clock: time) -> None:
    assert at_time(date(2027, 3, 28), clock, STOCKHOLM).time() == clock


def _hours(moment: datetime) -> float:
    offset = moment.utcoffset()
    assert offset is not None
    return offset.total_seconds() / 3600
