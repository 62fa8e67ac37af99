"""What a campaign has found as a picture: how many have answered, and what, in bars with words."""

from collections.abc import Iterator

from bot.documents.bars import Bar, bars_png
from bot.documents.pictures import Picture
from bot.texts import text
from bot.texts.inquiries import counted_words
from bot.texts.results import number_lines, result_words, share, visits_words
from bot.texts.safe import clean, shortened
from handlers.answers import CampaignResults
from handlers.inquiry_views import QuestionKind, Tally

# What Slack takes.
_LONGEST_ALT = 1000
# A picture of more is longer than anybody scrolls; all of it stands in the report.
_MOST_BARS = 30


def results_picture(title: str, results: CampaignResults) -> Picture:
    """Draw what a campaign has found, as much as one looks at; the text says the same."""
    bars = list(_summed_up(results))
    shown: list[Tally] = []
    for tally in results.picture.tallies:
        more = [Bar(clean(tally.question.text)), *_of(tally)]
        if len(bars) + len(more) > _MOST_BARS:
            break
        bars += more
        shown.append(tally)
    rest = len(results.picture.tallies) - len(shown)
    if rest:
        bars.append(Bar(text("inquiry.more_questions", count=rest)))
    said = (tally_alternative(one) for one in shown)
    alt = " ".join((counted_words(results.picture.line), *said))
    return Picture(bars_png(clean(title), bars), shortened(alt, _LONGEST_ALT))


def question_picture(tally: Tally) -> Picture:
    """Draw what was answered to one question."""
    # What is asked stands above it.
    return Picture(bars_png("", list(_of(tally))), tally_alternative(tally))


def tally_alternative(tally: Tally) -> str:
    """Say what was answered to one question, in a sentence."""
    asked = clean(tally.question.text)
    return text("inquiry.picture_line", question=asked, counts=result_words(tally))


def _summed_up(results: CampaignResults) -> Iterator[Bar]:
    line, progress = results.picture.line, results.progress
    yield Bar(counted_words(line), line.answered, max(line.asked, 1))
    visits = visits_words(results)
    if visits and progress.visit_goal:
        yield Bar(visits, progress.visits, progress.visit_goal)
    elif visits:
        yield Bar(visits, quiet=True)


def _of(tally: Tally) -> Iterator[Bar]:
    if tally.question.kind is QuestionKind.NUMBER or not tally.counts:
        for said in number_lines(tally) or (result_words(tally),):
            yield Bar(said, quiet=True)
        return
    for option, count in tally.counts:
        part = share(count, tally.answered)
        said = text("results.share", option=clean(option), count=count, share=part)
        yield Bar(said, count, max(tally.answered, 1))
