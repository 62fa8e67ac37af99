"""What has happened to proposals, as one sees it in chat."""

from bot.slack.blocks.answers import title
from bot.slack.blocks.parts import (
    Block,
    Message,
    button,
    buttons,
    cut,
    message,
    paragraph,
    quotation,
    said,
    words,
)
from bot.texts import text
from bot.texts.proposals import called, news_quote, news_sentence, news_then, news_title
from handlers.contents import ProposalNews, ProposalNewsLine

# So many have room in one message, each with its reason and its button.
_MOST_LINES = 10
_LONGEST_REASON = 600


def proposal_news(news: ProposalNews) -> Message:
    """Show what has happened to proposals, each with a way to look at it."""
    head = news_title(news)
    if len(news.lines) == 1:
        (line,) = news.lines
        return message(f"{head}. {news_sentence(line)}", [*_whole(head, line), *_steps(line)])
    blocks: list[Block] = [paragraph(title(head, ""))]
    for line in news.lines[:_MOST_LINES]:
        blocks += [_brief(line), *buttons([_look(line)])]
    left = len(news.lines) - _MOST_LINES
    if left > 0:
        blocks.append(said(text("proposals.news_left", count=left)))
    return message(head, blocks)


def _whole(head: str, line: ProposalNewsLine) -> list[Block]:
    quote, then = news_quote(line), news_then(line)
    return [
        paragraph(title(head, "")),
        said(news_sentence(line)),
        *([quotation(quote)] if quote else []),
        *([said(then)] if then else []),
    ]


def _brief(line: ProposalNewsLine) -> Block:
    reason = cut(" ".join(news_quote(line).split()), _LONGEST_REASON)
    return paragraph(words(news_sentence(line)), *([words(reason)] if reason else []))


def _steps(line: ProposalNewsLine) -> list[Block]:
    named = called(line.number, line.title)
    steps = [_look(line)]
    if line.open:
        change = button(text("proposals.change"), "proposal_change", str(line.id), about=named)
        steps += [change, take_back(line.id, named)]
    return buttons(steps)


def _look(line: ProposalNewsLine) -> Block:
    named = called(line.number, line.title)
    return button(text("proposals.show"), "proposal_show", str(line.id), about=named)


def take_back(number: int, named: str) -> Block:
    """Return the button that takes a proposal back."""
    return button(text("proposals.withdraw"), "proposal_withdraw", str(number), about=named)
