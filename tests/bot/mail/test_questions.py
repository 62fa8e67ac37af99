import pytest

from bot.mail.questions import YES, chosen_number


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("2", 2),
        ("12.", 12),
        ("nr 383", 383),
        ("Alternativ 7!\n\nHälsningar\nIna", 7),
        ("ja tack", YES),
        ("2024", None),
        ("2 eller 3", None),
        ("", None),
    ],
)
def test_number_on_the_first_line_of_a_reply_is_a_choice(said: str, number: int | None) -> None:
    assert chosen_number(said) == number
