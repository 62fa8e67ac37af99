from datetime import date

import pytest

from schedules.recurrence import Every, Recurrence

WEDNESDAY = date(2027, 1, 13)


def days(every: Every, first: date, until: date, *without: int) -> list[str]:
    found = Recurrence(every=every, first=first, until=until, without=without)
    return [f"{day:%m-%d}" for day in found.days]


def test_each_week_and_each_other_week() -> None:
    assert days(Every.WEEK, WEDNESDAY, date(2027, 2, 3)) == ["01-13", "01-20", "01-27", "02-03"]
    assert days(Every.TWO_WEEKS, WEDNESDAY, date(2027, 2, 9)) == ["01-13", "01-27"]


def test_same_weekday_of_each_month_but_those_left_out() -> None:
    assert days(Every.MONTH, WEDNESDAY, date(2027, 5, 1), 3) == ["01-13", "02-10", "04-14"]


def test_what_is_the_fifth_of_its_weekday_is_the_last_of_every_month() -> None:
    monthly = Recurrence(every=Every.MONTH, first=date(2027, 3, 29), until=date(2027, 6, 30))

    assert monthly.rule == "FREQ=MONTHLY;BYDAY=-1MO"
    assert [day.isoformat() for day in monthly.days] == ["2027-04-26", "2027-05-31", "2027-06-28"]


def test_days_off_are_passed_over_and_the_rule_gives_them_all_the_same() -> None:
    weekly = Recurrence(every=Every.WEEK, first=date(2026, 12, 18), until=date(2027, 1, 8))

    assert [day.isoformat() for day in weekly.days] == ["2026-12-18", "2027-01-08"]
    assert len(weekly.given) == 4


@pytest.mark.parametrize(
    ("every", "rule"),
    [
        (Every.WEEK, "FREQ=WEEKLY;INTERVAL=1;BYDAY=WE"),
        (Every.TWO_WEEKS, "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
        (Every.MONTH, "FREQ=MONTHLY;BYDAY=2WE"),
    ],
)
def test_rule_is_written_as_calendars_read_it(every: Every, rule: str) -> None:
    assert Recurrence(every=every, first=WEDNESDAY, until=date(2027, 12, 31)).rule == rule
