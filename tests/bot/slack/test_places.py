import pytest

from bot.slack.places import read_text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<@UBOT> släckvatten", "släckvatten"),
        ("hej <@W01AB|boten>, släckvatten?", "hej  , släckvatten?"),
        ("vem har <mailto:a@b.example|a@b.example>", "vem har a@b.example"),
        ("se <https://vast.example|sidan>", "se sidan"),
        ("se <https://vast.example>", "se https://vast.example"),
        ("<#C1|tillsyn> och <!here|here>", "tillsyn och here"),
        ("kyla &amp; värme &lt;3 &amp;lt;", "kyla & värme <3 &lt;"),
        ("a < b <https://vast.example|sidan>", "a < b sidan"),
        ("<" * 40_000, "<" * 40_000),
        ("", ""),
    ],
)
def test_text_is_read_as_the_person_typed_it(written: str, expected: str) -> None:
    assert read_text(written) == expected
