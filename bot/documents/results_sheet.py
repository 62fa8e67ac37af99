"""What a campaign has found as a workbook: taken together, and every answer as it was given."""

from bot.documents.attachments import Attachment
from bot.documents.lists import SheetRows, workbook_file
from bot.texts import text
from bot.texts.cards.results import compiled_columns, compiled_rows
from bot.texts.inquiry_tables import excel_columns, excel_rows
from handlers.answers import ResultsAnswer


def results_file(answer: ResultsAnswer) -> Attachment:
    """Return the results as a workbook; who has answered what for those alone who may see it."""
    results = answer.results
    sheets = [
        SheetRows(text("results.sheet_compiled"), compiled_columns(), [*compiled_rows(results)])
    ]
    if results.named:
        picture = results.picture
        sheets.append(
            SheetRows(text("results.sheet_answers"), excel_columns(picture), excel_rows(picture))
        )
    return workbook_file(text("results.excel_file", key=answer.key), sheets)
