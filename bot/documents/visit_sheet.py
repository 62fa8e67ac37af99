"""A sheet for a visit as a Word file: one page, to be taken along."""

from datetime import datetime

from bot.documents.attachments import Attachment
from bot.documents.word import Sheet
from bot.texts import text
from bot.texts.dates import day_words
from bot.texts.visits import section_lines, visit_file, visit_title
from bot.texts.wording import word
from handlers.answers import VisitSheet

# In centimetres and points: with these, all rows that a sheet can have fit one page of A4.
_MARGIN, _SIZE = 1.5, 9


def visit_sheet_file(sheet: VisitSheet, now: datetime) -> Attachment:
    """Return a sheet for a visit as a Word file. ``now`` is the aware moment that it is made."""
    page = Sheet(visit_title(sheet), sheet.collaboration, margin=_MARGIN, size=_SIZE)
    page.line(text("visit.made", collaboration=sheet.collaboration, date=day_words(sheet.today)))
    for section in sheet.sections:
        page.heading(word("visit_section", section.code))
        page.points(section_lines(section))
    page.tight()
    return page.saved(visit_file(sheet), now)
