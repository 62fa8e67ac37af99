"""Everything that was answered to an inquiry, as a workbook."""

from bot.documents.attachments import Attachment
from bot.documents.lists import list_file
from bot.texts import text
from bot.texts.cards.inquiries import excel_columns, excel_rows
from handlers.inquiry_views import InquiryPicture


def inquiry_sheet_file(picture: InquiryPicture) -> Attachment:
    """Return all answers as a workbook, those who have not answered last."""
    name = text("inquiry.excel_file", number=picture.line.number)
    return list_file(name, excel_columns(picture), excel_rows(picture))
