"""What stands around a question: taken off, and never a part of the question with it."""

from time import process_time

import pytest

from handlers.asking.courtesies import ungreeted, without_signature
from handlers.asking.phrase import LONGEST, Phrase

ASKED = "När är nästa styrgruppsmöte?"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Hej! Hej igen, när är mötet?", "igen, när är mötet?"),
        ("Hallandskommunerna", "Hallandskommunerna"),
        ("hi5", "hi5"),
        ("Tackmöte", "Tackmöte"),
    ],
)
def test_ungreeted_takes_off_greetings_and_no_words_like_them(text: str, rest: str) -> None:
    assert ungreeted(text) == rest


@pytest.mark.parametrize(
    "farewell",
    [
        "Mvh",
        "mvh anna",
        "M.v.h. Anna Ek",
        "MVH Anna Ek, miljöinspektör på Miljökontoret i Mark, 0320-21 72 00",
        "Med vänlig hälsning",
        "Med vänliga hälsningar,",
        "Med vanlig halsning Anna",
        "   Vänliga hälsningar från Mark!",
        "Hälsningar Anna Ek, miljöinspektör, Marks kommun",
        "Hälsn. Anna",
        "Vänligen",
        "Vänligen,",
        "Vänligen Anna-Karin Ek",
        "/Anna",
        "/inspektör i Gnosjö",
        "--",
        "-- ",
        "-----Ursprungligt meddelande-----",
        "Skickat från min iPhone",
    ],
)
@pytest.mark.parametrize("after", ["", "\nMiljöinspektör", "\n\nFrån: Kim\nNär då?"])
def test_signature_begins_with_a_line_that_is_a_farewell(farewell: str, after: str) -> None:
    assert without_signature(f"{ASKED}\n{farewell}{after}").rstrip() == ASKED


@pytest.mark.parametrize(
    "farewell", ["Mvh miljöchef i Tranås", "Hälsningar Anna", "Vänliga hälsningar", "M.v.h. Kim"]
)
def test_signature_may_stand_in_the_line_after_the_last_sentence(farewell: str) -> None:
    assert without_signature(f"Hej! {ASKED} {farewell}").rstrip() == f"Hej! {ASKED}"


@pytest.mark.parametrize(
    "line",
    [
        "Vänligen berätta när styrgruppen ses",
        "Vänligen berätta",
        "VÄNLIGEN BERÄTTA NÄR",
        "Vänliga inspektörer behövs",
        "Hälsningar från Mark! När ses styrgruppen?",
        "Hälsningar till er alla, jag undrar när styrgruppen ses",
        "Med vänlig hälsning vill jag fråga:",
        "Hälsokontroll i skolan",
        "Mvhkurs",
        "-- när är nästa styrgruppsmöte",
        "/kontakt små avlopp i vetlanda",
    ],
)
def test_sentence_that_begins_like_a_farewell_is_none(line: str) -> None:
    for text in (f"Hej!\n{line}", f"Hoppas allt är bra. {line}", f"{ASKED}\n{line}\nTack"):
        assert without_signature(text) == text


@pytest.mark.parametrize("text", ["Hej!\n/projekt släckvatten", "Hej! /projekt släckvatten"])
def test_command_after_a_greeting_is_no_signature(text: str) -> None:
    assert without_signature(text) == text


@pytest.mark.parametrize("text", ["Mvh Anna", "\n \nMvh Anna", "/projekt släckvatten", "--", ""])
def test_signature_alone_is_what_was_written(text: str) -> None:
    assert without_signature(text) == text


@pytest.mark.parametrize(
    "hostile",
    ["\n", " ", "\t\n", "? ", "? mvh? ", "mvh ", "mvh? \n", "/a\n", "/", "--\n", "-", "hej! ",
     "hej\n", "med ", "hälsning ", ". vänligen ", "<", "@", "1"],
)  # fmt: skip
@pytest.mark.parametrize("end", ["", "x", "\nx"])
def test_phrase_of_forty_kilobytes_is_read_at_once(hostile: str, end: str) -> None:
    # Just so long that the end is read as well, and cut.
    for length in (LONGEST * 4 - len(end), 40_000):
        began = process_time()
        phrase = Phrase.of((hostile * length)[:length] + end)
        assert max(len(one) for one in (phrase.bare, phrase.folded, *phrase.sentences)) <= LONGEST
        assert process_time() - began < 0.5
