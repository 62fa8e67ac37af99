"""What has changed in the projects that somebody follows, as a mail."""

from bot.mail.sheets import AnswerSheet, Footing, Row
from bot.texts import text
from bot.texts.living import news_lines, news_title
from bot.texts.safe import clean
from handlers.contents import ProjectNews

# More than anybody reads; the rest is told of by the history.
_MOST = 60


def project_news_sheet(news: ProjectNews) -> AnswerSheet:
    """Return what the mail says."""
    title = news_title(news)
    rows = [
        Row(line, clean(project.title)) for project in news.projects for line in news_lines(project)
    ]
    left = len(rows) - _MOST
    name = clean(news.projects[0].title)
    return AnswerSheet(
        subject=title,
        preview=rows[0].said,
        title=title,
        lead=text("living.news_lead"),
        rows=tuple(rows[:_MOST]),
        choices=(),
        notes=(
            *([text("answer.left_out", count=left)] if left > 0 else []),
            text("living.news_history", name=name),
        ),
        footing=Footing(
            sender=text("mail.sender", collaboration=clean(news.collaboration)),
            why=text("living.news_why"),
            change=text("living.news_stop", name=name),
            settings=None,
        ),
    )
