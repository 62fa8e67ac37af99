"""What was written in a mail, quotations included: its text, or its HTML as text."""

import re
from collections.abc import Iterable, Iterator

from bot.mail.incoming.markup import text_of
from bot.mail.incoming.message import Part
from bot.texts.charsets import decoded

# Longer texts are cut, and no more than this many empty lines in a row are kept: what looks for
# quotations takes quadratic time for either.
LONGEST_TEXT = 64 * 1024
MOST_BLANK_LINES = 2

_BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff]")


def read_text(parts: Iterable[Part]) -> str:
    """Return the first text/plain that is not attached, or else the first text/html as text.

    At most 64 kB with at most two blank lines in a row; a part that says nothing is passed over.
    Never raises. Invitations and signatures are neither, so they are no text.
    """
    shown = [part for part in parts if not part.attached]
    return next(filter(None, _texts(shown)), "")


def tidied(text: str) -> str:
    """Return a text with its lines ended alike, without control characters, gaps and length."""
    return "\n".join(_with_small_gaps(_lines(text)))[:LONGEST_TEXT].strip("\n")


def _texts(parts: list[Part]) -> Iterator[str]:
    yield from (tidied(_said(part)) for part in parts if part.kind == "text/plain")
    yield from (tidied(text_of(_said(part))) for part in parts if part.kind == "text/html")


def _said(part: Part) -> str:
    return decoded(part.content, part.charset)


def _lines(text: str) -> Iterator[str]:
    for line in _BREAKS.split(text):
        plain = _CONTROLS.sub("", line).replace("\xa0", " ")
        # The sign before a signature is two dashes and a blank (RFC 3676, section 4.3).
        yield "-- " if plain == "-- " else plain.rstrip()


def _with_small_gaps(lines: Iterable[str]) -> Iterator[str]:
    blank = MOST_BLANK_LINES
    for line in lines:
        blank = 0 if line else blank + 1
        if blank <= MOST_BLANK_LINES:
            yield line
