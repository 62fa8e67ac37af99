import json
import unicodedata
from pathlib import Path

import pytest

from handlers.asking.calendar_words import CalendarRequest, calendar_request

QUESTIONS = Path(__file__).parents[2] / "questions"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("kalender", ""),
        ("Kalendern", ""),
        ("/kalender", ""),
        ("/samverkan kalender 2027", "2027"),
        ("kalender 2027", "2027"),
        ("kalender våren 2027", "våren 2027"),
        ("Kalender Hösten?", "hösten"),
        ("kalender nästa månad", "nästa månad"),
        ("kalender 2027-02", "2027 02"),
        ("visa kalendern för februari", "för februari"),
        ("hej! visa hela kalendern", ""),
        ("hur ser kalendern ut i vår?", "i vår"),
        ("vad står i kalendern den här veckan?", "den här veckan"),
        ("kalender skateparker", "skateparker"),
    ],
)
def test_calendar_is_asked_for_with_its_period(text: str, period: str) -> None:
    assert calendar_request(text) == CalendarRequest("calendar", period)


@pytest.mark.parametrize(
    "text",
    [
        "nästa",
        "Nasta?",
        "vad är nästa?",
        "Vad är nästa sak att göra?",
        "vad är härnäst",
        "vad kommer härnäst?",
        "vad står på tur hos oss?",
        "Vad är det som kommer härnäst",
        "vad ska vi göra härnäst?",
    ],
)
def test_next_is_asked_for(text: str) -> None:
    assert calendar_request(text) == CalendarRequest("next")


@pytest.mark.parametrize(
    "text",
    [
        "försenat",
        "FORSENAT",
        "vad är försenat?",
        "Hej, vad är försenat just nu?",
        "är något försenat?",
        "finns det några förseningar hos oss?",
        "vad har vi missat?",
        "vad ligger efter",
        "ligger vi efter med något?",
        "vad skulle ha varit klart?",
    ],
)
def test_late_is_asked_for(text: str) -> None:
    assert calendar_request(text) == CalendarRequest("late")


def test_decomposed_letters_are_read_alike() -> None:
    text = unicodedata.normalize("NFD", "vad är försenat?")

    assert calendar_request(text) == CalendarRequest("late")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ?!",
        "nästa styrgruppsmöte?",
        "vad är nästa steg i släckvattenprojektet?",
        "vilka projekt är försenade?",
        "var finns kalendern?",
        "projekt kalender",
        "är kalendern uppdaterad?",
        "vad är på gång just nu hos oss",
        "kalender " + "mycket " * 20,
    ],
)
def test_anything_else_is_no_request(text: str) -> None:
    assert calendar_request(text) is None


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Hej! Hur ser kalendern ut i vår?", "kalender i vår"),
        ("kalendern", "kalender"),
        ("vad är härnäst?", "nästa"),
        ("vad har vi missat?", "försenat"),
    ],
)
def test_request_is_asked_again_in_its_shortest_words(text: str, typed: str) -> None:
    request = calendar_request(text)

    assert request is not None
    assert (request.typed(), calendar_request(request.typed())) == (typed, request)


@pytest.mark.parametrize("name", ["daily", "hard", "holdout"])
def test_no_question_of_another_kind_is_taken(name: str) -> None:
    lines = (QUESTIONS / f"{name}.jsonl").read_text("utf-8").splitlines()
    asked = [json.loads(line)["text"] for line in lines if line.strip()]

    taken = [text for text in asked if calendar_request(text)]

    assert taken == []
