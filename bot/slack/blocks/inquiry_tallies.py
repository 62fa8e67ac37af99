"""What all have answered to an inquiry, as much of it as a message has room for."""

from collections.abc import Iterator

from bot.slack.blocks.parts import Block, cut, paragraph, said, size, small, words
from bot.texts import text
from bot.texts.inquiries import names_words, tally_words
from bot.texts.inquiry_tallies import counted_rows, option_names
from bot.texts.safe import clean, shortened
from handlers.inquiry_views import InquiryPicture, Purpose, Tally

_LONGEST_WORDS, _LONGEST_ASKED, _LONGEST_SAID = 300, 120, 250
# All rows together leave room for the rest of a message.
_MOST_ROOM = 5000
# A paragraph of this many lines is read at a glance, and a message has room for their blocks.
_ROWS = 10


def tally_rows(picture: InquiryPicture) -> Iterator[Block]:
    """Yield what was answered, counted, and then who has said what."""
    if not picture.rows:
        yield said(text("inquiry.nothing_answered"))
        return
    room = _MOST_ROOM
    for block in (*_counted(picture), *map(said, _details(picture))):
        room -= size(block)
        if room < 0:
            yield small(text("inquiry.rest_in_excel"))
            return
        yield block


def in_short(tally: Tally) -> list[Block]:
    """Return a question with what was answered to it, on one line."""
    return _line(_asked_in(tally), tally_words(tally))


def _counted(picture: InquiryPicture) -> Iterator[Block]:
    rows = [_line(label, told) for label, told in counted_rows(picture)]
    for start in range(0, len(rows), _ROWS):
        yield paragraph(*rows[start : start + _ROWS])


def _details(picture: InquiryPicture) -> Iterator[str]:
    """Yield who has chosen what, and what each has written."""
    if picture.plan.purpose == Purpose.VOTE:
        return
    for at, tally in enumerate(picture.tallies):
        for option, names in option_names(picture, at):
            told = text("inquiry.by_option", option=clean(option), names=names_words(names))
            yield cut(told, _LONGEST_SAID)
        for who, written in tally.words:
            told = shortened(clean(written), _LONGEST_WORDS)
            line = text("inquiry.said_by", who=clean(who), words=told)
            if tally.question.key:
                about = cut(_asked_in(tally), _LONGEST_ASKED)
                line = text("common.part_of", label=about, value=line)
            yield line


def _line(label: str, told: str) -> list[Block]:
    asked = cut(label, _LONGEST_ASKED)
    return [*words(f"{asked} ", bold=True), *words(cut(told, _LONGEST_SAID))]


def _asked_in(tally: Tally) -> str:
    return clean(tally.question.text).rstrip(" :")
