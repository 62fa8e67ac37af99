from datetime import date

import pytest

from handlers.asking.time_words import time_words, without_time_words
from storage.words import fold

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("ventilation 2022", (2022,)),
        ("2022 eller 2026", (2022, 2026)),
        ("plan 2024-2026", (2024, 2025, 2026)),
        ("plan 2024–26", (2024, 2025, 2026)),
        ("2026-2024", (2026, 2024)),
        ("i år", (2026,)),
        ("årets projekt", (2026,)),
        ("förra året", (2025,)),
        ("i fjol", (2025,)),
        ("nästa år", (2027,)),
        ("i år eller 2026", (2026,)),
        ("rum 2099 och år 1999", (1999,)),
        ("rum 2099 och 1949", ()),
        ("120245", ()),
        ("släckvatten", ()),
    ],
)
def test_time_words_names_the_years(text: str, years: tuple[int, ...]) -> None:
    words = time_words(fold(text), TODAY)

    assert (words.years, words.year) == (years, years[0] if years else None)


@pytest.mark.parametrize(
    ("text", "newest", "previous"),
    [
        ("det senaste projektet", True, False),
        ("sista dag att anmäla sig", False, False),
        ("förra projektet", False, True),
        ("tidigare kampanjer", False, True),
        ("förra året", False, False),
        ("nästa möte", False, False),
    ],
)
def test_time_words_tells_the_newest_from_an_earlier_one(
    text: str, newest: bool, previous: bool
) -> None:
    words = time_words(fold(text), TODAY)

    assert (words.newest, words.previous) == (newest, previous)


@pytest.mark.parametrize(("text", "relative"), [("i år", True), ("2026", False), ("mötet", False)])
def test_time_words_knows_a_year_told_from_today(text: str, relative: bool) -> None:
    assert time_words(fold(text), TODAY).relative is relative


@pytest.mark.parametrize(
    ("folded", "rest"),
    [
        ("ventilation 2022", "ventilation"),
        ("plan 2024-26 for lanet", "plan for lanet"),
        ("arets senaste traff", "traff"),
        ("forra aret", ""),
    ],
)
def test_without_time_words_leaves_what_is_searched_for(folded: str, rest: str) -> None:
    assert without_time_words(folded) == rest
