"""Everything that was answered to an inquiry, as a workbook."""

from bot.documents.attachments import Attachment
from bot.documents.lists import SheetRows, list_file, workbook_file
from bot.texts import text
from bot.texts.inquiry_tables import (
    excel_columns,
    excel_rows,
    need_columns,
    need_rows,
    vote_columns,
    vote_rows,
)
from handlers.inquiry_views import InquiryPicture, Purpose


def inquiry_sheet_file(picture: InquiryPicture) -> Attachment:
    """Return all answers as a workbook, those who have not answered last.

    Of a vote the result comes first, and of courses what is needed, on a sheet of its own.
    """
    name = text("inquiry.excel_file", number=picture.line.number)
    columns, rows = excel_columns(picture), excel_rows(picture)
    result = _result(picture)
    if result is None:
        return list_file(name, columns, rows)
    return workbook_file(name, (result, SheetRows(text("inquiry.sheet_answers"), columns, rows)))


def _result(picture: InquiryPicture) -> SheetRows | None:
    match picture.plan.purpose:
        case Purpose.VOTE:
            columns, rows = vote_columns(picture), vote_rows(picture)
            return SheetRows(text("inquiry.sheet_result"), columns, rows)
        case Purpose.COURSES:
            return SheetRows(text("known.needs"), need_columns(), need_rows(picture))
        case _:
            return None
