"""Days as people write them, read on a Monday: 4 January 2027."""

from datetime import date

import pytest

from handlers.asking.day_words import find_day, read_day
from handlers.errors import Refusal

TODAY = date(2027, 1, 4)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("3 mars", date(2027, 3, 3)),
        ("den 3 mars 2028", date(2028, 3, 3)),
        ("3:e mars", date(2027, 3, 3)),
        ("3/3", date(2027, 3, 3)),
        ("14/3 2028", date(2028, 3, 14)),
        ("2 jan", date(2028, 1, 2)),
        ("2027-03-03", date(2027, 3, 3)),
        ("onsdag 3 mars", date(2027, 3, 3)),
        ("på onsdagen den 3 mars", date(2027, 3, 3)),
        ("onsdag", date(2027, 1, 6)),
        ("på måndag", date(2027, 1, 11)),
        ("nästa onsdag", date(2027, 1, 13)),
        ("i morgon", date(2027, 1, 5)),
        ("imorgon", date(2027, 1, 5)),
        ("i övermorgon", date(2027, 1, 6)),
        ("om två veckor", date(2027, 1, 18)),
        ("om 10 dagar", date(2027, 1, 14)),
        ("om en månad", date(2027, 2, 4)),
        ("vecka 12", date(2027, 3, 22)),
        ("v. 12", date(2027, 3, 22)),
        ("nästa vecka", date(2027, 1, 11)),
        ("nästa månad", date(2027, 2, 1)),
    ],
)
def test_day_is_read_as_people_write_it(said: str, day: date) -> None:
    assert read_day(said, TODAY) == day


@pytest.mark.parametrize(
    "said", ["snart", "30 februari", "mars", "3 mars kanske", "14–15 mars", "2027-13-40", ""]
)
def test_what_is_no_single_day_is_refused(said: str) -> None:
    with pytest.raises(Refusal, match="day_unclear"):
        read_day(said, TODAY)


def test_weekday_that_is_not_the_dates_is_refused() -> None:
    with pytest.raises(Refusal, match="other_weekday"):
        read_day("måndag den 3 mars", TODAY)


def test_days_in_a_row_stand_between_what_is_before_and_after() -> None:
    found = find_day("styrgrupp, 14–15 april 2027 kl 9", TODAY)

    assert found is not None
    assert (found.first, found.last) == (date(2027, 4, 14), date(2027, 4, 15))
    assert (found.before, found.after) == ("styrgrupp", "kl 9")


def test_days_in_a_row_around_today_are_of_one_year() -> None:
    found = find_day("3–5 januari", TODAY)

    assert found is not None
    assert (found.first, found.last) == (date(2027, 1, 3), date(2027, 1, 5))


def test_text_without_a_day_has_none() -> None:
    assert find_day("grupp 12 och plan 2027", TODAY) is None


@pytest.mark.parametrize(("said", "covers"), [("14 mars", True), ("14 mars 2028", False)])
def test_day_without_a_year_is_also_that_of_the_year_before(said: str, covers: bool) -> None:
    found = find_day(said, date(2027, 3, 20))

    assert found is not None
    assert found.covers(date(2027, 3, 14), date(2027, 3, 15)) is covers


def test_long_hostile_text_is_looked_through_once() -> None:
    assert find_day("om " * 700, TODAY) is None
    assert find_day("1" * 2000, TODAY) is None
