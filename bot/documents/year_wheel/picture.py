"""The whole picture: a title, the wheel, what its marks mean, and the names of the numbers."""

from bot.documents.drawing import Sheet, width_of, wrapped
from bot.documents.pictures import INK, QUIET
from bot.documents.year_wheel.badges import Badge, draw_badge
from bot.documents.year_wheel.geometry import Wheel
from bot.documents.year_wheel.key import SIZE, columns_of, draw_columns, height_of
from bot.documents.year_wheel.marks import Mark, Marks, Stretch, marks_of
from bot.documents.year_wheel.wheel import RIM, draw_wheel
from bot.texts import text
from bot.texts.safe import clean
from bot.texts.year_wheel import shown
from handlers.contents import Year

WIDTH = 1080
_SIDE = 36
_HEAD = 120
_ACROSS = 2 * (RIM + 56)  # the square that the wheel stands in
_LEGEND = 76
_MIDDLE = 0.36  # of a letter's size, from its baseline
_FOOT = 30


def drawn(year: Year) -> Sheet:
    """Draw a year on a sheet as high as it needs."""
    found = shown(year)
    columns = columns_of(found, year.year, WIDTH - 2 * _SIDE)
    under = max(map(height_of, columns)) + _LEGEND if found else 2 * _LEGEND
    sheet = Sheet(WIDTH, _HEAD + _ACROSS + under + _FOOT)
    wheel = Wheel((WIDTH / 2, sheet.height - _HEAD - _ACROSS / 2), year.year)
    marks = marks_of(wheel, found)
    _title(sheet, year)
    draw_wheel(sheet, wheel, marks, year.today)
    below = sheet.height - _HEAD - _ACROSS
    if found:
        _legend(sheet, marks, below - 24)
        draw_columns(sheet, columns, _SIDE, below - _LEGEND, WIDTH - 2 * _SIDE)
    else:
        _nothing(sheet, below)
    return sheet


def _title(sheet: Sheet, year: Year) -> None:
    up = sheet.height - 66
    sheet.text((_SIDE, up), text("year_wheel.heading", year=year.year), 54, bold=True)
    name = wrapped(clean(year.collaboration), WIDTH - 2 * _SIDE, SIZE, 1)
    for line in name:
        sheet.text((_SIDE, up - 46), line, SIZE, colour=QUIET)


def _legend(sheet: Sheet, marks: Marks, up: float) -> None:
    """Say what is not said beside a number: what a disc is, and what an outline is."""
    meetings = {mark.ahead for mark in marks.meetings}
    pieces = [piece for band in marks.bands for piece in band.pieces]
    tasks: list[Mark | Stretch] = [*marks.days, *marks.any_time, *marks.stretches, *pieces]
    signs = [
        (Badge.MEETING, True, text("year_wheel.booked_meeting"), True in meetings),
        (Badge.MEETING, False, text("year_wheel.held_meeting"), False in meetings),
        (Badge.TASK, False, text("year_wheel.settled"), not all(one.ahead for one in tasks)),
    ]
    across = float(_SIDE)
    for badge, ahead, said, wanted in signs:
        if wanted:
            draw_badge(sheet, (across + 20, up), badge, "", ahead=ahead, height=36)
            sheet.text((across + 52, up - SIZE * _MIDDLE), said, SIZE)
            across += 52 + width_of(said, SIZE) + 40


def _nothing(sheet: Sheet, top: float) -> None:
    for number, line in enumerate(wrapped(text("year_wheel.nothing"), WIDTH - 2 * _SIDE, SIZE, 3)):
        sheet.text((WIDTH / 2, top - 40 * (number + 1)), line, SIZE, align="center", colour=INK)
