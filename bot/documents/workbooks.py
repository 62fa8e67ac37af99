"""Excel workbooks (.xlsx): the first visible sheet whose headings are known."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from bot.documents.tables import is_known, make_table
from handlers.imports import Code, Problem, Row, Source, Table, Unreadable

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

# What a workbook may grow to when it is unpacked: a small file can hold gigabytes of zeros.
MAX_UNPACKED = 200 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 100
_BROKEN = (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, OSError)


class _TooLargeError(Exception):
    """A sheet has more rows than anybody's register."""


def read_workbook(file: str, content: bytes) -> Source:
    """Read a workbook; formulas count as the values they last gave."""
    try:
        _check_size(content)
        with warnings.catch_warnings():
            # It warns of what it does not keep (styles, drop-down lists); nothing of it is read.
            warnings.simplefilter("ignore", UserWarning)
            return _opened(file, content)
    except _TooLargeError:
        return Unreadable(Problem(Code.TOO_LARGE, file))
    except _BROKEN:
        return Unreadable(Problem(Code.UNREADABLE, file))


class UnreadableError(Exception):
    """What somebody has sent as a workbook is none, or is larger than anybody fills in."""


def first_sheet(content: bytes) -> tuple[Row, ...]:
    """Return the rows of a workbook's first visible sheet; raise ``UnreadableError``."""
    try:
        _check_size(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            visible = [one for one in workbook.worksheets if one.sheet_state == "visible"]
            return tuple(_rows(visible[0])) if visible else ()
        finally:
            workbook.close()
    except (_TooLargeError, *_BROKEN) as error:
        raise UnreadableError from error


def _opened(file: str, content: bytes) -> Source:
    workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        return _best(file, workbook)
    finally:
        workbook.close()


def _check_size(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > MAX_UNPACKED:
        raise _TooLargeError


def _best(file: str, workbook: "Workbook") -> Source:
    first: Table | None = None
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            continue
        table = make_table(file, _rows(sheet), sheet.title)
        if is_known(table):
            return table
        first = first or table
    return first or Unreadable(Problem(Code.NOTHING_TO_READ, file))


def _rows(sheet: "ReadOnlyWorksheet") -> Iterator[Row]:
    # Some programs write a wrong size into the sheet; rows beyond it would be lost.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.values, start=1):
        if number > MAX_ROWS:
            raise _TooLargeError
        yield Row(number, tuple(_text(cell) for cell in cells[:MAX_COLUMNS]))


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
