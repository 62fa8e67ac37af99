"""What a mail asks: its subject, its first lines, or the number of a choice."""

import re

from bot.mail.incoming.message import IncomingMail
from bot.mail.incoming.subjects import bare_subject
from bot.texts.safe import clean

# A question is asked in the first lines of a mail; whoever writes more tells a story.
_MOST_LINES = 3
_LONGEST = 500
_NUMBER = re.compile(r"(?:nr|nummer|alternativ)?\s*(\d{1,3})\s*[.!)]?", re.IGNORECASE)
_YES = re.compile(r"ja(?: tack| gärna)?[.!]?", re.IGNORECASE)


def questions(mail: IncomingMail) -> list[str]:
    """Return what a mail may ask, in the order to try.

    A reply asks in its own words alone: its subject is the one that began the thread.
    """
    subject = clean(bare_subject(mail.subject))
    lines = [line.strip() for line in mail.text.splitlines() if line.strip()]
    text = clean(" ".join(lines[:_MOST_LINES]))[:_LONGEST]
    first = clean(lines[0])[:_LONGEST] if lines else ""
    asked = [first, text] if mail.in_reply_to else [subject, first, text]
    return list(dict.fromkeys(one for one in asked if one))


def chosen_number(text: str) -> int | None:
    """Return the number on the first line of a reply; a bare yes is the first."""
    said = text.strip().partition("\n")[0].strip()
    if _YES.fullmatch(said):
        return 1
    found = _NUMBER.fullmatch(said)
    return int(found[1]) if found else None
