"""How an inquiry stands as a picture: how many have answered, and what, in bars with words."""

from collections.abc import Iterator

from bot.documents.bars import WIDTH, Bar, bars_png
from bot.documents.pictures import Picture
from bot.texts import text
from bot.texts.inquiries import counted_words, inquiry_name, tally_words
from bot.texts.inquiry_tallies import counted_rows
from bot.texts.opinions import vote_words
from bot.texts.safe import clean, shortened
from handlers.inquiry_views import InquiryPicture, Purpose, Tally
from handlers.opinion_views import VoteResult, step_value, vote_results

__all__ = ["WIDTH", "alternative", "inquiry_picture"]
# Where the same is asked of many records a line for each is enough.
_OF_RECORDS = (Purpose.COMMENTS, Purpose.COURSES)
_TENTHS = 10
# What Slack takes.
_LONGEST_ALT = 1000


def inquiry_picture(picture: InquiryPicture) -> Picture:
    """Draw how an inquiry stands; the text says the same."""
    png = bars_png(inquiry_name(picture.line), list(_bars(picture)))
    return Picture(png, alternative(picture))


def alternative(picture: InquiryPicture) -> str:
    """Say what the picture shows."""
    tallies = " ".join(
        text("inquiry.picture_line", question=asked, counts=told.rstrip("."))
        for asked, told in _said(picture)
    )
    said = text("inquiry.picture_alt", counted=counted_words(picture.line), tallies=tallies)
    return shortened(said, _LONGEST_ALT)


def _bars(picture: InquiryPicture) -> Iterator[Bar]:
    line = picture.line
    yield Bar(counted_words(line), line.answered, max(line.asked, 1))
    if picture.plan.purpose == Purpose.VOTE:
        yield from (bar for one in vote_results(picture) for bar in _of_vote(one))
    elif picture.plan.purpose in _OF_RECORDS:
        for asked, told in counted_rows(picture):
            yield Bar(asked)
            yield Bar(told, quiet=True)
    else:
        for tally in picture.tallies:
            yield Bar(clean(tally.question.text))
            yield from _of_tally(tally)


def _said(picture: InquiryPicture) -> Iterator[tuple[str, str]]:
    if picture.plan.purpose in {Purpose.VOTE, *_OF_RECORDS}:
        yield from counted_rows(picture)
        return
    for one in picture.tallies:
        yield clean(one.question.text), tally_words(one)


def _of_vote(one: VoteResult) -> Iterator[Bar]:
    """Yield a bar for a proposal: how far up the scale it came, of how far it could."""
    yield Bar(clean(one.title))
    if one.mean is None:
        yield Bar(vote_words(one), one.counts[0][1] if one.counts else 0, max(one.voted, 1))
        return
    most = max((value for step, _ in one.counts if (value := step_value(step)) is not None))
    yield Bar(vote_words(one), max(round(one.mean * _TENTHS), 0), max(most * _TENTHS, 1))


def _of_tally(tally: Tally) -> Iterator[Bar]:
    if not tally.counts:
        yield Bar(tally_words(tally), quiet=True)
        return
    most = max(tally.answered, 1)
    for option, count in tally.counts:
        said = text("inquiry.counts", option=clean(option), count=count)
        yield Bar(said, count, most)
