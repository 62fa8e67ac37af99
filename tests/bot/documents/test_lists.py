"""A list as a workbook, read back as Excel does."""

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.cell.cell import Cell

from bot.documents.attachments import Attachment
from bot.documents.lists import list_file

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HEADINGS = ("Vad", "När")


def made(*rows: tuple[str, ...]) -> Attachment:
    return list_file("lista.xlsx", HEADINGS, rows)


def sheet_of(file: Attachment) -> "Worksheet":
    workbook = openpyxl.load_workbook(io.BytesIO(file.content))
    (sheet,) = workbook.worksheets
    return sheet


def test_rows_stand_under_their_headings() -> None:
    sheet = sheet_of(made(("Släckvatten", "hösten 2026"), ("Avlopp", "")))

    assert sheet.title == "Lista"
    assert list(sheet.values) == [HEADINGS, ("Släckvatten", "hösten 2026"), ("Avlopp", None)]


def test_headings_are_bold_and_stay_in_sight() -> None:
    sheet = sheet_of(made(("a", "b")))

    assert [[cell.font.bold for cell in row] for row in sheet.rows] == [[True] * 2, [False] * 2]
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"


def test_columns_are_as_wide_as_what_stands_in_them_within_reason() -> None:
    sheet = sheet_of(made(("x" * 30, "y" * 400)))

    assert [sheet.column_dimensions[column].width for column in "AB"] == [32, 60]


@pytest.mark.parametrize(
    "said", ["=1+1", "+46 36 10 00 00", "-SUM(A1)", "@SUM(A1)", "=cmd|' /C'!A0"]
)
def test_what_looks_like_a_formula_is_text_and_stays_so(said: str) -> None:
    cell = sheet_of(made((said, "")))["A2"]

    assert isinstance(cell, Cell)
    assert (cell.value, cell.data_type) == (said, "s")
    assert cell.quotePrefix is True


def test_other_cells_are_as_if_they_had_been_typed() -> None:
    cell = sheet_of(made(("Avlopp", "")))["A2"]

    assert isinstance(cell, Cell)
    assert cell.quotePrefix is False


@pytest.mark.parametrize(
    ("said", "kept"), [("a\x00b\x0bc\ufffed\ud800e", "abcde"), ("x" * 40_000, "x" * 32_767)]
)
def test_what_excel_cannot_hold_is_left_out(said: str, kept: str) -> None:
    assert sheet_of(made((said, "")))["A2"].value == kept


def test_two_thousand_rows_make_a_small_file() -> None:
    rows = tuple((f"Projekt nummer {number}", "hösten 2026") for number in range(2000))

    file = made(*rows)

    assert sheet_of(file).max_row == 2001
    assert len(file.content) < 100_000
