"""What a mail asks: its subject, its first lines, or the number of a choice."""

import re
from collections.abc import Sequence

from bot.mail.incoming.message import IncomingMail
from bot.mail.incoming.subjects import bare_subject, has_mark
from bot.texts.safe import clean, clean_lines
from handlers.asking.newsletter_command import said_of_newsletters

# A question is asked in the first lines of a mail; whoever writes more tells a story.
_MOST_LINES = 3
_LONGEST = 500
_NUMBER = re.compile(r"(?:nr|nummer|alternativ)?\s*(\d{1,3})\s*[.!)]?", re.IGNORECASE)
# What a yes is, among the numbers.
YES = 0
_FAREWELL = re.compile(
    r"(?:med )?v[aä]nlig|mvh|m\.v\.h|h[aä]lsning|tack|/|--|skickat fr[aå]n", re.IGNORECASE
)
# What has headings with something under each of them, and is read to its end.
_FORM = re.compile(r"(?:nytt möte|ändra \S)", re.IGNORECASE)
# Its questions stand below it, with or without numbers.
_INQUIRY = re.compile(
    r"(?:rundfråga|fråga om deltagande) till\b|(?:nytt |ändra )?resultatformulär(?:et)? för\b",
    re.IGNORECASE,
)
# A line of a plan may be long, and says all of it below each other or in a row.
_WHOLE = re.compile(
    r"(?:lägg till|ändra) (?=[^:]{0,80}\b(?:\w*plan(?:en)?|vp) (?:för )?20\d\d)", re.IGNORECASE
)
# Of a newsletter; what stands below is as it was set, with its empty lines.
_ITEM = re.compile(
    r"lägg till (?:i |till )?nyhetsbrev|ändra (?:post|punkt|stycke) (?:nr\.? ?|nummer )?\d",
    re.IGNORECASE,
)
_HEADED = re.compile(r"[^\W\d_][^:]{1,24}:")
# A campaign's questions are many.
_LONGEST_FORM = 8000
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
    form = _form(subject, lines) or _item(subject, mail.text)
    return list(dict.fromkeys(one for one in (form, subject, first, text) if one))


def is_form(mail: IncomingMail) -> bool:
    """Tell whether a mail is a form of ours that says itself what it is for."""
    lines = [line.strip() for line in mail.text.splitlines() if line.strip()]
    subject = "" if _continues(mail) else clean(bare_subject(mail.subject))
    return bool(_form(subject, lines) or _item(subject, mail.text))


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


def _form(subject: str, lines: Sequence[str]) -> str:
    """Return a mail that is a form with headings, line by line; nothing where it is none.

    What it is for stands in its subject, or in its first line.
    """
    head, rest = (subject, lines) if _begins(subject) else (lines[0] if lines else "", lines[1:])
    headed = _FORM.match(head) and any(_HEADED.match(line) for line in rest)
    asked = _INQUIRY.match(head) and rest
    if not headed and not asked and not _WHOLE.match(head):
        return ""
    return "\n".join(map(clean, (head, *rest)))[:_LONGEST_FORM]


def _item(subject: str, written: str) -> str:
    """Return a mail that is an item of a newsletter, as it was set; nothing where it is none."""
    begun = _ITEM.match(said_of_newsletters(subject)) if subject else None
    said = said_of_newsletters(clean_lines(f"{subject}\n{written}" if begun else written))
    return said if _ITEM.match(said) else ""


def _begins(line: str) -> bool:
    return any(one.match(line) for one in (_FORM, _INQUIRY, _WHOLE))


def _continues(mail: IncomingMail) -> bool:
    return bool(mail.in_reply_to) or has_mark(mail.subject)
