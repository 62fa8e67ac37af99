"""What has changed in the projects that somebody follows."""

from bot.slack.blocks.parts import Message, cut, message, paragraph, small, words
from bot.texts import text
from bot.texts.living import news_lines, news_title
from bot.texts.safe import clean
from handlers.contents import ProjectNews

_LONGEST_LINE = 500
_MOST = 25


def project_news(news: ProjectNews) -> Message:
    """Show each project with its changes below it."""
    told = [(clean(one.title), news_lines(one)) for one in news.projects]
    blocks = [
        paragraph(
            words(title, bold=True), *(words(cut(line, _LONGEST_LINE)) for line in lines[:_MOST])
        )
        for title, lines in told[:_MOST]
    ]
    name = told[0][0]
    footer = small(text("living.news_stop", name=name))
    summary = text("common.part_of", label=name, value=told[0][1][0])
    return message(f"{news_title(news)}. {summary}", [*blocks, footer])
