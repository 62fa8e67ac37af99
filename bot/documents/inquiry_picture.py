"""How an inquiry stands as a picture: how many have answered, and what, in bars with words."""

from collections.abc import Iterator

from bot.documents.bars import WIDTH, Bar, bars_png
from bot.documents.pictures import Picture
from bot.texts import text
from bot.texts.inquiries import counted_words, inquiry_name, tally_words
from bot.texts.safe import clean, shortened
from handlers.inquiry_views import InquiryPicture, Tally

__all__ = ["WIDTH", "alternative", "inquiry_picture"]
# What Slack takes.
_LONGEST_ALT = 1000


def inquiry_picture(picture: InquiryPicture) -> Picture:
    """Draw how an inquiry stands; the text says the same."""
    png = bars_png(inquiry_name(picture.line), list(_bars(picture)))
    return Picture(png, alternative(picture))


def alternative(picture: InquiryPicture) -> str:
    """Say what the picture shows."""
    tallies = " ".join(
        text("inquiry.picture_line", question=clean(one.question.text), counts=tally_words(one))
        for one in picture.tallies
    )
    said = text("inquiry.picture_alt", counted=counted_words(picture.line), tallies=tallies)
    return shortened(said, _LONGEST_ALT)


def _bars(picture: InquiryPicture) -> Iterator[Bar]:
    line = picture.line
    yield Bar(counted_words(line), line.answered, max(line.asked, 1))
    for tally in picture.tallies:
        yield Bar(clean(tally.question.text))
        yield from _of_tally(tally)


def _of_tally(tally: Tally) -> Iterator[Bar]:
    if not tally.counts:
        yield Bar(tally_words(tally), quiet=True)
        return
    most = max(tally.answered, 1)
    for option, count in tally.counts:
        said = text("inquiry.counts", option=clean(option), count=count)
        yield Bar(said, count, most)
