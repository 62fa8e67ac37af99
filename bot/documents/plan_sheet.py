"""A plan as an Excel workbook: its lines on one sheet, its bank on another."""

from datetime import datetime

from bot.documents.attachments import Attachment
from bot.documents.lists import SheetRows, workbook_file
from bot.texts import text
from bot.texts.plans import (
    bank_table,
    file_name,
    line_notes,
    national_table,
    plan_facts,
    year_tables,
)
from bot.texts.wording import word
from handlers.answers import PlanAnswer


def plan_workbook(answer: PlanAnswer, _now: datetime) -> Attachment:
    """Return a plan as a workbook; every cell is text, never a formula."""
    sheets = [_lines(answer)]
    bank = [line for year in answer.years for line in year.bank]
    if bank:
        table = bank_table(bank)
        sheets.append(SheetRows(table.heading, table.columns, table.rows))
    if answer.national:
        table = national_table(answer)
        sheets.append(SheetRows(table.heading, table.columns, table.rows))
    sheets.append(_about(answer))
    return workbook_file(f"{file_name(answer)}.xlsx", sheets)


def _lines(answer: PlanAnswer) -> SheetRows:
    columns: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = []
    for year in answer.years:
        for table in year_tables(answer, year):
            columns = table.columns
            rows += [(str(year.year), table.heading, *row) for row in table.rows]
    first = (text("plans.year"), word("plan_column", "heading"))
    return SheetRows(text("plans.sheet"), (*first, *columns), tuple(rows))


def _about(answer: PlanAnswer) -> SheetRows:
    facts = plan_facts(answer)
    notes = [(text("label.note"), note) for note in line_notes(answer)]
    if answer.withholds:
        notes.append((text("label.note"), text("plans.withheld_note")))
    return SheetRows(
        text("plans.about"), (text("table.what"), text("table.besides")), (*facts, *notes)
    )
