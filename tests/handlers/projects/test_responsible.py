import pytest

from handlers.answers import Asker, ContactAnswer, UnknownFactAnswer
from handlers.projects.responsible import projects_contact
from tests.handlers.projects.conftest import STRANGER, Adder, Opener

PERSONAL = ["Anna Qvist", "projektledare Anna Qvist, 0700-123 45", "anna.qvist@ale.example"]
INSPECTOR = Asker("vast", 1, frozenset({"inspector"}))
GUEST = Asker("jonkoping", 1, frozenset({"coordinator"})).turned_to("vast")


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


@pytest.mark.parametrize("wording", PERSONAL)
def test_person_whom_the_source_names_is_told_to_those_who_may_see_the_register(
    add: Adder, opened: Opener, wording: str
) -> None:
    add("Släckvatten", responsible=wording)
    seen = []

    for asker in (INSPECTOR, STRANGER, GUEST):
        here = opened(asker)
        answer = projects_contact(here, here.indexes.projects.search("släckvatten")[0].ref.id)
        assert isinstance(answer, ContactAnswer)
        assert [card.email for card in answer.cards] == ["samordnare@vast.example"]
        assert (wording in repr(answer)) is bool(answer.notes)
        seen.append((answer.notes, answer.notes_withheld))

    assert seen == [((wording,), False), ((), True), ((), True)]
