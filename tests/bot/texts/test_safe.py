import pytest

from bot.texts.safe import clean, clean_lines, quoted, sentence_case, shortened


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("släckvatten", "släckvatten"),
        ("sla\N{COMBINING DIAERESIS}ckvatten", "släckvatten"),
        ("en\nrad\r\n och\ten till", "en rad och en till"),
        ("a\u202eb\u2066c\u200fd\u061ce", "abcde"),
        ("a\u2028b\x00c\x1b[31md", "a b c [31md"),
        ("lös\ud800 halva", "lös halva"),
        ("912\N{NO-BREAK SPACE}789", "912\N{NO-BREAK SPACE}789"),
        ("  luft  omkring  ", "luft omkring"),
        ("👩\u200d🚒", "👩\u200d🚒"),
    ],
)
def test_clean_leaves_one_visible_line(typed: str, said: str) -> None:
    assert clean(typed) == said


def test_quoted_is_capped_at_eighty_characters() -> None:
    said = quoted("ö" * 40_000)

    assert said == f"”{'ö' * 79}…”"


def test_quoted_keeps_markup_as_text() -> None:
    assert quoted("<!channel> *fet* {x}") == "”<!channel> *fet* {x}”"


def test_shortened_leaves_what_fits() -> None:
    assert (shortened("abc", 3), shortened("abcd", 3)) == ("abc", "ab…")


def test_sentence_case_touches_only_the_first_letter() -> None:
    assert sentence_case("övrigt om BAT") == "Övrigt om BAT"


def test_lines_are_kept_as_they_were_set() -> None:
    assert clean_lines("\r\n a\r\n  - b\u202e\x00\x1b\x85c\td \n\n") == "a\n  - b\nc\td"
