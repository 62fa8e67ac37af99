"""What a mail asks: its subject, its first lines, or the number of a choice."""

import re

from bot.mail.incoming.message import IncomingMail
from bot.mail.incoming.subjects import bare_subject, has_mark
from bot.texts.safe import clean

# A question is asked in the first lines of a mail; whoever writes more tells a story.
_MOST_LINES = 3
_LONGEST = 500
_NUMBER = re.compile(r"(?:nr|nummer|alternativ)?\s*(\d{1,3})\s*[.!)]?", re.IGNORECASE)
# What a yes is, among the numbers.
YES = 0
_FAREWELL = re.compile(
    r"(?:med )?v[aä]nlig|mvh|m\.v\.h|h[aä]lsning|tack|/|--|skickat fr[aå]n", re.IGNORECASE
)
_YES = re.compile(r"ja(?: tack| gärna)?[.!]?", re.IGNORECASE)


def questions(mail: IncomingMail) -> list[str]:
    """Return what a mail may ask, in the order to try.

    A reply, and what is sent on, asks in its own words alone: the subject is the one that began the
    thread, and may be somebody else's.
    """
    lines = [line.strip() for line in mail.text.splitlines() if line.strip()]
    text = clean(" ".join(lines[:_MOST_LINES]))[:_LONGEST]
    first = clean(lines[0])[:_LONGEST] if lines else ""
    subject = "" if _continues(mail) else clean(bare_subject(mail.subject))
    return list(dict.fromkeys(one for one in (subject, first, text) if one))


def chosen_number(text: str) -> int | None:
    """Return the number that a reply is, or ``YES``; None where it says anything else.

    A farewell may follow it.
    """
    said, _, rest = text.strip().partition("\n")
    if rest.strip() and not _FAREWELL.match(rest.strip()):
        return None
    if _YES.fullmatch(said.strip()):
        return YES
    found = _NUMBER.fullmatch(said.strip())
    return int(found[1]) if found else None


def _continues(mail: IncomingMail) -> bool:
    return bool(mail.in_reply_to) or has_mark(mail.subject)
