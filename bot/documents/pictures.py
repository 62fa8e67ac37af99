"""What every picture has in common: its bytes with its text, and five colours.

The colours are told apart by those who do not see red, green or blue as others do, and a mark
never differs from another by its colour alone. Nothing here loads the library that draws.
"""

from dataclasses import dataclass

GROUND = "#ffffff"
INK = "#1b1f23"
QUIET = "#59626b"  # lines, and words beside what matters
DAY = "#a83f00"  # has a day
OPEN = "#f2b632"  # is still to be done
BOOKED = "#005f9e"  # is booked
COLOURS = (INK, QUIET, DAY, OPEN, BOOKED)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and the text that says the same."""

    png: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class Paint:
    """How a mark is filled and drawn around, and the colour of what is written on it."""

    fill: str
    edge: str
    words: str


# A mark stands out from the ground by its edge; what is done is an outline.
ON_A_DAY = Paint(DAY, DAY, GROUND)
TO_DO = Paint(OPEN, INK, INK)
MEETING = Paint(BOOKED, BOOKED, GROUND)
DAY_DONE = Paint(GROUND, DAY, INK)
DONE = Paint(GROUND, QUIET, INK)
MEETING_HELD = Paint(GROUND, BOOKED, INK)
PAINTS = (ON_A_DAY, TO_DO, MEETING, DAY_DONE, DONE, MEETING_HELD)
