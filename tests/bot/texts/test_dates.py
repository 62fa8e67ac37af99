from datetime import date, timedelta

import pytest
from babel.dates import format_date, get_month_names

from bot.texts.dates import (
    at_words,
    date_words,
    day_words,
    month_words,
    period_words,
    short_day,
    until_words,
)
from bot.texts.wording import phrases
from handlers.answers import PartialDate
from tests.bot.texts.samples import known

parse = PartialDate.parse


@pytest.mark.parametrize(
    ("date_text", "said"),
    [
        ("2024", "2024"),
        ("2024-vår", "våren 2024"),
        ("2024-sommar", "sommaren 2024"),
        ("2024-höst", "hösten 2024"),
        ("2024-11", "november 2024"),
        ("2024-10-23", "23 oktober 2024"),
        ("2025-04-02", "2 april 2025"),
    ],
)
def test_date_words_are_as_exact_as_the_source(date_text: str, said: str) -> None:
    assert date_words(parse(date_text)) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2024-04", "2024-10", "april–oktober 2024"),
        ("2023-10", "2024-02", "oktober 2023–februari 2024"),
        ("2024-12", None, "sedan december 2024"),
        (None, "2025-05", "till maj 2025"),
        (None, None, ""),
        ("2021", "2021", "2021"),
        ("2027", "2029", "2027–2029"),
        ("2024-vår", "2024-höst", "våren–hösten 2024"),
        ("2023-höst", "2024-sommar", "hösten 2023–sommaren 2024"),
        ("2025-04-02", "2025-09", "2 april–september 2025"),
        ("2025-04-02", "2025-04-05", "2–5 april 2025"),
        ("2025-04-02", "2025-05-05", "2 april–5 maj 2025"),
        ("2024-10-23", "2024-10-23", "23 oktober 2024"),
        ("2024", "2024-11", "2024–november 2024"),
        ("2024-12-30", "2025-01-02", "30 december 2024–2 januari 2025"),
    ],
)
def test_period_words_say_each_year_once(start: str | None, end: str | None, said: str) -> None:
    words = period_words(known(start), known(end))

    assert words == said


def test_period_words_of_what_has_not_begun() -> None:
    words = period_words(parse("2027-04"), None, begun=False)

    assert words == "från april 2027"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2025-04-02", "2025-09", "till september 2025"),
        ("2024-vår", "2024-vår", "våren 2024"),
        (None, "2025", "till 2025"),
    ],
)
def test_until_words_say_a_single_stretch_as_such(start: str | None, end: str, said: str) -> None:
    words = until_words(known(start), parse(end))

    assert words == said


@pytest.mark.parametrize(
    ("date_text", "said"),
    [
        ("2024-12-31", "den 31 december 2024"),
        ("2025-09", "i september 2025"),
        ("2025-vår", "våren 2025"),
        ("2025", "2025"),
    ],
)
def test_at_words_take_their_preposition(date_text: str, said: str) -> None:
    assert at_words(parse(date_text)) == said


def test_short_day_has_weekday_and_year() -> None:
    day = date(2027, 2, 26)

    assert (short_day(day), short_day(day, year=False)) == ("fre 26 feb 2027", "fre 26 feb")


def test_day_and_month_words() -> None:
    day = date(2026, 11, 2)

    assert (day_words(day), month_words(day)) == ("2 november 2026", "november 2026")


def test_names_of_months_are_those_of_babel() -> None:
    names = get_month_names("wide", locale="sv")

    assert phrases("dates.months") == tuple(names[month] for month in range(1, 13))


def test_names_of_weekdays_are_those_of_babel() -> None:
    monday = date(2027, 1, 4)
    week = [monday + timedelta(days=step) for step in range(7)]

    assert phrases("dates.weekdays_short") == tuple(
        format_date(day, "EEE", locale="sv") for day in week
    )
