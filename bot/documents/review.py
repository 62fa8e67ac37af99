"""The preparatory group's papers: proposals to be weighed, as Word to read and Excel to fill in."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from bot.documents.attachments import Attachment
from bot.documents.lists import list_workbook, saved
from bot.documents.word import Sheet
from bot.texts import text
from bot.texts.weighing import (
    criterion_words,
    facts,
    file_name,
    found_words,
    named,
    offices_words,
    opinions_words,
    points_words,
    review_made,
    review_title,
    state_words,
    votes_words,
)
from handlers.answers import CriterionLine, ReviewLine, ReviewSheet
from handlers.proposals import MOVES

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def review_files(sheet: ReviewSheet, now: datetime) -> tuple[Attachment, Attachment]:
    """Return proposals as a Word file and as a workbook. ``now`` is the aware moment it is made."""
    return review_paper(sheet, now), review_workbook(sheet)


def review_paper(sheet: ReviewSheet, now: datetime) -> Attachment:
    """Return proposals as a Word file: a table of them all, then each with what it says."""
    page = Sheet(review_title(sheet), sheet.collaboration)
    page.line(review_made(sheet))
    page.heading(text("review.overview"))
    page.table(
        (text("review.number"), text("review.proposal"), text("review.offices"),
         text("review.now"), text("review.outcome")),
        [
            (
                one.number,
                one.title,
                offices_words(one),
                state_words(one.state),
                state_words(one.outcome) if one.outcome else "",
            )
            for one in sheet.lines
        ],
        (2, 5.2, 3.6, 2.6, 2.6),
    )  # fmt: skip
    if sheet.criteria:
        page.heading(text("criteria.heading"))
        page.points(criterion_words(one) for one in sheet.criteria)
    page.heading(text("review.each"))
    for one in sheet.lines:
        _proposal(page, one, sheet.criteria)
    page.numbered_pages()
    return page.saved(file_name(sheet, "docx"), now)


def _proposal(page: Sheet, line: ReviewLine, criteria: tuple[CriterionLine, ...]) -> None:
    page.heading(named(line), 3)
    for label, said in facts(line):
        page.line(said, label)
    if points := points_words(line, criteria):
        page.line(points, text("review.points"))
    if line.version:
        page.line(found_words(line), text("review.outcome"))
    else:
        page.line("", text("review.outcome"))
        page.room()


def review_workbook(sheet: ReviewSheet) -> Attachment:
    """Return proposals as a workbook to fill in and send back, a row each."""
    before = _before()
    columns = (*before, *(one.name for one in sheet.criteria), *_after())
    workbook = list_workbook(columns, [tuple(_cells(one)) for one in sheet.lines])
    page = workbook.worksheets[0]
    _choices(page, sheet, len(before) + 1)
    # What tells from which weighing it was made; nobody has to see it.
    page.column_dimensions[get_column_letter(len(columns))].hidden = True
    page.freeze_panes = "C2"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return saved(file_name(sheet, "xlsx"), workbook)


def _cells(line: ReviewLine) -> Iterator[str]:
    yield from (line.name, line.title, offices_words(line), line.area, line.background, line.goal)
    yield from (votes_words(line), opinions_words(line), state_words(line.state))
    yield from ("" if one is None else str(one) for one in line.points)
    yield from (state_words(line.outcome) if line.outcome else "", line.reason, str(line.version))


def _before() -> tuple[str, ...]:
    return (
        text("review.number"),
        text("review.proposal"),
        text("review.offices"),
        text("review.area"),
        text("review.background"),
        text("review.goal"),
        text("opinions.voted"),
        text("opinions.opinions"),
        text("review.now"),
    )


def _after() -> tuple[str, ...]:
    return text("review.outcome"), text("review.reason"), text("review.version")


def _choices(page: "Worksheet", sheet: ReviewSheet, first: int) -> None:
    """Let the cells to fill in offer what can stand there, from the column ``first`` on."""
    for at, one in enumerate(sheet.criteria, start=first):
        _check(page, at, len(sheet.lines), [str(point) for point in range(1, one.most + 1)])
    _check(page, first + len(sheet.criteria), len(sheet.lines), [state_words(one) for one in MOVES])


def _check(page: "Worksheet", column: int, rows: int, choices: Sequence[str]) -> None:
    check = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
    check.error, check.errorTitle = text("review.bad_cell"), text("review.bad_cell_title")
    page.add_data_validation(check)
    letter = get_column_letter(column)
    check.add(f"{letter}2:{letter}{max(2, rows + 1)}")
