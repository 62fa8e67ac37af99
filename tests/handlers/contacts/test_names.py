"""Somebody by name: for those who may see the register, and for nobody else."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from handlers.answers import Answer, Asker, ContactAnswer
from handlers.asking import ask
from handlers.contacts import find_contact
from handlers.ports import Services
from handlers.scope import Scope, scope
from tests.factories import (
    add_collaboration,
    add_mailbox,
    add_membership,
    add_office,
    add_person,
)
from tests.fakes import recorded_statements
from tests.handlers.scopes import TODAY

KNOWN = Asker("vast", 1, frozenset({"inspector"}))
NOT_LET_IN = {
    "a stranger": Asker("vast"),
    "a guest": Asker("jonkoping", 1, frozenset({"coordinator"})).turned_to("vast"),
    "a politician": Asker("vast", 1, frozenset({"politician"})),
}


@pytest.fixture
def register(services: Services) -> Services:
    """Put people in the register whose names are hard to write, or are also a place's."""
    with services.database.write() as session:
        owner = add_collaboration(session)
        add_mailbox(session, owner)
        ale, lund = add_office(session, owner, "Ale"), add_office(session, owner, "Lund")
        add_person(session, owner, "Anna Ek", office=ale, title="Miljöinspektör")
        add_person(session, owner, "Åsa-Märta Öström", office=ale, title="Miljöchef")
        add_person(session, owner, "Anna Lund", office=ale, subject_areas=["avfall"])
        add_person(session, owner, "René Ek", office=lund, title="Miljöinspektör")
        add_person(session, owner, "Frida Fri")
        gone = add_person(session, owner, "Gun Gammal", office=ale)
        add_membership(session, gone, owner, "inspector", valid_to=TODAY - timedelta(days=1))
        add_person(session, add_collaboration(session, "jonkoping"), "Jon Ek")
    return services


@contextmanager
def seen_by(services: Services, asker: Asker) -> Iterator[Scope]:
    with scope(services, asker, TODAY) as opened:
        yield opened


def names(answer: Answer) -> list[str]:
    return [one.name for one in answer.cards] if isinstance(answer, ContactAnswer) else []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Anna Ek", ["Anna Ek"]),
        ("ANNA EK", ["Anna Ek"]),
        ("Ek Anna", ["Anna Ek"]),
        ("anna eks", ["Anna Ek"]),
        ("Anna", ["Anna Ek", "Anna Lund"]),
        ("Ek", ["Anna Ek", "René Ek"]),
        ("Åsa-Märta Öström", ["Åsa-Märta Öström"]),
        ("asa marta ostrom", ["Åsa-Märta Öström"]),
        ("A\u030asa O\u0308stro\u0308m", ["Åsa-Märta Öström"]),
        ("Rene Ek", ["René Ek"]),
        ("Ek Lund", ["René Ek"]),
        ("inspektör Anna Ek", ["Anna Ek"]),
        ("Anna Lund", ["Anna Lund"]),
        ("Lund", ["René Ek"]),
        ("Frida Fri", ["Frida Fri"]),
        ("Gun Gammal", []),
        ("Jon Ek", []),
        ("Anna Berg", []),
        ("avfall", ["Anna Lund"]),
    ],
)
def test_person_is_found_by_name(register: Services, query: str, found: list[str]) -> None:
    with seen_by(register, KNOWN) as here:
        answer = find_contact(here, query)

    assert names(answer) == found


@pytest.mark.parametrize(
    "question", ["kontakt Anna Ek", "vem är Anna Ek?", "/kontakt anna ek", "Vem är Anna Ek i Ale?"]
)
def test_person_who_is_asked_for_by_name_is_shown(register: Services, question: str) -> None:
    answer = ask(register, KNOWN, question, TODAY)

    assert isinstance(answer, ContactAnswer)
    assert [one.email for one in answer.cards] == ["anna-ek@vast.example"]


@pytest.mark.parametrize("who", NOT_LET_IN)
@pytest.mark.parametrize("question", ["kontakt {}", "vem är {}?"])
def test_name_tells_nobody_else_whether_there_is_such_a_person(
    register: Services, question: str, who: str
) -> None:
    asker = NOT_LET_IN[who]

    there, nowhere = (
        ask(register, asker, question.format(name), TODAY) for name in ("Anna Ek", "Anno Ak")
    )

    assert (there.kind, there.ids) == (nowhere.kind, nowhere.ids) == ("not_found", ())
    assert "vast.example" not in repr(there).replace("samordnare@vast.example", "")


def test_names_are_not_even_read_for_a_stranger(register: Services) -> None:
    with seen_by(register, Asker("vast")) as here:
        _ = here.indexes
        with recorded_statements(register.database) as statements:
            find_contact(here, "Anna Ek")

    assert [one for one in statements if "person.name !=" in one] == []


def test_name_takes_the_same_queries_for_one_and_two(register: Services) -> None:
    counts = []
    with seen_by(register, KNOWN) as here:
        _ = here.indexes
        for query in ("Anna Ek", "Anna"):
            here.session.expunge_all()
            with recorded_statements(register.database) as statements:
                find_contact(here, query)
            counts.append(len(statements))

    assert counts[0] == counts[1]
