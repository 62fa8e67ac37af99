"""How an inquiry stands as a picture: how many have answered, and what, in bars with words."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.documents.drawing import Sheet, wrapped
from bot.documents.pictures import BOOKED, GROUND, INK, QUIET, Paint, Picture
from bot.texts import text
from bot.texts.inquiries import counted_words, inquiry_name, tally_words
from bot.texts.safe import clean, shortened
from handlers.inquiry_views import InquiryPicture, Tally

WIDTH = 720
_SIDE, _HEAD, _FOOT = 24, 132, 24
_ROW, _ASKED = 54, 34
_BAR, _LONGEST = 22, WIDTH - 2 * _SIDE - 70
_HEADING, _WORDS = 30, 22
_MOST_LINES = 2
# What Slack takes.
_LONGEST_ALT = 1000
_FILLED, _REST = Paint(BOOKED, BOOKED, GROUND), Paint(GROUND, QUIET, INK)


@dataclass(frozen=True, slots=True)
class _Bar:
    """A bar with its words above it: ``count`` of ``most``; a question has no bar."""

    words: str
    count: int = -1
    most: int = 1

    @property
    def height(self) -> int:
        """Return how much room it takes."""
        return _ROW if self.count >= 0 else _ASKED


def inquiry_picture(picture: InquiryPicture) -> Picture:
    """Draw how an inquiry stands; the text says the same."""
    bars = list(_bars(picture))
    sheet = Sheet(WIDTH, _HEAD + sum(one.height for one in bars) + _FOOT)
    _title(sheet, picture)
    up = sheet.height - _HEAD
    for one in bars:
        up -= one.height
        _draw(sheet, one, up)
    return Picture(sheet.png(), alternative(picture))


def alternative(picture: InquiryPicture) -> str:
    """Say what the picture shows."""
    tallies = " ".join(
        text("inquiry.picture_line", question=clean(one.question.text), counts=tally_words(one))
        for one in picture.tallies
    )
    said = text("inquiry.picture_alt", counted=counted_words(picture.line), tallies=tallies)
    return shortened(said, _LONGEST_ALT)


def _bars(picture: InquiryPicture) -> Iterator[_Bar]:
    line = picture.line
    yield _Bar(counted_words(line), line.answered, max(line.asked, 1))
    for tally in picture.tallies:
        yield _Bar(clean(tally.question.text))
        yield from _of_tally(tally)


def _of_tally(tally: Tally) -> Iterator[_Bar]:
    if not tally.counts:
        yield _Bar(tally_words(tally))
        return
    most = max(tally.answered, 1)
    for option, count in tally.counts:
        said = text("inquiry.counts", option=clean(option), count=count)
        yield _Bar(said, count, most)


def _title(sheet: Sheet, picture: InquiryPicture) -> None:
    up = sheet.height - 48
    room = WIDTH - 2 * _SIDE
    for line in wrapped(inquiry_name(picture.line), room, _HEADING, _MOST_LINES):
        sheet.text((_SIDE, up), line, _HEADING, bold=True)
        up -= 36


def _draw(sheet: Sheet, bar: _Bar, up: float) -> None:
    words = wrapped(bar.words, WIDTH - 2 * _SIDE, _WORDS, 1)
    above = up + (_BAR + 10 if bar.count >= 0 else 6)
    for line in words:
        sheet.text((_SIDE, above), line, _WORDS, bold=bar.count < 0)
    if bar.count < 0:
        return
    whole = (_SIDE + _LONGEST / 2, up + _BAR / 2)
    sheet.pill(whole, (_LONGEST, _BAR), _REST, 1.5)
    if bar.count:
        wide = max(_LONGEST * bar.count / bar.most, _BAR)
        at = (_SIDE + wide / 2, up + _BAR / 2)
        sheet.pill(at, (wide, _BAR), _FILLED, 1.5)
