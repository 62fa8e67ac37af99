"""The example that the demo begins with: its results, its report, and nobody who is asked."""

import pytest

from bot.documents.of_answers import files_of
from bot.workspace.demo_campaign import LEADER, TITLE, gather_example
from handlers.answers import Asker, ProjectReportAnswer, ResultsAnswer
from handlers.asking import ask
from handlers.inquiries import my_inquiries
from handlers.people import asker_by_email, set_role
from handlers.ports import Services
from tests.bot.documents.word import headings, lines, opened

# What a campaign finds is tried on both kinds of database elsewhere.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def asker(services: Services, email: str) -> Asker:
    found = asker_by_email(services, email, "slack")
    assert found is not None
    return found


@pytest.fixture
def shown(sample_services: Services) -> Services:
    set_role(sample_services, LEADER, "coordinator", "jonkoping")
    gather_example(sample_services)
    return sample_services


def test_example_has_results_that_say_that_they_are_made_up(shown: Services) -> None:
    answer = ask(shown, asker(shown, LEADER), "resultat för cisterner")

    assert isinstance(answer, ResultsAnswer)
    assert answer.title == TITLE
    assert "påhittade" in answer.results.picture.plan.about
    assert (answer.results.progress.visits, answer.results.progress.visit_goal) == (7, 10)
    assert answer.results.picture.tallies[0].counts == (
        ("ja", 4), ("nej", 2), ("går inte att bedöma", 1),
    )  # fmt: skip


def test_example_has_a_report(shown: Services) -> None:
    answer = ask(shown, asker(shown, LEADER), "rapport för cisterner")

    assert isinstance(answer, ProjectReportAnswer)
    (file,) = files_of(answer, shown.clock())
    document = opened(file)
    assert headings(document, 1) == [f"Projektrapport: {TITLE}"]
    assert "Habo: Cisternen ska kontrolleras före juni" in lines(document)


def test_nobody_waits_for_an_answer_to_the_example(shown: Services) -> None:
    contact = asker(shown, "kontaktperson.habo@jonkoping.example")

    assert my_inquiries(shown, contact) == ()
