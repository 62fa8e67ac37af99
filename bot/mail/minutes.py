"""Finished minutes as mails, with the files themselves."""

from bot.mail.sheets import AnswerSheet, Footing, Row
from bot.texts import text
from bot.texts.invited import paper_lines
from bot.texts.minutes import sent_lead, sent_title
from bot.texts.safe import clean
from handlers.contents import SentMinutes


def minutes_sheet(content: SentMinutes) -> AnswerSheet:
    """Return what the mail says that the minutes come with."""
    title, lead = sent_title(content), sent_lead(content)
    return AnswerSheet(
        subject=title,
        preview=lead,
        title=title,
        lead=lead,
        rows=tuple(Row(line) for line in paper_lines(content.papers, attached=True)),
        choices=(),
        notes=(),
        footing=Footing(
            sender=text("mail.sender", collaboration=clean(content.meeting.collaboration)),
            why=text("invite.why_minutes"),
            change=text("answer.help"),
            settings=None,
        ),
    )
