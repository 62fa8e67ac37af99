import pytest

from handlers.answers import ContactAnswer, UnknownFactAnswer
from handlers.projects.responsible import projects_contact
from tests.handlers.projects.conftest import Adder, Opener


def test_contact_of_a_project_is_what_its_source_says(add: Adder, opened: Opener) -> None:
    add("Släckvatten", responsible="projektledarna")
    here = opened()

    answer = projects_contact(here, here.indexes.projects.search("släckvatten")[0].ref.id)

    assert isinstance(answer, ContactAnswer)
    assert (answer.heading, answer.notes) == ("Släckvatten", ("projektledarna",))
    assert [card.email for card in answer.cards] == ["samordnare@vast.example"]


@pytest.mark.parametrize("responsible", [None, "ej angivet"])
def test_contact_that_the_source_does_not_tell_is_not_known(
    add: Adder, opened: Opener, responsible: str | None
) -> None:
    key = add("Släckvatten", responsible=responsible, notes=["Källan tiger."])
    here = opened()

    answer = projects_contact(here, here.indexes.projects.search("släckvatten")[0].ref.id)

    assert isinstance(answer, UnknownFactAnswer)
    assert (answer.ids, answer.fact, answer.notes) == ((key,), "responsible", ("Källan tiger.",))
    assert answer.contact is not None
