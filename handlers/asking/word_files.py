"""Whether somebody asks for a Word file, as far as their words tell."""

from handlers.asking.minutes_words import minutes_request
from handlers.asking.orders import bare_command


def asks_for_a_file(typed: str) -> bool:
    """Tell whether what is typed may ask for minutes or notes."""
    return minutes_request(bare_command(typed)) is not None
