"""What is answered of newsletters, one of each."""

from dataclasses import replace
from datetime import UTC, datetime

from handlers.answers import (
    Answer,
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
NEWSLETTER_CHOICES: tuple[Answer, ...] = (
    NewsletterWantedAnswer(letter=WEST, way="mail"),
    NewsletterWantedAnswer(letter=WEST, way="chat"),
    NewsletterWantedAnswer(letter=WEST, page="https://bot.example/nyhetsbrev/v"),
    NewsletterWantedAnswer(letter=WEST),
    NewsletterLeftAnswer(letter=WEST),
    NewsletterLeftAnswer(letter=WEST, done=False),
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
