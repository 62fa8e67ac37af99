"""What has happened to proposals, as mails."""

from collections.abc import Iterator

from bot.mail.sheets import AnswerSheet, Footing, Row
from bot.texts import text
from bot.texts.proposals import (
    news_quote,
    news_sentence,
    news_then,
    news_title,
    news_words,
)
from bot.texts.safe import clean, shortened
from handlers.contents import ProposalNews, ProposalNewsLine

# What one writes to see more is told of so many: the rest is done in the same way.
_MOST_LINES = 60
_LONGEST_REASON = 600


def proposal_sheet(news: ProposalNews) -> AnswerSheet:
    """Return what the mail says of what has happened to proposals."""
    title, alone = news_title(news), len(news.lines) == 1
    first = news.lines[0]
    lead = news_sentence(first) if alone else text("proposals.news_lead")
    shown = () if alone else news.lines[:_MOST_LINES]
    left = 0 if alone else len(news.lines) - len(shown)
    return AnswerSheet(
        subject=title,
        preview=lead,
        title=title,
        lead=lead,
        rows=tuple(Row(_row(line)) for line in shown),
        quote=tuple(_quote(first)) if alone else (),
        choices=(),
        notes=(
            *([news_then(first)] if alone and news_then(first) else []),
            *([text("proposals.news_left", count=left)] if left else []),
            news_words(first),
        ),
        footing=Footing(
            sender=text("mail.sender", collaboration=clean(news.collaboration)),
            why=text("proposals.why"),
            change=text("answer.help"),
            settings=None,
        ),
    )


def _row(line: ProposalNewsLine) -> str:
    said, words = news_sentence(line), shortened(clean(news_quote(line)), _LONGEST_REASON)
    return text("proposals.with_words", said=said, words=words) if words else said


def _quote(line: ProposalNewsLine) -> Iterator[str]:
    return (row for row in map(clean, news_quote(line).splitlines()) if row)
