"""What became of an issue as a workbook, and an issue as a text file."""

from bot.documents.attachments import Attachment
from bot.documents.lists import list_file
from bot.texts.newsletter_reports import (
    issue_text,
    report_columns,
    report_file_name,
    report_rows,
    text_file_name,
)
from handlers.answers import NewsletterReportAnswer, NewsletterTextAnswer

_TEXT = 'text/plain; charset="utf-8"'


def report_file(answer: NewsletterReportAnswer) -> Attachment:
    """Return what became of each recipient's copy."""
    return list_file(report_file_name(answer), report_columns(), report_rows(answer.rows))


def text_file(answer: NewsletterTextAnswer) -> Attachment:
    """Return an issue to be pasted somewhere, with a mark that tells programs that it is UTF-8."""
    return Attachment(text_file_name(answer), _TEXT, issue_text(answer).encode("utf-8-sig"))
