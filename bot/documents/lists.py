"""A list as an Excel workbook: one sheet, its headings on top."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from bot.documents.attachments import Attachment
from bot.texts import text
from bot.texts.safe import fit_for_xml

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What Excel takes in one cell.
_LONGEST = 32_767
_NARROWEST, _WIDEST = 8, 60
# How formulas begin, in Excel and in what people paste its cells into.
_FORMULA = ("=", "+", "-", "@")
# What a program that reads a table of text may take off before it looks for one.
_BEFORE = "\t\r\n "


@dataclass(frozen=True, slots=True)
class SheetRows:
    """A sheet of a workbook: its title, its headings and its rows."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def list_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Attachment:
    """Return rows of text under headings as a workbook; every cell is text, never a formula."""
    return saved(name, list_workbook(columns, rows))


def list_workbook(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Workbook:
    """Return the same as a workbook that may be written on in."""
    return workbook_of([SheetRows(text("table.sheet"), columns, tuple(rows))])


def workbook_file(name: str, sheets: Sequence[SheetRows]) -> Attachment:
    """Return several lists as a workbook, a sheet for each; every cell is text."""
    return saved(name, workbook_of(sheets))


def workbook_of(sheets: Sequence[SheetRows]) -> Workbook:
    """Return several lists as a workbook that may be written on in, a sheet for each."""
    workbook = Workbook()
    for number, rows in enumerate(sheets):
        sheet = workbook.worksheets[0] if number == 0 else workbook.create_sheet()
        sheet.title = rows.title
        for at, cells in enumerate((rows.columns, *rows.rows), start=1):
            _write(sheet, at, cells)
        _laid_out(sheet)
    return workbook


def not_a_formula(cell: str) -> str:
    """Return what stands in a cell of a table of text, marked as text where it looks otherwise."""
    return f"'{cell}" if cell.lstrip(_BEFORE).startswith(_FORMULA) else cell


def saved(name: str, workbook: Workbook) -> Attachment:
    """Return a workbook as a file."""
    held = io.BytesIO()
    workbook.save(held)
    return Attachment(name, _KIND, held.getvalue())


def _write(sheet: "Worksheet", at: int, cells: Sequence[str]) -> None:
    for column, said in enumerate(cells, start=1):
        value = fit_for_xml(said)[:_LONGEST]
        cell = sheet.cell(at, column, value)
        if value.startswith(_FORMULA):
            cell.data_type = "s"
            # It stays text also when somebody edits it, as after an apostrophe.
            cell.quotePrefix = True
        cell.alignment = Alignment(vertical="top", wrap_text=True)


def _laid_out(sheet: "Worksheet") -> None:
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    for number, cells in enumerate(sheet.iter_cols(values_only=True), start=1):
        longest = max(len(str(value or "")) for value in cells)
        width = min(max(longest + 2, _NARROWEST), _WIDEST)
        sheet.column_dimensions[get_column_letter(number)].width = width
