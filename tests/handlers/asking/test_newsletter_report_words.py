"""What is asked in words about an issue that has gone out."""

import pytest

from handlers.answers import Answer, Asker, NewsletterReportAnswer, NewsletterTextAnswer
from handlers.asking import ask
from handlers.errors import Refusal
from handlers.newsletters import Custom, new_issue, set_newsletter_custom
from handlers.people import asker_by_email, set_role
from handlers.ports import Services
from storage.models import NewsletterIssue
from tests.sample import NOW

COORDINATOR = "utvecklingsledare@jonkoping.example"
INSPECTOR = "avlopp.vetlanda@jonkoping.example"


def asker(services: Services, email: str = COORDINATOR) -> Asker:
    found = asker_by_email(services, email, "mail")
    assert found is not None
    return found


@pytest.fixture
def sent(sample_services: Services) -> Services:
    """Lend the sample with an issue of Jönköping that has gone out."""
    set_role(sample_services, COORDINATOR, "coordinator", "jonkoping")
    number = new_issue(sample_services, asker(sample_services))
    with sample_services.database.write() as session:
        session.get_one(NewsletterIssue, number).state = "sent"
    set_newsletter_custom(sample_services, asker(sample_services), Custom("Ping Pong"))
    return sample_services


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("rapport nyhetsbrev 2026-1", NewsletterReportAnswer),
        ("visa slutrapporten för nyhetsbrevet", NewsletterReportAnswer),
        ("vilka fick nyhetsbrevet?", NewsletterReportAnswer),
        ("Rapport om utskicket.", NewsletterReportAnswer),
        ("text nyhetsbrev 2026-1", NewsletterTextAnswer),
        ("ge mig texten till nyhetsbrevet", NewsletterTextAnswer),
        ("utlagt nyhetsbrev 2026-1", NewsletterTextAnswer),
        ("nyhetsbrev 2026-1 är utlagt", NewsletterTextAnswer),
        ("jag har lagt ut nyhetsbrevet", NewsletterTextAnswer),
        ("rapport utskick 2026/1", NewsletterReportAnswer),
        ("rapport för utskicket av nyhetsbrev nr 2026-1", NewsletterReportAnswer),
        ("utskicket 2026 1 är utlagt", NewsletterTextAnswer),
    ],
)
def test_words_are_understood(sent: Services, words: str, answer: type[Answer]) -> None:
    assert type(ask(sent, asker(sent), words)) is answer


def test_what_is_put_up_is_remembered(sent: Services) -> None:
    before = ask(sent, asker(sent), "text nyhetsbrev 2026-1")
    ask(sent, asker(sent), "utlagt nyhetsbrev 2026-1")
    after = ask(sent, asker(sent), "text nyhetsbrev 2026-1")

    assert isinstance(before, NewsletterTextAnswer)
    assert isinstance(after, NewsletterTextAnswer)
    assert (before.place, before.posted, after.posted) == ("Ping Pong", False, True)


@pytest.mark.parametrize("words", ["rapport nyhetsbrev 2026-1", "utlagt nyhetsbrev 2026-1"])
def test_others_are_told_no(sent: Services, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        ask(sent, asker(sent, INSPECTOR), words)

    assert refused.value.code == "not_allowed"


def test_issue_that_is_not_there_is_said_to_be_missing(sent: Services) -> None:
    with pytest.raises(Refusal) as refused:
        ask(sent, asker(sent), "rapport nyhetsbrev 2019-4")

    assert refused.value.code == "newsletter_unknown"


@pytest.mark.parametrize(
    "words", ["rapport nyhetsbrevet", "text nyhetsbrevet", "jag har lagt ut nyhetsbrevet"]
)
def test_without_a_number_what_has_gone_out_is_meant_and_not_the_draft(
    sent: Services, words: str
) -> None:
    with sent.database.write() as session:
        session.query(NewsletterIssue).one().published_at = NOW
    new_issue(sent, asker(sent))

    answer = ask(sent, asker(sent), words)

    assert isinstance(answer, NewsletterReportAnswer | NewsletterTextAnswer)
    assert answer.label == "2026-1"


def test_draft_is_not_put_up(sent: Services) -> None:
    new_issue(sent, asker(sent))

    with pytest.raises(Refusal) as refused:
        ask(sent, asker(sent), "text nyhetsbrev 2026-2")

    assert refused.value.code == "newsletter_not_out"
