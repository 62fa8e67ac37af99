import pytest

from bot.texts.amounts import decimal, grouped, money, number_words


@pytest.mark.parametrize(
    ("amount", "unit", "said"),
    [
        (912_789, "kr", "912 789 kr"),
        (2_025, "tkr", "2 025 tkr"),
        (1_867_789.0, "kr", "1 867 789 kr"),
        (1.75, "kr", "1,75 kr"),
        (0, "tkr", "0 tkr"),
        (-69_301, "kr", "−69 301 kr"),  # noqa: RUF001 - the minus sign is meant
    ],
)
def test_money_is_grouped_in_threes(amount: float, unit: str, said: str) -> None:
    assert money(amount, unit).replace("\N{NO-BREAK SPACE}", " ") == said


def test_money_stays_on_one_line() -> None:
    assert " " not in money(1_867_789)


def test_grouped_small_numbers_stay_whole() -> None:
    assert grouped(350) == "350"


@pytest.mark.parametrize(
    ("number", "said"), [(42.0, "42"), (57.1, "57,1"), (0.5, "0,5"), (1_000_000.0, "1000000")]
)
def test_decimal_has_a_comma_and_no_digit_too_many(number: float, said: str) -> None:
    assert decimal(number) == said


@pytest.mark.parametrize(("count", "said"), [(2, "två"), (12, "tolv"), (13, "13"), (64, "64")])
def test_number_words_up_to_twelve_in_letters(count: int, said: str) -> None:
    assert number_words(count) == said
