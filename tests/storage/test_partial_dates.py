from datetime import date

import pytest

from storage.partial_dates import PartialDate, Precision


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2024-11-20", Precision.DAY, date(2024, 11, 20), date(2024, 11, 20)),
        ("2024-04", Precision.MONTH, date(2024, 4, 1), date(2024, 4, 30)),
        ("2024-02", Precision.MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", Precision.MONTH, date(2023, 2, 1), date(2023, 2, 28)),
        ("2000-02", Precision.MONTH, date(2000, 2, 1), date(2000, 2, 29)),
        ("2024-02-29", Precision.DAY, date(2024, 2, 29), date(2024, 2, 29)),
        ("2024-12", Precision.MONTH, date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-vår", Precision.SEASON, date(2024, 1, 1), date(2024, 6, 30)),
        ("2024-sommar", Precision.SEASON, date(2024, 6, 1), date(2024, 8, 31)),
        ("2024-höst", Precision.SEASON, date(2024, 8, 1), date(2024, 12, 31)),
        ("2024", Precision.YEAR, date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_parse_reads_each_form(text: str, precision: Precision, first: date, last: date) -> None:
    assert PartialDate.parse(text) == PartialDate(text, precision, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "2024-",
        "2024-4",
        "2024-13",
        "2024-00",
        "2023-02-29",
        "2024-04-31",
        "2024-vinter",
        "2024-VÅR",
        "2024-04-01 12:00",
        "april 2024",
        "20 24",
        "2024/04",
        "0000",
    ],
)
def test_parse_refuses_everything_else(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


def test_parse_takes_blanks_around_a_date() -> None:
    assert PartialDate.parse(" 2024-04 ") == PartialDate.parse("2024-04")


@pytest.mark.parametrize(
    ("text", "season"), [("2024-höst", "höst"), ("2024-11", ""), ("2024", ""), ("2024-11-20", "")]
)
def test_season_is_named_only_where_the_date_is_one(text: str, season: str) -> None:
    assert PartialDate.parse(text).season == season
