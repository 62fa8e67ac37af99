import json
from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest

from handlers import answers
from handlers.answers import Answer, Asker, HelpAnswer
from tests.handlers.documents import tables
from tests.house import ROOT

DOCUMENTED = [row["Sort"] for rows in tables("answers.md") for row in rows]


def classes() -> dict[str, type[Answer]]:
    return {answer.kind: answer for answer in Answer.__subclasses__()}


def asked_for() -> set[str]:
    kinds: set[str] = set()
    for file in (ROOT / "tests/questions").glob("*.jsonl"):
        for line in file.read_text("utf-8").splitlines():
            kind = json.loads(line)["kind"]
            kinds |= {kind} if isinstance(kind, str) else set(kind)
    return kinds


def test_document_lists_each_kind_once_and_no_other() -> None:
    assert sorted(DOCUMENTED) == sorted(classes())


def test_every_kind_is_expected_by_some_question() -> None:
    assert asked_for() == set(classes())


@pytest.mark.parametrize("kind", DOCUMENTED)
def test_answer_is_a_frozen_dataclass_of_the_public_names(kind: str) -> None:
    answer = classes()[kind]

    assert is_dataclass(answer)
    assert answer.__name__ in answers.__all__
    assert {"ids", "task_id"} <= {field.name for field in fields(answer)}


def test_answer_cannot_be_changed() -> None:
    answer = HelpAnswer()

    with pytest.raises(FrozenInstanceError):
        answer.greeting = True  # type: ignore[misc]  # what is tried is what must fail


@pytest.mark.parametrize(("person_id", "known"), [(None, False), (1, True)])
def test_asker_is_known_by_a_person_of_the_register(person_id: int | None, known: bool) -> None:
    assert Asker("vast", person_id).known is known
