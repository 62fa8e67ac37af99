"""Money and small numbers in Swedish."""

from bot.texts.wording import phrases

# Keeps an amount on one line.
NO_BREAK = "\N{NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"


def money(amount: float, unit: str = "kr") -> str:
    """Say an amount: "912 789 kr", "2 025 tkr", "1,75 kr"; spaces do not break."""
    return f"{grouped(amount)}{NO_BREAK}{unit}"


def grouped(number: float) -> str:
    """Write a number with its digits in groups of three and a decimal comma."""
    size = abs(number)
    digits = f"{size:,.0f}" if size == int(size) else f"{size:,.2f}"
    written = digits.replace(",", NO_BREAK).replace(".", ",")
    return f"{_MINUS}{written}" if number < 0 else written


def decimal(number: float) -> str:
    """Write a number with a decimal comma and no more digits than it has: "57,1"."""
    return f"{number:.12g}".replace(".", ",")


def number_words(count: int) -> str:
    """Say a small number in letters ("två"), a larger one in digits."""
    letters = phrases("common.numbers")
    return letters[count] if 0 <= count < len(letters) else grouped(count)
