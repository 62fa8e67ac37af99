"""The rows of a wheel: what comes often, and stretches of days within which to do something."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.documents.drawing import Sheet
from bot.documents.pictures import DONE, MEETING, TO_DO
from bot.documents.year_wheel.badges import Badge, draw_badge
from bot.documents.year_wheel.geometry import Point, Wheel, arc, lanes
from bot.documents.year_wheel.labels import (
    Label,
    badge_height,
    band_label,
    placed,
    reach,
    stretch_labels,
)
from bot.documents.year_wheel.marks import Marks, Stretch

HUB, MOST_HUB = 112, 190  # as small and as large as the middle may become
_HEIGHTS = range(50, 16, -2)
_BAND = 0.46  # of a row's height
_EDGE, _DOT = 2.5, 6.5


@dataclass(frozen=True, slots=True)
class Row:
    """A ring: its middle, the pieces in it with their labels, and dots for booked meetings."""

    radius: float
    pieces: tuple[Stretch, ...]
    labels: tuple[Label, ...]
    dots: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows, how high each is, and the radius of what they leave in the middle."""

    rows: tuple[Row, ...]
    height: float
    hub: float


def rows_of(marks: Marks, outer: float) -> Rows:
    """Lay out the rows from a radius inwards, as high as there is room for."""
    height = float(_HEIGHTS[0])
    for tried in _HEIGHTS:
        height = float(tried)
        laid = _laid(marks, outer, height)
        if outer - len(laid) * height >= HUB:
            return Rows(laid, height, min(outer - len(laid) * height, MOST_HUB))
    height = (outer - HUB) / len(_laid(marks, outer, height))
    return Rows(_laid(marks, outer, height), height, HUB)


def _laid(marks: Marks, outer: float, height: float) -> tuple[Row, ...]:
    def radius(row: int) -> float:
        return max(outer - (row + 0.5) * height, height)

    count = len(marks.bands)
    bands = (
        Row(radius(number), band.pieces, (band_label(band, radius(number)),), band.dots)
        for number, band in enumerate(marks.bands)
    )
    stretches = marks.stretches

    def reaches(index: int, lane: int) -> Point:
        return reach(stretches[index], radius(count + lane), height)

    chosen = lanes(len(stretches), reaches)
    rows = (
        _lane(
            [one for one, lane in zip(stretches, chosen, strict=True) if lane == number],
            radius(count + number),
            height,
        )
        for number in range(max(chosen, default=-1) + 1)
    )
    return (*bands, *rows)


def _lane(stretches: Sequence[Stretch], radius: float, height: float) -> Row:
    labels = (label for one in stretches for label in stretch_labels(one, radius, height))
    return Row(radius, tuple(stretches), tuple(labels))


def draw_rows(sheet: Sheet, wheel: Wheel, rows: Rows) -> None:
    """Draw the pieces and the dots."""
    half = rows.height * _BAND / 2
    for row in rows.rows:
        radii = (row.radius - half, row.radius + half)
        for piece in row.pieces:
            paint = TO_DO if piece.ahead else DONE
            sheet.wedge(wheel.centre, radii, arc(piece.first, piece.last), paint, _EDGE)
        for turn in row.dots:
            sheet.disc(wheel.at(turn, row.radius), _DOT, MEETING, _EDGE)


def draw_labels(sheet: Sheet, wheel: Wheel, rows: Rows) -> None:
    """Draw the numbers."""
    labels = [label for row in rows.rows for label in row.labels]
    height = badge_height(rows.height)
    for one in placed(wheel, labels, rows.height):
        label = one.label
        draw_badge(sheet, one.at, Badge.TASK, label.said, ahead=label.ahead, height=height)
