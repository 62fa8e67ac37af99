"""The marks that carry numbers: each kind has a shape of its own, whatever its colour."""

from collections.abc import Mapping
from enum import Enum

from bot.documents.drawing import Point, Sheet, width_of
from bot.documents.pictures import (
    DAY_DONE,
    DONE,
    MEETING,
    MEETING_HELD,
    ON_A_DAY,
    TO_DO,
    Paint,
)

# Of the height of a badge.
_DIGITS = 0.6
_SIDES = 0.3
_POINT = 0.66
_EDGE = 3
# A number smaller than this cannot be read, and is left out.
_SMALLEST = 16


class Badge(Enum):
    """What a mark stands for."""

    DAY = "diamond"
    MEETING = "disc"
    TASK = "pill"


# What is still to come is filled, what is done is an outline.
PAINTS: Mapping[tuple[Badge, bool], Paint] = {
    (Badge.DAY, True): ON_A_DAY,
    (Badge.DAY, False): DAY_DONE,
    (Badge.MEETING, True): MEETING,
    (Badge.MEETING, False): MEETING_HELD,
    (Badge.TASK, True): TO_DO,
    (Badge.TASK, False): DONE,
}


def draw_badge(
    sheet: Sheet, at: Point, badge: Badge, said: str, *, ahead: bool, height: float
) -> None:
    """Draw a mark with its number around a point."""
    paint = PAINTS[badge, ahead]
    if badge is Badge.DAY:
        sheet.polygon(_diamond(at, height * _POINT), paint, _EDGE)
    elif badge is Badge.MEETING:
        sheet.disc(at, height / 2, paint, _EDGE)
    else:
        sheet.pill(at, (badge_width(badge, said, height), height), paint, _EDGE)
    if (size := height * _DIGITS) >= _SMALLEST:
        sheet.text(at, said, size, bold=True, colour=paint.words, align="center", middle=True)


def badge_width(badge: Badge, said: str, height: float) -> float:
    """Return how wide a mark is."""
    if badge is Badge.DAY:
        return height * 2 * _POINT
    if badge is Badge.MEETING:
        return height
    return max(height, width_of(said, height * _DIGITS, bold=True) + height * _SIDES)


def _diamond(at: Point, radius: float) -> tuple[Point, ...]:
    x, y = at
    return (x - radius, y), (x, y + radius), (x + radius, y), (x, y - radius)
