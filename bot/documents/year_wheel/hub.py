"""The middle of the wheel: what has any time of the year, or the year alone."""

from collections.abc import Sequence
from math import hypot

from bot.documents.drawing import Sheet, wrapped
from bot.documents.year_wheel.badges import Badge, badge_width, draw_badge
from bot.documents.year_wheel.geometry import Point, Wheel
from bot.documents.year_wheel.marks import Mark
from bot.texts import text

_BADGE, _APART = 44, 6
_ACROSS = 4  # as many in a row, unless the rows become too many
_YEAR, _WORDS, _LINE = 64, 30, 38
_ROOM = 2 * _LINE  # for the words above the badges


def draw_hub(sheet: Sheet, wheel: Wheel, marks: Sequence[Mark], radius: float) -> None:
    """Draw numbers in rows that fit into the circle, with a heading where it has room."""
    x, y = wheel.centre
    if not marks:
        sheet.text(wheel.centre, str(wheel.year), _YEAR, bold=True, align="center", middle=True)
        return
    across = max(_ACROSS, round(len(marks) ** 0.5))
    rows = [marks[start : start + across] for start in range(0, len(marks), across)]
    wide, high = badge_width(Badge.TASK, "00", _BADGE) + _APART, _BADGE + _APART
    corner = hypot(wide * len(rows[0]), high * len(rows)) / 2
    scale = min(1.0, (radius - _APART) / corner)
    _draw_rows(sheet, (x, y), rows, (wide * scale, high * scale))
    if radius - corner >= _ROOM:
        lines = wrapped(text("year_wheel.any_time"), radius * 1.4, _WORDS, 2)
        up = y + len(rows) * high / 2 + len(lines) * _LINE - _LINE / 2
        for number, line in enumerate(lines):
            sheet.text((x, up - number * _LINE), line, _WORDS, align="center")


def _draw_rows(sheet: Sheet, centre: Point, rows: Sequence[Sequence[Mark]], step: Point) -> None:
    wide, high = step
    height = high * _BADGE / (_BADGE + _APART)
    for line, row in enumerate(rows):
        up = centre[1] + ((len(rows) - 1) / 2 - line) * high
        for place, mark in enumerate(row):
            at = (centre[0] + (place - (len(row) - 1) / 2) * wide, up)
            draw_badge(sheet, at, Badge.TASK, str(mark.number), ahead=mark.ahead, height=height)
