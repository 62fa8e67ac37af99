import pytest

from handlers.asking.topics import topic


@pytest.mark.parametrize(
    ("sentence", "about"),
    [
        ("Hur går det med solarierna?", "solarierna"),
        ("Vad händer i släckvattenprojektet 2024?", "släckvattenprojektet"),
        ("projekt", ""),
        ("Vem är det?", ""),
        ("2024", ""),
        ("", ""),
        ("🙂 ?!", ""),
        ("PFAS", "pfas"),
    ],
)
def test_topic_is_what_the_sentence_names(sentence: str, about: str) -> None:
    assert topic(sentence) == about


def test_topic_leaves_out_what_the_intent_used_up() -> None:
    assert topic("styrgruppens budget", frozenset({"budget"})) == "styrgruppens"
