"""What became of an issue, and putting it up elsewhere."""

from collections.abc import Iterator

from bot.texts.cards.model import Card, Line
from bot.texts.cards.shaping import make
from bot.texts.newsletter_reports import report_file_name, text_file_name, unlucky
from bot.texts.safe import clean
from bot.texts.sendings import progress_words
from bot.texts.wording import text, word
from handlers.answers import NewsletterReportAnswer, NewsletterTextAnswer

# So many are named on the card; all of them stand in the file.
_MOST_NAMED = 3


def newsletter_report_card(answer: NewsletterReportAnswer) -> Card:
    """Say how many have got it and who has not, with the file that names everybody."""
    heading = text(
        "newsletter_report.heading",
        label=answer.label,
        subject=clean(answer.title),
        state=word("newsletter_state", answer.state),
    )
    return make(
        "list",
        text("newsletter_report.lead", progress=progress_words(answer.progress)),
        heading=heading,
        lines=[*_unlucky(answer), Line(report_file_name(answer), text("label.file"))],
        footer=text("case.logged"),
    )


def newsletter_text_card(answer: NewsletterTextAnswer) -> Card:
    """Say where the text is to be put up, or that it has been."""
    heading = text("newsletter_report.text_heading", label=answer.label)
    lines = [Line(text_file_name(answer), text("label.file"))]
    if answer.page:
        lines.append(Line(answer.page, text("newsletter_report.page"), leads=True))
    if answer.posted:
        lead = text("newsletter_report.posted", label=answer.label, place=clean(answer.place))
        return make("list", lead, heading=heading, lines=lines[1:])
    if not answer.place:
        return make("list", text("newsletter_report.no_place"), heading=heading, lines=lines)
    lead = text("newsletter_report.paste", place=clean(answer.place))
    done = text("newsletter_report.then", label=answer.label)
    return make("list", lead, heading=heading, lines=lines, footer=done)


def _unlucky(answer: NewsletterReportAnswer) -> Iterator[Line]:
    rows = unlucky(answer.rows)
    for one in rows[:_MOST_NAMED]:
        who = clean(one.name) or clean(one.address)
        yield Line(word("notice_state", one.outcome), who)
    if len(rows) > _MOST_NAMED:
        yield Line(text("newsletter_report.more", count=len(rows) - _MOST_NAMED))
