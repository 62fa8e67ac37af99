"""Which newsletter somebody means, and the answer that shows it as it is then."""

import re
from typing import Any

from handlers import newsletters
from handlers.answers import NewsletterAnswer
from handlers.asking.question import Question
from handlers.contents import Section
from handlers.errors import Refusal
from handlers.newsletter_views import PUBLISHED, ItemLine
from storage.words import fold

# "2027-01-07" is a day.
_LABEL = r"(?: (?:nr\.? ?|nummer )?(?P<label>20\d\d[-/ ]\d{1,3}(?![-/]?\d)))?"
ISSUE = rf"nyhetsbrev(?:et)?{_LABEL}"
# By what it is called while it goes out.
SENDING = rf"(?:utskick(?:et)?(?: av nyhetsbrev(?:et)?)?|nyhetsbrev(?:et)?){_LABEL}"
_BETWEEN = re.compile(r"[/ ]")
POST = r"(?:post|punkt|stycke) (?:nr\.? ?|nummer )?(?P<at>\d{1,3})"
# The beginnings of what people call the parts of an issue, folded.
_SECTIONS = (
    ("viktig", Section.NOW),
    ("just nu", Section.NOW),
    ("projekt", Section.PROJECTS),
    ("datum", Section.DATES),
    ("kalend", Section.DATES),
    ("traff", Section.DATES),
    ("mote", Section.DATES),
    ("forslag", Section.PROPOSE),
    ("lamna forslag", Section.PROPOSE),
    ("delta", Section.PROPOSE),
    ("nationell", Section.NATIONAL),
    ("fran styrgrupp", Section.BOARD),
    ("styrgrupp", Section.BOARD),
    ("beslut", Section.BOARD),
    ("kontakt", Section.CONTACT),
)


def label_of(said: re.Match[str]) -> str:
    """Return which issue is named ("2027-1"), nothing where none is."""
    return _BETWEEN.sub("-", said["label"] or "")


def numbers_of(label: str) -> tuple[int, int]:
    """Return the year and the number of an issue by what it is called; zeros for none."""
    year, _, number = label.partition("-")
    return (int(year), int(number)) if label else (0, 0)


def section_named(said: str) -> Section:
    """Return the part of an issue that is meant; refuse what is none."""
    folded = fold(said).strip(' ”".:')
    found = next((part for opening, part in _SECTIONS if folded.startswith(opening)), None)
    if found is None:
        raise Refusal("newsletter_section_unknown", said=said)
    return found


def shown(
    question: Question, label: str, change: str = "shown", number: int = 0, **more: Any
) -> NewsletterAnswer:
    """Return an issue as it is now, by what it is called or by its row, with what was done."""
    year, of_year = numbers_of(label)
    which = newsletters.Which(number, year, of_year)
    services, asker = question.home.let_go()
    issue = newsletters.issue_view(services, asker, which)
    if issue.state in PUBLISHED:
        more["progress"] = newsletters.how_far(services, asker, newsletters.Which(issue.id))
    return NewsletterAnswer(
        ids=(issue.label,), subject="newsletter", issue=issue, change=change, **more
    )


def item_at(question: Question, label: str, at: int) -> ItemLine:
    """Return the item with a number in the order they are read; refuse where there is none."""
    items = shown(question, label).issue.in_order
    if not 0 < at <= len(items):
        raise Refusal("newsletter_item_unknown", number=at, most=len(items))
    return items[at - 1]
