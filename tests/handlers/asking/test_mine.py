"""What waits for the asker, and what is running, by the words of the home tab."""

from datetime import UTC, datetime

import pytest

from handlers.answers import AgendaAnswer, Asker
from handlers.asking import ask_only
from handlers.coming import to_do
from handlers.errors import Refusal
from handlers.people import asker_by_email, set_role
from handlers.ports import Services
from handlers.projects import running_projects
from handlers.reminders import plan_due
from tests.fakes import FixedClock

COORDINATOR, CONTACT = "utvecklingsledare@jonkoping.example", "kontaktperson.habo@jonkoping.example"
INSPECTOR = "avlopp.vetlanda@jonkoping.example"
WORDS = ("att göra", "Mina uppgifter", "Hej! Vad har jag att göra?", "vad ska jag göra")


@pytest.fixture
def services(sample_services: Services) -> Services:
    """Lend the sample in the end of November with a coordinator, planned since the month before."""
    set_role(sample_services, COORDINATOR, "coordinator", "jonkoping")
    october, november = [
        Services(sample_services.database, FixedClock(datetime(2027, month, 24, 9, tzinfo=UTC)))
        for month in (10, 11)
    ]
    for services in (october, november):
        plan_due(services)
    return november


def known(services: Services, email: str) -> Asker:
    asker = asker_by_email(services, email, "mail")
    assert asker is not None
    return asker


@pytest.mark.parametrize("email", [COORDINATOR, CONTACT])
def test_what_is_to_be_done_is_what_the_home_tab_says(services: Services, email: str) -> None:
    asker = known(services, email)

    answers = [ask_only(services, asker, words) for words in WORDS]

    expected = to_do(services, asker)
    assert len(expected.duties) > 0
    for answer in answers:
        assert isinstance(answer, AgendaAnswer)
        assert (answer.subject, answer.duties) == ("to_do", expected.duties)


def test_contact_person_has_their_own_offices_part_alone(services: Services) -> None:
    asked = [
        ask_only(services, known(services, email), "att göra") for email in (COORDINATOR, CONTACT)
    ]

    everything, part = [len(one.duties) for one in asked if isinstance(one, AgendaAnswer)]
    assert 0 < part < everything


def test_nothing_waits_for_an_inspector(services: Services) -> None:
    answer = ask_only(services, known(services, INSPECTOR), "mina uppgifter")

    assert isinstance(answer, AgendaAnswer)
    assert (answer.subject, answer.duties) == ("to_do", ())


def test_stranger_has_nothing_to_do(services: Services) -> None:
    with pytest.raises(Refusal, match="not_known_yet"):
        ask_only(services, Asker("jonkoping"), "att göra")


@pytest.mark.parametrize(
    "text", ["pågående projekt", "Visa pågående projekt!", "aktuella projekt just nu"]
)
@pytest.mark.parametrize("collaboration", ["jonkoping", "vast"])
def test_running_projects_are_those_of_the_home_tab(
    reading: Services, collaboration: str, text: str
) -> None:
    asker = Asker(collaboration)

    answer = ask_only(reading, asker, text)

    assert answer == running_projects(reading, asker)
    assert len(answer.ids) > 1


def test_running_projects_of_another_collaboration_are_listed_where_it_is_named(
    reading: Services,
) -> None:
    answer = ask_only(reading, Asker("jonkoping"), "pågående projekt i Väst")

    assert answer.ids == running_projects(reading, Asker("vast")).ids


def test_running_project_about_something_is_looked_for_by_what_it_is_about(
    reading: Services,
) -> None:
    answer = ask_only(reading, Asker("vast"), "aktuella projektet om släckvatten")

    assert answer.ids == ("vast-2024-slackvatten",)
