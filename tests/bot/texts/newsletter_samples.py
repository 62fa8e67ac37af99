"""What is answered of newsletters, one of each."""

from dataclasses import replace
from datetime import UTC, date, datetime

from handlers.answers import (
    Answer,
    FoundIssue,
    NewsletterArchiveAnswer,
    NewsletterLeftAnswer,
    NewsletterReportAnswer,
    NewsletterTextAnswer,
    NewsletterWantedAnswer,
)
from handlers.contents import Edition, EditionItem, EditionSection, Section
from handlers.newsletter_views import IssueState, OutcomeRow, Progress

EDITION = Edition(
    collaboration="Miljösamverkan Väst",
    key="vast",
    year=2027,
    number=1,
    subject="Nytt i vår",
    preview="Kort",
    sections=(
        EditionSection(Section.NOW, (EditionItem("PFAS", "Läs **mer**."),)),
        EditionSection(Section.DATES, (EditionItem("", "- tors 15 april"),)),
    ),
    contact="projektledarna",
    contact_email="projektledare@vast.example",
)
WEST = "Miljösamverkan Väst"
FIRST = FoundIssue(
    year=2027,
    number=1,
    subject="Släckvatten",
    published=date(2027, 2, 22),
    item="Nytt om PFAS",
    address="https://bot.example/n/2027-1",
)
ISSUES = tuple(
    replace(FIRST, number=number, address=f"https://bot.example/n/2027-{number}", item="")
    for number in range(7, 0, -1)
)
MANY = tuple(f"{one.year}-{one.number}" for one in ISSUES)
NEWSLETTER_CHOICES: tuple[Answer, ...] = (
    NewsletterWantedAnswer(letter=WEST, way="mail"),
    NewsletterWantedAnswer(letter=WEST, way="chat"),
    NewsletterWantedAnswer(letter=WEST, page="https://bot.example/nyhetsbrev/v"),
    NewsletterWantedAnswer(letter=WEST),
    NewsletterLeftAnswer(letter=WEST),
    NewsletterLeftAnswer(letter=WEST, done=False),
    NewsletterArchiveAnswer(letter=WEST),
    NewsletterArchiveAnswer(letter=WEST, query="PFAS", archive="https://bot.example/nyhetsbrev/v"),
    NewsletterArchiveAnswer(letter=WEST, query="PFAS", ids=("2027-1",), issues=(FIRST,)),
    NewsletterArchiveAnswer(
        ids=MANY,
        letter=WEST,
        issues=ISSUES,
        archive="https://bot.example/nyhetsbrev/v",
    ),
    NewsletterArchiveAnswer(ids=MANY[:2], letter=WEST, query="PFAS", issues=ISSUES[:2]),
)


def _report(*rows: OutcomeRow) -> NewsletterReportAnswer:
    return NewsletterReportAnswer(
        subject="newsletter_report",
        label="2027-1",
        title="Nytt i vår",
        state=IssueState.SENT,
        progress=Progress(total=10_000, sent=8412, failed=3, unsure=2),
        rows=rows,
    )


def _text(place: str, page: str, *, posted: bool = False) -> NewsletterTextAnswer:
    return NewsletterTextAnswer(
        subject="newsletter_text", label="2027-1", edition=EDITION, place=place, page=page,
        posted=posted,
    )  # fmt: skip


_AT = datetime(2027, 1, 4, 9, tzinfo=UTC)
_LOST = OutcomeRow("Kim Al", "kim@vast.example", "failed", "mail_recipient_refused", _AT)
NEWSLETTER_REPORTS: tuple[Answer, ...] = (
    _report(),
    _report(_LOST, OutcomeRow("", "", "unsure", "cut_off", _AT)),
    _report(
        *(replace(_LOST, name=f"Kim {one}") for one in "ABCDE"),
        OutcomeRow("Bo Ek", "bo@vast.example", "sent", "", _AT),
    ),
    _text("", ""),
    _text("Ping Pong", "https://bot.example/nyhetsbrev/v"),
    _text("Ping Pong", "https://bot.example/nyhetsbrev/v", posted=True),
)
