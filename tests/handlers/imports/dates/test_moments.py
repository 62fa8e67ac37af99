"""Days and hours as people write them in a list of dates."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.imports.dates.moments import (
    Days,
    OtherWeekdayError,
    check_weekday,
    read_days,
    read_hour,
    read_hours,
)

TENTH, ELEVENTH, APRIL = date(2027, 2, 10), date(2027, 2, 11), date(2027, 4, 15)


@pytest.mark.parametrize(
    "written",
    [
        "15 april 2027",
        "2027-04-15",
        "20270415",
        "15/4 2027",
        "15.4.2027",
        "15 apr. 2027",
        "tors 15 april 2027",
        "Torsdag den  15 april 2027",
        "torsdagen den 15 april 2027",
    ],
)
def test_one_day(written: str) -> None:
    assert read_days(written) == Days(APRIL, APRIL)


@pytest.mark.parametrize(
    "written",
    [
        "10–11 februari 2027",
        "10-11 februari 2027",
        "10 - 11 februari 2027",
        "10 och 11 februari 2027",
        "10 februari – 11 februari 2027",
        "10 februari 2027 till 11 februari 2027",
        "2027-02-10 – 2027-02-11",
        "2027-02-10 - 2027-02-11",
        "2027-02-10–11",
        "10/2–11/2 2027",
        "10-11/2 2027",
        "ons 10–tors 11 februari 2027",
    ],
)
def test_two_days(written: str) -> None:
    assert read_days(written) == Days(TENTH, ELEVENTH)


def test_days_across_a_turn_of_the_month() -> None:
    assert read_days("30 mars–1 april 2027") == Days(date(2027, 3, 30), date(2027, 4, 1))


@pytest.mark.parametrize(
    ("written", "starts", "ends"),
    [
        ("2027-04-15T09:00:00", time(9), None),
        ("2027-04-15 09:30", time(9, 30), None),
        ("15 april 2027 kl. 9–12", time(9), time(12)),
        ("15 april 2027, 9.00–12.15", time(9), time(12, 15)),
    ],
)
def test_day_with_hours_beside_it(written: str, starts: time, ends: time | None) -> None:
    assert read_days(written) == Days(APRIL, APRIL, starts, ends)


@pytest.mark.parametrize(
    "written",
    [
        "", "snart", "15 april", "april 2027", "våren 2027", "2027", "30 februari 2027",
        "10–11 feb 27", "2027-04-15 2027-04-16", "15 april 2027 kl 25", "2027-02-10 - 2027-13-11",
    ],
)  # fmt: skip
def test_what_is_no_day_with_a_year(written: str) -> None:
    with pytest.raises(ValueError, match=r"^") as raised:
        read_days(written)

    assert not isinstance(raised.value, OtherWeekdayError)


@pytest.mark.parametrize("written", ["fre 15 april 2027", "tis 10–ons 11 februari 2027"])
def test_weekday_that_is_not_the_dates(written: str) -> None:
    with pytest.raises(OtherWeekdayError):
        read_days(written)


def test_weekday_in_a_cell_of_its_own() -> None:
    for written in ("Torsdag", "tors", "tors.", "tor"):
        check_weekday(written, APRIL)
    with pytest.raises(OtherWeekdayError):
        check_weekday("fredag", APRIL)
    with pytest.raises(ValueError, match="vecka"):
        check_weekday("vecka 15", APRIL)


@pytest.mark.parametrize(
    ("written", "starts", "ends"),
    [
        ("9", time(9), None),
        ("9.30", time(9, 30), None),
        ("09:00:00", time(9), None),
        ("9-12", time(9), time(12)),
        ("9.00–12.00", time(9), time(12)),
        ("kl. 9 – kl. 12", time(9), time(12)),
        ("09:00 till 12:00", time(9), time(12)),
        ("Heldag", None, None),
    ],
)
def test_hours(written: str, starts: time | None, ends: time | None) -> None:
    assert read_hours(written) == (starts, ends)


# The last is what Excel makes of "9-12".
@pytest.mark.parametrize("written", ["", "25", "9.60", "förmiddag", "9-", "2027-12-09"])
def test_what_is_no_hour(written: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        read_hours(written)


@pytest.mark.parametrize("written", ["9–12", "heldag"])
def test_one_hour_is_no_more_and_no_less(written: str) -> None:
    assert read_hour("kl 13") == time(13)
    with pytest.raises(ValueError, match=written):
        read_hour(written)


@given(st.text(alphabet="0123456789 -–/.:tklmarsdenoch", max_size=120))
def test_whatever_stands_there_is_days_or_no_days(written: str) -> None:
    try:
        days = read_days(written)
    except ValueError:
        return
    assert str(days.last.year) in written
