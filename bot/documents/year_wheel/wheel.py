"""The wheel: the more exactly a time is known, the further out it lies."""

from collections.abc import Sequence
from datetime import date

from bot.documents.drawing import Sheet
from bot.documents.pictures import INK, QUIET, Paint
from bot.documents.year_wheel.badges import Badge, badge_width, draw_badge
from bot.documents.year_wheel.geometry import ROUND, Wheel, spread, upright, width_in_turn
from bot.documents.year_wheel.hub import draw_hub
from bot.documents.year_wheel.marks import Mark, Marks
from bot.documents.year_wheel.rows import draw_labels, draw_rows, rows_of
from bot.texts import text
from bot.texts.year_wheel import month_name

RIM = 478
BADGE = 44
_MONTHS = range(1, 13)
_MONTH_RING, _DAY_RING, _MEETING_RING = 54, 70, 62
_WORDS = 33
_BESIDE = 6
_LINE, _NEEDLE = 1.5, 6
_HEAD, _HEAD_HEIGHT = 1.4, 16  # its head outside the rim
_TO_TODAY = 42  # from the rim to the words at the needle


def draw_wheel(sheet: Sheet, wheel: Wheel, marks: Marks, today: date) -> None:
    """Draw days at the rim, then booked meetings, rows, and in the middle what has any time."""
    days_at = RIM - _MONTH_RING
    meetings_at = days_at - (_DAY_RING if marks.days else 0)
    inner = meetings_at - (_MEETING_RING if marks.meetings else 0)
    rows = rows_of(marks, inner - _BESIDE)
    _months(sheet, wheel, (RIM, days_at, meetings_at, inner, rows.hub))
    draw_rows(sheet, wheel, rows)
    if today.year == wheel.year:
        _needle(sheet, wheel, wheel.turn(today), rows.hub)
    draw_labels(sheet, wheel, rows)
    _ring(sheet, wheel, marks.days, days_at, Badge.DAY)
    _ring(sheet, wheel, marks.meetings, meetings_at, Badge.MEETING)
    draw_hub(sheet, wheel, marks.any_time, rows.hub)


def _months(sheet: Sheet, wheel: Wheel, radii: Sequence[float]) -> None:
    hub = radii[-1]
    for radius in dict.fromkeys(radii):
        sheet.circle(wheel.centre, radius, _LINE, QUIET)
    for month in _MONTHS:
        first = wheel.turn(date(wheel.year, month, 1), 0)
        next_one = wheel.turn(date(wheel.year, month + 1, 1), 0) if month in _MONTHS[:-1] else ROUND
        sheet.line([wheel.at(first, hub), wheel.at(first, RIM)], _LINE, QUIET)
        middle = (first + next_one) / 2
        at = wheel.at(middle, RIM - _MONTH_RING / 2)
        turned = upright(middle)
        name = month_name(month)
        sheet.text(at, name, _WORDS, align="center", turned=turned, middle=True)


def _needle(sheet: Sheet, wheel: Wheel, turn: float, hub: float) -> None:
    sheet.line([wheel.at(turn, hub), wheel.at(turn, RIM - _MONTH_RING)], _NEEDLE, INK)
    head = (
        wheel.at(turn, RIM + 2),
        wheel.at(turn - _HEAD, RIM + _HEAD_HEIGHT),
        wheel.at(turn + _HEAD, RIM + _HEAD_HEIGHT),
    )
    sheet.polygon(head, Paint(INK, INK, INK), 0)
    at = wheel.at(turn, RIM + _TO_TODAY)
    said = text("year_wheel.today")
    sheet.text(at, said, _WORDS, bold=True, align="center", turned=upright(turn), middle=True)


def _ring(sheet: Sheet, wheel: Wheel, marks: Sequence[Mark], outer: float, badge: Badge) -> None:
    """Draw marks side by side within a radius, each with a line to its own day."""
    radius = outer - (_DAY_RING if badge is Badge.DAY else _MEETING_RING) / 2
    gap = width_in_turn(badge_width(badge, "00", BADGE) + _BESIDE, radius)
    smaller = min(1.0, ROUND / (gap * len(marks))) if marks else 1.0
    placed = spread([mark.turn for mark in marks], gap * smaller)
    for mark, turn in zip(marks, placed, strict=True):
        at, said = wheel.at(turn, radius), str(mark.number)
        sheet.line([at, wheel.at(mark.turn, outer)], _NEEDLE / 2, INK)
        draw_badge(sheet, at, badge, said, ahead=mark.ahead, height=BADGE * smaller)
