import io
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.styles import Alignment
from openpyxl.worksheet.datavalidation import DataValidation

from bot.documents import workbooks
from bot.documents.workbooks import read_workbook
from handlers.imports import Code, Row, Table, Unreadable

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


def saved(workbook: "Workbook") -> bytes:
    target = io.BytesIO()
    workbook.save(target)
    workbook.close()
    return target.getvalue()


def new(title: str = "Blad1") -> tuple["Workbook", "Worksheet"]:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = title
    return workbook, sheet


def read(workbook: "Workbook") -> Table:
    found = read_workbook("bok.xlsx", saved(workbook))
    assert isinstance(found, Table)
    return found


def test_workbook_cells_become_text() -> None:
    workbook, sheet = new("Projekt")
    sheet.append(["Projekt", "År", "Start", "Slut", "Status"])
    sheet.append(["Släckvatten", 2024, date(2024, 4, 2), datetime(2024, 11, 1), True])  # noqa: DTZ001 - a cell has no zone
    sheet.append(["Solarium", 2025.0, "våren 2025", None, 0.5])

    found = read(workbook)

    assert (found.file, found.sheet, found.heading_row) == ("bok.xlsx", "Projekt", 1)
    assert found.rows == (
        Row(2, ("Släckvatten", "2024", "2024-04-02", "2024-11-01", "ja")),
        Row(3, ("Solarium", "2025", "våren 2025", "", "0.5")),
    )


def test_workbook_takes_the_first_visible_sheet_with_known_headings() -> None:
    workbook, first = new("Läs mig")
    first.append(["Så här fyller du i"])
    hidden = workbook.create_sheet("Gammalt")
    hidden.append(["Namn", "E-post"])
    hidden.append(["Dold", "dold@vast.example"])
    hidden.sheet_state = "hidden"
    wanted = workbook.create_sheet("Kontakter")
    wanted.append(["Telefonboken"])
    wanted.append([])
    wanted.append([None, "Namn", "E-post"])
    wanted.append([])
    wanted.append([None, "Åsa", "asa@ale.example"])

    found = read(workbook)

    assert (found.sheet, found.heading_row) == ("Kontakter", 3)
    assert found.headings == ("", "Namn", "E-post")
    assert found.rows == (Row(5, ("", "Åsa", "asa@ale.example")),)


def test_workbook_formulas_count_as_their_last_value() -> None:
    workbook, sheet = new()
    sheet.append(["Projekt", "År", "Status"])
    sheet.append(["X", "=2000+24", "klart"])

    # Nobody has calculated this one, so it has no value.
    assert read(workbook).rows == (Row(2, ("X", "", "klart")),)


def test_workbook_with_drop_downs_and_styles_is_read_without_warnings() -> None:
    workbook, sheet = new()
    sheet.append(["Namn", "E-post"])
    sheet.append(["Åsa", "asa@ale.example"])
    sheet["A2"].alignment = Alignment(wrap_text=True)
    sheet.add_data_validation(DataValidation(type="list", formula1='"a,b"'))

    assert read(workbook).rows == (Row(2, ("Åsa", "asa@ale.example")),)


def test_workbook_with_a_wrong_size_is_read_whole() -> None:
    workbook, sheet = new()
    sheet.append(["Namn", "E-post"])
    sheet.append(["Åsa", "asa@ale.example"])
    content = rewritten(saved(workbook), 'ref="A1:B2"', 'ref="A1:A1"')

    found = read_workbook("bok.xlsx", content)

    assert isinstance(found, Table)
    assert found.headings == ("Namn", "E-post")
    assert found.rows == (Row(2, ("Åsa", "asa@ale.example")),)


def test_workbook_that_unpacks_to_much_more_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workbooks, "MAX_UNPACKED", 100_000)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 1_000_000)

    found = read_workbook("bomb.xlsx", target.getvalue())

    assert len(target.getvalue()) < 10_000
    assert isinstance(found, Unreadable)
    assert found.problem.code == Code.TOO_LARGE


def test_workbook_with_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MAX_ROWS", 100)
    workbook, sheet = new()
    sheet.append(["Namn", "E-post"])
    sheet.cell(row=1_000_000, column=1, value="långt ner")

    found = read_workbook("bok.xlsx", saved(workbook))

    assert isinstance(found, Unreadable)
    assert found.problem.code == Code.TOO_LARGE


@pytest.mark.parametrize("content", [b"", b"Namn;E-post", b"PK\x03\x04trasig"])
def test_workbook_that_is_broken_is_refused(content: bytes) -> None:
    found = read_workbook("bok.xlsx", content)

    assert isinstance(found, Unreadable)
    assert found.problem.code == Code.UNREADABLE


def test_zip_that_is_no_workbook_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("readme.txt", "hej")

    found = read_workbook("bok.xlsx", target.getvalue())

    assert isinstance(found, Unreadable)
    assert found.problem.code == Code.UNREADABLE


def rewritten(content: bytes, old: str, new_text: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            data = source.read(name).replace(old.encode(), new_text.encode())
            archive.writestr(name, data)
    return target.getvalue()
