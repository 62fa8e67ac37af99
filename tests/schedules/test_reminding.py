from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from schedules.cadence import is_working_day, reminder_days

DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))


def days(*written: str) -> tuple[date, ...]:
    return tuple(map(date.fromisoformat, written))


def test_date_is_told_of_four_weeks_and_a_week_before_and_on_the_day() -> None:
    february = date(2027, 2, 26)

    assert reminder_days(february, february) == days(
        "2027-01-29", "2027-02-19", "2027-02-26",
        "2027-03-05", "2027-03-12", "2027-03-30", "2027-04-27", "2027-05-26",
    )  # fmt: skip


def test_working_days_are_counted_across_christmas_and_easter() -> None:
    january, april = date(2027, 1, 15), date(2027, 4, 1)

    # No working day: 24 to 26 December, 31 December, 1 and 6 January; 26 to 29 March.
    assert reminder_days(january, january, (10,))[0] == date(2026, 12, 29)
    assert reminder_days(april, april, (5,))[0] == date(2027, 3, 23)


def test_date_on_a_day_off_is_told_of_while_it_can_still_be_done() -> None:
    saturday = date(2027, 5, 1)

    assert reminder_days(saturday, saturday)[2] == date(2027, 4, 30)


def test_month_is_told_of_before_it_opens_and_before_it_closes() -> None:
    first, last = date(2027, 3, 1), date(2027, 3, 31)

    told = reminder_days(first, last)

    assert told[:3] == days("2027-02-15", "2027-03-01", "2027-03-22")


def test_year_is_told_of_once_a_month_but_not_in_july() -> None:
    first, last = date(2027, 1, 1), date(2027, 12, 31)

    told = reminder_days(first, last)

    # The last days of December are days off: the window is over on the 30th.
    assert tuple(day for day in told if day <= last) == days(
        "2027-01-04", "2027-02-01", "2027-03-01", "2027-04-01", "2027-05-03", "2027-06-01",
        "2027-08-02", "2027-09-01", "2027-10-01", "2027-11-01", "2027-12-01", "2027-12-22",
    )  # fmt: skip


def test_what_is_to_be_done_at_once_is_brought_up_for_a_year() -> None:
    told = reminder_days(date(2027, 3, 10), None)

    assert (len(told), told[0], told[1], told[4]) == (
        12,
        *days("2027-03-10", "2027-04-01", "2027-08-02"),
    )


@given(DAYS, st.integers(0, 400), st.lists(st.integers(0, 60), max_size=3))
def test_nobody_is_ever_reminded_on_a_day_off(first: date, length: int, before: list[int]) -> None:
    told = reminder_days(first, first + timedelta(days=length), tuple(before))

    assert [day for day in told if not is_working_day(day)] == []
    assert list(told) == sorted(set(told))
