import unicodedata

import pytest

from handlers.asking.phrase import LONGEST, Phrase

MAIL = """Checklista

Hej!

Jag ska ut på tillsyn. Finns det en checklista?

Med vänlig hälsning
Miljöinspektör i Mark"""


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("  släckvatten \n", "släckvatten"),
        (unicodedata.normalize("NFD", "släckvatten"), "släckvatten"),
        ("\u202esläck\u200bvatten\u2066", "släckvatten"),
        ("släck\x00vatten\x1b[31m", "släckvatten[31m"),
        ("<!channel> 🙂", "<!channel> 🙂"),
        ("När är mötet?\nMvh Anna", "När är mötet?"),
        ("hälsokontroll i skolan", "hälsokontroll i skolan"),
        ("", ""),
    ],
)
def test_phrase_is_what_was_typed_without_what_nobody_sees(typed: str, text: str) -> None:
    assert Phrase.of(typed).text == text


def test_phrase_of_a_signature_alone_is_the_signature() -> None:
    assert Phrase.of("Mvh Anna").text == "Mvh Anna"


def test_phrase_reads_the_beginning_of_a_long_text() -> None:
    assert Phrase.of("projekt släckvatten " + "å" * 40_000).text[:19] == "projekt släckvatten"
    assert len(Phrase.of("å" * 40_000).text) == LONGEST


def test_phrase_is_no_longer_when_it_is_folded() -> None:
    phrase = Phrase.of("\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 40_000)

    assert (len(phrase.text), len(phrase.folded)) == (LONGEST, LONGEST)


def test_phrase_folds_for_matching_and_keeps_the_letters_for_reading() -> None:
    phrase = Phrase.of("Vad   händer i\nÅMÅL?")

    assert phrase.folded == "vad hander i amal?"
    assert phrase.plain == "vad händer i åmål?"


def test_phrase_puts_the_sentences_that_ask_first() -> None:
    assert Phrase.of(MAIL).sentences == (
        "Finns det en checklista?",
        "Checklista",
        "Jag ska ut på tillsyn.",
    )


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("Hej hej, hur gick det?", "hur gick det"),
        ("God morgon! Tack på förhand", ""),
        ("tjena!", ""),
        ("Hejdå", "hejda"),
        ("hej", ""),
    ],
)
def test_bare_is_the_folded_text_without_its_greeting(typed: str, bare: str) -> None:
    assert Phrase.of(typed).bare == bare
