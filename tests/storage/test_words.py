import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest

from storage.words import fold, head_of_compound, is_generic, normal, stem, words


def test_normal_composes_what_a_mac_sends() -> None:
    assert normal(unicodedata.normalize("NFD", "SLÄCKVATTEN")) == "släckvatten"


def test_fold_takes_the_accents_off() -> None:
    assert fold("Åmål, Öckerö och Härryda") == "amal, ockero och harryda"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Släckvatten – steg 2", ["släckvatten", "steg", "2"]),
        ("IT-stöd", ["it", "stöd"]),
        ("vast_2024_slackvatten", ["vast", "2024", "slackvatten"]),
        ("<!channel> \u202eabc\u202c", ["channel", "abc"]),
        ("?!… 🙂", []),
        ("", []),
    ],
)
def test_words_are_what_is_between_the_signs(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("inflected", "plain"),
    [
        ("solarierna", "solarier"),
        ("nyckeltalen", "nyckeltal"),
        ("kommunerna", "kommun"),
        ("projekten", "projekt"),
        ("lathundar", "lathund"),
        ("frisörerna", "frisör"),
    ],
)
def test_stem_is_the_same_for_the_forms_of_a_word(inflected: str, plain: str) -> None:
    assert stem(inflected) == stem(plain)


def test_stem_is_folded() -> None:
    assert stem("släckvatten") == stem("slackvatten")


@pytest.mark.parametrize(
    ("word", "head"),
    [
        ("släckvattenprojektet", "släckvatten"),
        ("avfallskampanjen", "avfall"),
        ("hygientillsynen", "hygien"),
        ("lantbruksträffen", "lantbruk"),
        ("släckvatten", None),
        ("projektet", None),
        ("", None),
    ],
)
def test_head_of_compound_is_what_tells_it_apart(word: str, head: str | None) -> None:
    assert head_of_compound(word) == head


@pytest.mark.parametrize("word", ["projekt", "projekten", "tillsynsprojekt", "träffarna", "ny"])
def test_is_generic_holds_for_words_of_every_second_title(word: str) -> None:
    assert is_generic(word)


@pytest.mark.parametrize("word", ["släckvatten", "släckvattenprojektet", "solarier", "va"])
def test_is_generic_does_not_hold_for_words_that_tell_apart(word: str) -> None:
    assert not is_generic(word)


def test_stem_keeps_the_words_of_threads_apart() -> None:
    words = [f"{head}vattenhanteringarnas" for head in ("släck", "dag", "dricks", "av")] * 400
    expected = [stem.__wrapped__(word) for word in words]
    patience = sys.getswitchinterval()

    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(stem.__wrapped__, words))
    finally:
        sys.setswitchinterval(patience)

    assert found == expected
