from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.errors import Refusal
from handlers.periods import COMING, read_period

# A Friday.
TODAY = date(2026, 11, 20)


def days(first: str, last: str) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(last)


def test_nothing_is_the_coming_ninety_days() -> None:
    read = read_period("  ", TODAY)

    assert read == (TODAY, TODAY + COMING)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2027", "2027-01-01", "2027-12-31"),
        ("hela 2027", "2027-01-01", "2027-12-31"),
        ("i år", "2026-01-01", "2026-12-31"),
        ("hela året", "2026-01-01", "2026-12-31"),
        ("nästa år", "2027-01-01", "2027-12-31"),
        ("förra året", "2025-01-01", "2025-12-31"),
        ("februari", "2027-02-01", "2027-02-28"),
        ("Feb 2027", "2027-02-01", "2027-02-28"),
        ("för februari 2028", "2028-02-01", "2028-02-29"),
        ("februari nästa år", "2027-02-01", "2027-02-28"),
        ("november", "2026-11-01", "2026-11-30"),
        ("oktober", "2027-10-01", "2027-10-31"),
        ("december i år", "2026-12-01", "2026-12-31"),
        ("mars", "2027-03-01", "2027-03-31"),
        ("2027-02", "2027-02-01", "2027-02-28"),
        ("2027-02-26", "2027-02-26", "2027-02-26"),
        ("26 februari", "2027-02-26", "2027-02-26"),
        ("den 26:e feb 2027", "2027-02-26", "2027-02-26"),
        ("26/2", "2027-02-26", "2027-02-26"),
        ("våren 2027", "2027-01-01", "2027-06-30"),
        ("VAREN 2027", "2027-01-01", "2027-06-30"),
        ("våren", "2027-01-01", "2027-06-30"),
        ("i vår", "2027-01-01", "2027-06-30"),
        ("hösten", "2026-08-01", "2026-12-31"),
        ("höst 2027", "2027-08-01", "2027-12-31"),
        ("våren nästa år", "2027-01-01", "2027-06-30"),
        ("nästa höst", "2027-08-01", "2027-12-31"),
        ("förra våren", "2026-01-01", "2026-06-30"),
        ("sommaren 2027", "2027-06-01", "2027-08-31"),
        ("vintern 2026", "2026-12-01", "2027-02-28"),
        ("den här veckan", "2026-11-16", "2026-11-22"),
        ("denna vecka", "2026-11-16", "2026-11-22"),
        ("nästa vecka", "2026-11-23", "2026-11-29"),
        ("vecka 7", "2027-02-15", "2027-02-21"),
        ("v. 7 2027", "2027-02-15", "2027-02-21"),
        ("v53", "2026-12-28", "2027-01-03"),
        ("den här månaden", "2026-11-01", "2026-11-30"),
        ("nästa månad", "2026-12-01", "2026-12-31"),
        ("förra månaden", "2026-10-01", "2026-10-31"),
        ("i dag", "2026-11-20", "2026-11-20"),
        ("i morgon", "2026-11-21", "2026-11-21"),
        ("första kvartalet 2027", "2027-01-01", "2027-03-31"),
        ("Q2 2027", "2027-04-01", "2027-06-30"),
        ("kvartal 4", "2026-10-01", "2026-12-31"),
        ("andra halvåret 2027", "2027-07-01", "2027-12-31"),
        ("30 dagar", "2026-11-20", "2026-12-20"),
        ("kommande två veckor", "2026-11-20", "2026-12-04"),
        ("tre månader framåt", "2026-11-20", "2027-02-20"),
        ("ett halvår", "2026-11-20", "2027-05-20"),
        ("januari till mars 2027", "2027-01-01", "2027-03-31"),
        ("januari–mars", "2027-01-01", "2027-03-31"),
        ("november till februari", "2026-11-01", "2027-02-28"),
        ("november–februari 2028", "2027-11-01", "2028-02-29"),
        ("2027-2028", "2027-01-01", "2028-12-31"),
        ("från 1 mars till 30 april", "2027-03-01", "2027-04-30"),
        ("2027-01-15 – 2027-02-15", "2027-01-15", "2027-02-15"),
        ("våren 2027 till hösten 2028", "2027-01-01", "2028-12-31"),
        ("i dag till juni", "2026-11-20", "2027-06-30"),
    ],
)
def test_period_is_read_as_people_write_it(text: str, first: str, last: str) -> None:
    assert read_period(text, TODAY) == days(first, last)


def test_week_near_new_year_is_the_one_that_is_not_past() -> None:
    assert read_period("vecka 1", date(2027, 12, 30)) == days("2028-01-03", "2028-01-09")


def test_a_month_from_the_last_of_a_long_one_ends_in_the_short_one() -> None:
    assert read_period("en månad", date(2027, 1, 31)) == days("2027-01-31", "2027-02-28")


@pytest.mark.parametrize(
    "text",
    ["skateparker", "2027-13", "30 februari 2027", "29 februari 2027", "vecka 60", "kvartal 5",
     "februari mars april", "3000", "0 0", "februari skateparker", "²", "nästa", "½ år"],
)  # fmt: skip
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_period(text, TODAY)

    assert (refused.value.code, refused.value.values) == ("bad_period", {"period": text})


@given(
    st.text(alphabet="0123456789 -–/vqmarsfebåäönästatillochår", max_size=40),
    st.dates(date(2000, 1, 1), date(2080, 1, 1)),
)
def test_anything_typed_is_days_or_a_refusal(text: str, today: date) -> None:
    codes = set()

    try:
        read_period(text, today)
    except Refusal as refused:
        codes.add(refused.code)

    assert codes <= {"bad_period"}
