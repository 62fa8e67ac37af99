"""Who has asked to be in a project's group, as a workbook."""

from bot.documents.attachments import Attachment
from bot.documents.lists import list_file
from bot.texts import text
from bot.texts.wording import word
from handlers.answers import MembersAnswer
from handlers.ports import SWEDEN


def group_sheet_file(answer: MembersAnswer) -> Attachment:
    """Return all who have answered a call, whole as they wrote it."""
    columns = (
        text("table.name"),
        text("table.office"),
        text("table.state"),
        text("table.said"),
        text("table.when"),
    )
    rows = [
        (
            one.name,
            one.office,
            word("application", one.state),
            one.words,
            one.applied_at.astimezone(SWEDEN).date().isoformat(),
        )
        for one in answer.members
    ]
    return list_file(text("calls.file"), columns, rows)
