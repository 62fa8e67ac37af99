"""Every question of the sets, and that no answer tells a stranger how to reach a person."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from handlers.answers import Answer, ContactAnswer
from handlers.asking import ask
from handlers.people import asker_by_email, stranger
from handlers.ports import Services
from storage.models import Authority, Collaboration, Person
from tests.handlers.asking.questions import FILES, Question, questions

SETS = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
ENOUGH = 0.95
COORDINATOR = "utvecklingsledare@jonkoping.example"


def misses(asked: list[tuple[Question, Answer]]) -> str:
    lines = [
        f"{question.text[:90]!r}: expected {'/'.join(question.kinds)} {question.ids}, "
        f"got {answer.kind} {answer.ids[:4]} ({question.why})"
        for question, answer in asked
    ]
    return "\n".join(lines)


@SETS
def test_questions_are_answered_as_expected(asked_services: Services, file: Path) -> None:
    asked = [(question, question.put(asked_services)) for question in questions(file)]

    missed = [(question, answer) for question, answer in asked if not question.is_right(answer)]

    assert len(asked) >= 80
    assert 1 - len(missed) / len(asked) >= ENOUGH, misses(missed)


@SETS
def test_no_project_is_shown_with_confidence_where_another_answer_was_expected(
    asked_services: Services, file: Path
) -> None:
    asked = [(question, question.put(asked_services)) for question in questions(file)]

    wrong = [one for one in asked if one[0].is_wrong_project(one[1])]

    assert wrong == [], misses(wrong)


@pytest.fixture(scope="session")
def private(asked_services: Services) -> re.Pattern[str]:
    """Match each address and number of the register but those of the collaborations' own roles."""
    with asked_services.database.session() as session:
        rows = session.execute(
            select(Person.email, Person.phone).where(
                (Person.kind == "person") | Person.office_id.is_not(None)
            )
        ).all()
    details = [detail for row in rows for detail in row if detail]
    assert len(details) > 300
    return re.compile("|".join(map(re.escape, details)))


@SETS
def test_no_answer_tells_a_stranger_how_to_reach_a_person(
    asked_services: Services, private: re.Pattern[str], file: Path
) -> None:
    told = []
    for question in questions(file):
        asker = stranger(question.collaboration, question.channel)
        answer = question.put(asked_services, asker)
        # What somebody wrote themselves is no secret to them.
        told += [one for one in private.findall(repr(answer)) if one not in question.text]

    assert told == []


def every_place(services: Services) -> Iterator[tuple[str, str]]:
    with services.database.session() as session:
        rows = session.execute(
            select(Collaboration.key, Authority.name).join(
                Collaboration, Collaboration.id == Authority.collaboration_id
            )
        ).all()
    for key, name in rows:
        for asked in ("kontakt {}", "vem är kontaktperson i {}?"):
            yield key, asked.format(name)


def test_no_municipality_tells_a_stranger_how_to_reach_its_people(
    asked_services: Services, private: re.Pattern[str]
) -> None:
    told, withheld, known = [], 0, 0
    for collaboration, text in every_place(asked_services):
        asker = stranger(collaboration, "chat")
        answer = ask(asked_services, asker, text)
        told += private.findall(repr(answer))
        withheld += isinstance(answer, ContactAnswer) and all(
            card.withheld for card in answer.cards
        )
        let_in = replace(asker, person_id=1)
        known += bool(private.search(repr(ask(asked_services, let_in, text))))

    assert told == []
    # The same questions do tell somebody of the register: there was something to leak.
    assert min(withheld, known) > 100


def test_known_asker_of_a_set_is_who_the_register_says(asked_services: Services) -> None:
    asker = asker_by_email(asked_services, COORDINATOR, "chat")

    assert asker is not None
    assert (asker.known, asker.collaboration) == (True, "jonkoping")
