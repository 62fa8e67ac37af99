import io
from typing import Any

import openpyxl

from bot.documents.budget_sheet import budget_workbook
from tests.bot.texts.budget_samples import ENTERED, FORMULA


def book() -> Any:
    file = budget_workbook(ENTERED)
    assert file.name == "budget-2027.xlsx"
    return openpyxl.load_workbook(io.BytesIO(file.content))


def test_workbook_has_each_line_with_numbers_to_count_with() -> None:
    page = book()["Budget"]
    head, *rows = page.iter_rows(values_only=True)

    assert head[:8] == (
        "Gäller", "Slag", "Rad", "Budget", "Reviderad budget", "Utfall", "Skillnad",
        "Enligt källan",
    )  # fmt: skip
    assert [row[2] for row in rows] == ["Utbildningar", "Löner", FORMULA, "Summa", "Summa"]
    assert rows[1][3:8] == (1_700_000, 1_750_000, 1_800_000.5, -50_000.5, 1_726_000)
    assert rows[4][3:7] == (1_710_000, 1_760_000, 1_800_000.5, -40_000.5)
    assert {type(cell.value) for cell in page["D"][1:]} == {int}


def test_workbook_has_the_notes_and_the_changes_and_no_formulas() -> None:
    opened = book()

    assert opened.sheetnames == ["Budget", "Anmärkningar", "Ändringar"]
    assert opened["Anmärkningar"]["B2"].value == "raderna summerar inte"
    assert "löner" in opened["Ändringar"]["B2"].value.casefold()
    cells = [cell for page in opened.worksheets for row in page.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
