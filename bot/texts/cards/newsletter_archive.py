"""Issues of newsletters that have gone out, and what was found in them."""

from bot.texts.cards.model import Card, Line
from bot.texts.cards.shaping import make
from bot.texts.dates import day_words
from bot.texts.safe import clean, quoted
from bot.texts.wording import text
from handlers.answers import FoundIssue, NewsletterArchiveAnswer

# The lead and five lines are shown at once.
_SHOWN = 5


def newsletter_archive_card(answer: NewsletterArchiveAnswer) -> Card:
    """List the issues, each with where it is read; say what will come where there are none."""
    lines = [_line(one) for one in answer.issues]
    archive = (
        (Line(answer.archive, text("newsletter.archive"), leads=True),) if answer.archive else ()
    )
    if len(lines) < _SHOWN:
        return make("list", _lead(answer), lines=(*lines, *archive))
    return make("list", _lead(answer), lines=lines[:_SHOWN], more=(*lines[_SHOWN:], *archive))


def _lead(answer: NewsletterArchiveAnswer) -> str:
    letter, query = clean(answer.letter), quoted(answer.query)
    if not answer.issues:
        if answer.query:
            return text("newsletter.found_none", letter=letter, query=query)
        return text("newsletter.none_yet", letter=letter)
    if not answer.query:
        return text("newsletter.latest", letter=letter)
    if len(answer.issues) == 1:
        return text("newsletter.found_one", letter=letter, query=query)
    return text("newsletter.found", count=len(answer.issues), letter=letter, query=query)


def _line(one: FoundIssue) -> Line:
    said = text(
        "newsletter.line",
        year=one.year,
        number=one.number,
        said=clean(one.item) or clean(one.subject),
        day=day_words(one.published),
    )
    return Line(one.address, said, leads=True) if one.address else Line(said)
