"""The year wheel: a year of a collaboration as a picture that can be read on a phone."""

from bot.documents.pictures import Picture
from bot.documents.year_wheel.picture import WIDTH, drawn
from bot.texts.year_wheel import wheel_alt
from handlers.contents import Year

__all__ = ["WIDTH", "drawn", "year_wheel"]


def year_wheel(year: Year) -> Picture:
    """Draw a year, with the text that says the same."""
    return Picture(drawn(year).png(), wheel_alt(year))
