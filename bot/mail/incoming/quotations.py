"""What somebody wrote this time: a mail's text without quotations and signature."""

import re
from collections.abc import Iterator, Sequence

from bot.mail.incoming.marks import (
    LONGEST_JUDGED,
    attribution_length,
    is_forwarding,
    is_head_of_quoted_mail,
    is_quoted,
    is_rule,
    is_sent_from,
    quotation_follows,
    signature_start,
)

# Between two answers stood what they answer.
_GAP = re.compile(r"\n{3,}")


def own_words(text: str) -> str:
    """Return the text without what was quoted, forwarded, or added by a program or as a signature.

    Empty where nothing else is there. What is unsure is kept: about a text with too much in it one
    can ask, a text with too little is lost.
    """
    lines = text.split("\n")
    judged = [_judged(line) for line in lines]
    kept = list(_outside_quotations(judged))
    signed = signature_start([judged[at] for at in kept])
    own = "\n".join(lines[at] for at in _without_rules(judged, kept[:signed]))
    return _GAP.sub("\n\n", own).strip()


def _judged(line: str) -> str:
    begun = line[:LONGEST_JUDGED]
    return begun if begun == "-- " else begun.strip()


def _outside_quotations(lines: Sequence[str]) -> Iterator[int]:
    at = 0
    while at < len(lines) and not _is_end(lines, at):
        attributed = attribution_length(lines, at)
        if attributed and not quotation_follows(lines, at + attributed):
            return
        if not attributed and not is_quoted(lines[at]) and not is_sent_from(lines[at]):
            yield at
        at += attributed or 1


def _is_end(lines: Sequence[str], at: int) -> bool:
    return is_forwarding(lines[at]) or is_head_of_quoted_mail(lines, at)


def _without_rules(lines: Sequence[str], kept: list[int]) -> list[int]:
    """Drop the line that a program draws between an answer and what was answered."""
    end = len(kept)
    while end and (not lines[kept[end - 1]] or is_rule(lines[kept[end - 1]])):
        end -= 1
    return kept[:end]
