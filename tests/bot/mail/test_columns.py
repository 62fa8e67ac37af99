import pytest

from bot.mail.columns import breakable, broken_columns


@pytest.mark.parametrize(
    ("row", "broken"),
    [
        (["Släckvatten", "pågår", "hösten 2026"], set()),
        (["Verksamhetsberättelse", "senast fre 26 feb", "Miljösamverkan Jönköping"], set()),
        (["x" * 60, "pågår"], {0}),
        (["Släckvatten", "x" * 60], {1}),
        (["x" * 60, "y" * 60, "pågår"], {0, 1}),
        (["miljokontoret.vetlanda@jonkoping.example", "små avlopp", "Vetlanda"], set()),
        (["", "", ""], set()),
    ],
)
def test_columns_break_their_words_where_they_leave_no_room_for_the_others(
    row: list[str], broken: set[int]
) -> None:
    assert broken_columns([["a"] * len(row), row]) == broken


def test_address_may_break_after_its_sign_and_is_no_markup() -> None:
    assert str(breakable("a&b@vast.example")) == "a&amp;b@<wbr />vast.example"
