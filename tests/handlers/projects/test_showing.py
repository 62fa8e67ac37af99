import pytest

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.projects import show_project
from storage.models import Project
from tests.fakes import recorded_statements
from tests.handlers.projects.conftest import STRANGER, Adder


def test_show_project_rests_on_that_project(services: Services, add: Adder) -> None:
    key = add("Släckvatten")

    answer = show_project(services, STRANGER, key)

    assert (answer.kind, answer.ids, answer.card.key) == ("project", (key,), key)


def test_show_project_takes_the_askers_own_of_two_with_one_key(
    services: Services, add: Adder
) -> None:
    for owner in ("vast", "jonkoping"):
        add("Släckvatten", owner=owner, key="slackvatten")

    owners = [
        show_project(services, Asker(home), "slackvatten").card.collaboration
        for home in ("vast", "jonkoping")
    ]

    assert owners == ["Miljösamverkan Vast", "Miljösamverkan Jonkoping"]


@pytest.mark.parametrize("home", ["vast", "jonkoping"])
@pytest.mark.parametrize("owner", ["vast", "jonkoping"])
def test_show_project_takes_the_owners_whoever_asks(
    services: Services, add: Adder, home: str, owner: str
) -> None:
    for each in ("vast", "jonkoping"):
        add("Släckvatten", owner=each, key="slackvatten")

    answer = show_project(services, Asker(home), "slackvatten", owner=owner)

    assert (answer.ids, answer.card.owner) == (("slackvatten",), owner)
    assert answer.card.contact is not None
    assert answer.card.contact.email == f"samordnare@{owner}.example"


def test_show_project_refuses_when_only_the_namesake_is_left(
    services: Services, add: Adder
) -> None:
    key = add("Släckvatten")

    with pytest.raises(Refusal) as refused:
        show_project(services, STRANGER, key, owner="jonkoping")

    assert refused.value.code == "project_gone"


def test_show_project_refuses_one_that_is_gone(services: Services, add: Adder) -> None:
    key = add("Släckvatten")
    with services.database.write() as session:
        session.delete(session.query(Project).filter_by(key=key).one())

    with pytest.raises(Refusal) as refused:
        show_project(services, STRANGER, key)

    assert refused.value.code == "project_gone"


def test_show_project_takes_few_queries(services: Services, add: Adder) -> None:
    key = add("Släckvatten")
    show_project(services, STRANGER, key)

    with recorded_statements(services.database) as statements:
        show_project(services, STRANGER, key)

    assert len(statements) <= 4
