from datetime import date

import pytest

from handlers.errors import Refusal
from handlers.years import read_year, wheel_request

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("", 2026),
        ("i år", 2026),
        ("året", 2026),
        ("2027", 2027),
        ("för 2027", 2027),
        ("år 2027", 2027),
        ("för år 2027", 2027),
        ("nästa år", 2027),
        ("NÄSTA ÅR", 2027),
        ("nasta ar", 2027),
        ("för nästa år", 2027),
        ("förra året", 2025),
        ("1999", 1999),
    ],
)
def test_year_is_read_as_people_write_it(typed: str, year: int) -> None:
    assert read_year(typed, TODAY) == year


@pytest.mark.parametrize("typed", ["27", "0000", "våren 2027", "2027 2028", "tjugo", "20270"])
def test_what_is_no_year_is_refused_with_what_was_written(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_year(typed, TODAY)

    assert (refused.value.code, refused.value.values) == ("bad_year", {"year": typed})


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ("årshjul", ""),
        ("Årshjulet 2027", "2027"),
        ("arshjul nästa år", "nästa år"),
        ("a\N{COMBINING RING ABOVE}rshjul för 2027", "för 2027"),
        ("visa årshjulet", ""),
        ("vad är ett årshjul?", None),
        ("kalender 2027", None),
        ("visa", None),
        ("", None),
    ],
)
def test_wheel_is_asked_for_by_its_name_first(typed: str, rest: str | None) -> None:
    assert wheel_request(typed) == rest
