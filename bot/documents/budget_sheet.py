"""A year's budget as a workbook: its lines with amounts to count with, and what was changed."""

from typing import TYPE_CHECKING

from bot.documents.attachments import Attachment
from bot.documents.lists import SheetRows, saved, workbook_of
from bot.texts import text
from bot.texts.budgets import change_words, line_name
from bot.texts.wording import word
from handlers.answers import BudgetAnswer, BudgetLine, BudgetTotal

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_NUMBERS = "#,##0.00"
_FIRST_AMOUNT = 4

Amounts = tuple[float | None, ...]


def budget_workbook(answer: BudgetAnswer) -> Attachment:
    """Return a year's budgets as a workbook; words are text, never a formula."""
    rows, amounts = _lines(answer)
    sheets = [SheetRows(text("budgets.sheet"), _columns(), rows)]
    notes = [(one.organisation, note) for one in answer.sheets for note in one.notes]
    if notes:
        columns = (text("budgets.owner"), text("label.note"))
        sheets.append(SheetRows(text("budgets.sheet_notes"), columns, notes))
    changes = [
        (one.organisation, change_words(change)) for one in answer.sheets for change in one.changes
    ]
    if changes:
        columns = (text("budgets.owner"), text("budgets.changed"))
        sheets.append(SheetRows(text("budgets.sheet_changes"), columns, changes))
    workbook = workbook_of(sheets)
    _count(workbook.worksheets[0], amounts)
    return saved(text("budgets.file", year=answer.year or ""), workbook)


def _columns() -> tuple[str, ...]:
    return (
        text("budgets.owner"),
        text("budgets.side"),
        text("budgets.line"),
        text("budgets.column_budget"),
        text("budgets.column_revised"),
        text("budgets.column_outcome"),
        text("budgets.column_left"),
        text("budgets.column_printed"),
        text("label.note"),
        text("budgets.column_source"),
    )


def _lines(answer: BudgetAnswer) -> tuple[list[tuple[str, ...]], list[Amounts]]:
    rows: list[tuple[str, ...]] = []
    amounts: list[Amounts] = []
    for sheet in answer.sheets:
        for line in sheet.lines:
            rows.append(_row(sheet.organisation, line.side, line_name(line), line))
            amounts.append((*_of(line), line.printed))
        for total in sheet.totals:
            rows.append(_row(sheet.organisation, total.side, text("budgets.sum")))
            amounts.append((*_of(total), None))
    return rows, amounts


def _row(owner: str, side: str, name: str, line: BudgetLine | None = None) -> tuple[str, ...]:
    besides = (line.note, line.source) if line else ("", "")
    return owner, word("budget_side", side), name, "", "", "", "", "", *besides


def _of(line: BudgetLine | BudgetTotal) -> Amounts:
    return line.budget, line.revised, line.outcome, line.left


def _count(page: "Worksheet", amounts: list[Amounts]) -> None:
    """Put the amounts in as numbers, which a list of words has no room for."""
    for at, several in enumerate(amounts, start=2):
        for column, amount in enumerate(several, start=_FIRST_AMOUNT):
            cell = page.cell(at, column)
            cell.value, cell.number_format = amount, _NUMBERS
