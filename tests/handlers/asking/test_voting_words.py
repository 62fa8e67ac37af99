"""Asking offices about proposals in words: what is understood, and what is left to others."""

import pytest

from handlers.asking.known_inquiry_words import COURSES, DUTY, PART
from handlers.asking.voting_words import ASK, SET, SHOW, read_scale


@pytest.mark.parametrize(
    ("typed", "comments", "year", "many", "whom"),
    [
        ("be om synpunkter på förslagen till 2028", True, "2028", None, None),
        ("Be kontoren om synpunkter på förslagen", True, None, None, None),
        ("begär synpunkter", None, None, None, None),
        ("omröstning om förslagen till 2028 års plan", False, "2028", None, None),
        ("ny omröstning om alla förslagen inför 2028", False, "2028", None, None),
        ("rösta om förslag 2028-001 och 2028-002", False, None, "2028-001 och 2028-002", None),
        ("låt kontoren rösta om förslag 2028-001", False, None, "2028-001", None),
        (
            "be om synpunkter på förslag 2028-001, 2028-002 från Habo och Aneby",
            True, None, "2028-001, 2028-002", "Habo och Aneby",
        ),
    ],
)  # fmt: skip
def test_what_offices_are_asked_is_read(
    typed: str, comments: bool | None, year: str | None, many: str | None, whom: str | None
) -> None:
    said = ASK.fullmatch(typed)

    if comments is None:
        assert said is None
        return
    assert said is not None
    assert bool(said["comments"]) is comments
    assert (said["year"], said["many"], said["whom"]) == (year, many, whom)


@pytest.mark.parametrize(
    ("typed", "steps"),
    [
        ("ja, nej, avstår", ("ja", "nej", "avstår")),
        ("0–3", ("0", "1", "2", "3")),
        ("från 3 till 1", ("3", "2", "1")),
        ("3 mycket; 2 lite; 1 inte alls", ("3 mycket", "2 lite", "1 inte alls")),
        ("ja / nej.", ("ja", "nej")),
    ],
)
def test_scale_is_read(typed: str, steps: tuple[str, ...]) -> None:
    assert read_scale(typed) == steps


def test_scale_is_shown_or_set() -> None:
    shown = [
        one for one in ("röstskala", "visa röstskalan", "vår röstskala") if SHOW.fullmatch(one)
    ]
    said = [SET.fullmatch(one) for one in ("röstskala: ja, nej", "ändra röstskalan till 0–3")]

    assert len(shown) == 3
    assert [one["rest"] for one in said if one] == ["ja, nej", "0–3"]


@pytest.mark.parametrize(
    ("typed", "what", "whom", "about"),
    [
        ("fråga om deltagande i släckvatten", "släckvatten", None, None),
        (
            "fråga kontoren om deltagande i släckvatten till alla kontor, senast 3 mars: Vi börjar",
            "släckvatten", "alla kontor", "Vi börjar",
        ),
        ("fråga om deltagande i släckvatten åt Habo", "släckvatten", "Habo", None),
    ],
)  # fmt: skip
def test_question_about_taking_part_is_read(
    typed: str, what: str, whom: str | None, about: str | None
) -> None:
    said = PART.fullmatch(typed)

    assert said is not None
    assert (said["what"], said["whom"], said["about"]) == (what, whom, about)


def test_courses_and_duties_are_read() -> None:
    courses = (
        "fråga om utbildningsbehov",
        "samla in behov av kurser från",
        "fråga om kursbehov till Habo",
    )
    duty = DUTY.fullmatch("rundfråga om uppgiften nyckeltal till Habo: Klart? ja/nej")

    assert [bool(COURSES.fullmatch(one)) for one in courses] == [True, False, True]
    assert duty is not None
    assert (duty["what"], duty["whom"], duty["body"]) == ("nyckeltal", "Habo", "Klart? ja/nej")
