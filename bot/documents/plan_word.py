"""A plan as a Word file, and what differs between two of its versions."""

from collections.abc import Sequence
from datetime import datetime

from bot.documents.attachments import Attachment
from bot.documents.word import Sheet
from bot.texts import text
from bot.texts.cards.plans import difference_lines
from bot.texts.dates import short_day
from bot.texts.plans import (
    PlanTable,
    bank_table,
    file_name,
    line_notes,
    national_table,
    plan_facts,
    position_words,
    year_tables,
)
from bot.texts.safe import clean
from bot.texts.sources import source_words
from handlers.answers import PlanAnswer, PlanVersionsAnswer, PlanYearLine

# In centimetres, on a page that lies down.
_MARGIN = 1.5
_ROOM = 26.7
_SIZE = 9
_NUMBER = 1.0
_WEIGHTS = {
    "title": 1.35,
    "goal": 1.4,
    "doing": 1.3,
    # The longest word that stands there goes on one line.
    "time": 1.1,
    "responsible": 1.2,
    "parties": 1.3,
    "follow_up": 1.15,
}
_BANK = (8.5, 4.5, 2.5, 4.2, 7.0)
_NATIONAL = (17.0, 9.7)


def plan_file(answer: PlanAnswer, now: datetime) -> Attachment:
    """Return a plan as a Word file. ``now`` is the aware moment that it is made."""
    sheet = Sheet(answer.title, answer.owner, margin=_MARGIN, size=_SIZE, lying=True)
    for label, words in plan_facts(answer):
        sheet.line(words, label)
    for year in answer.years:
        _year(sheet, answer, year)
    bank = [line for year in answer.years for line in year.bank]
    if bank:
        sheet.heading(text("label.bank"))
        if answer.bank_for:
            sheet.line(text("proposal.bank_for", period=clean(answer.bank_for)))
        _table(sheet, bank_table(bank), _BANK)
    if answer.national:
        table = national_table(answer)
        sheet.heading(table.heading)
        _table(sheet, table, _NATIONAL)
    _notes(sheet, answer)
    sheet.numbered_pages()
    return sheet.saved(f"{file_name(answer)}.docx", now)


def differences_file(answer: PlanVersionsAnswer, now: datetime) -> Attachment:
    """Return what differs between two versions as a Word file."""
    title = text("plans.versions_of", plan=clean(answer.title), year=answer.year)
    sheet = Sheet(title, answer.owner)
    sheet.line(
        text(
            "plans.differences",
            count=len(answer.differences),
            older=answer.older,
            newer=answer.newer,
        )
    )
    for one in answer.differences:
        for line in difference_lines(one):
            sheet.line(line.text, line.label)
    sheet.heading(text("plans.all_versions"))
    sheet.table(
        (text("table.number"), text("plans.made"), text("plans.reason")),
        [
            (str(one.number), short_day(one.made), one.reason or text("plans.first_version"))
            for one in answer.versions
        ],
        (2, 4, 10),
    )
    if answer.withheld:
        sheet.line(text("plans.withheld_note"))
    sheet.numbered_pages()
    return sheet.saved(f"{text('plans.differences_file', year=answer.year)}.docx", now)


def _year(sheet: Sheet, answer: PlanAnswer, year: PlanYearLine) -> None:
    sheet.heading(text("plans.year_heading", year=year.year, position=position_words(year)))
    if not year.own:
        sheet.line(text("plans.no_lines"))
    for table in year_tables(answer, year):
        sheet.heading(table.heading, 3)
        _table(sheet, table, _widths(table.names[1:]))


def _widths(names: Sequence[str]) -> tuple[float, ...]:
    """Return the columns' widths: the number's, and of the others by how much they say."""
    weights = [_WEIGHTS.get(name, 1.0) for name in names]
    part = (_ROOM - _NUMBER) / sum(weights)
    return (_NUMBER, *(part * weight for weight in weights))


def _table(sheet: Sheet, table: PlanTable, widths: Sequence[float]) -> None:
    sheet.table(table.columns, table.rows, widths)


def _notes(sheet: Sheet, answer: PlanAnswer) -> None:
    notes = line_notes(answer)
    if answer.withholds:
        notes = [text("plans.withheld_note"), *notes]
    if answer.source:
        notes.append(text("age.from_source", source=source_words(answer.source)))
    if notes:
        sheet.heading(text("plans.notes"))
        sheet.points(notes)
