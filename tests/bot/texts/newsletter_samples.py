"""What is answered of newsletters, one of each."""

from dataclasses import replace
from datetime import date

from handlers.answers import (
    Answer,
    FoundIssue,
    NewsletterArchiveAnswer,
    NewsletterLeftAnswer,
    NewsletterWantedAnswer,
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
