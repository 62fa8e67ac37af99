"""The coordinator's list in words: seen, taken, closed and opened by who may, and nobody else."""

import pytest

from handlers.answers import Answer, Asker, TasksAnswer
from handlers.asking import WouldChange, ask, ask_only
from handlers.desk import close_task, file_task, open_tasks
from handlers.errors import Refusal
from handlers.people import asker_by_email, set_role
from handlers.ports import Services

COORDINATOR = "utvecklingsledare@jonkoping.example"
INSPECTOR = "avlopp.vetlanda@jonkoping.example"


def somebody(services: Services, email: str) -> Asker:
    asker = asker_by_email(services, email, "mail")
    assert asker is not None
    return asker


@pytest.fixture
def keeper(sample_services: Services) -> Asker:
    """Lend the coordinator, on whose list two tasks stand."""
    set_role(sample_services, COORDINATOR, "coordinator", "jonkoping")
    asker = somebody(sample_services, INSPECTOR)
    file_task(
        sample_services,
        asker,
        "correction",
        "Slutdatumet är fel.",
        record_kind="project",
        record_key="jkp-2026-dagvatten",
    )
    file_task(sample_services, asker, "proposal", "Tillsyn av nagelsalonger.")
    return somebody(sample_services, COORDINATOR)


def numbers(services: Services, keeper: Asker) -> list[int]:
    return [task.id for task in open_tasks(services, keeper)]


def moved(answer: Answer) -> tuple[list[int], str]:
    assert isinstance(answer, TasksAnswer)
    return [task.id for task in answer.tasks], answer.change


@pytest.mark.parametrize(
    "text",
    [
        "att hantera",
        "Visa listan att hantera.",
        "Hej! Vad finns att hantera?",
        "vad har jag att hantera",
        "öppna ärenden",
    ],
)
def test_list_holds_what_is_open_with_who_asked(
    sample_services: Services, keeper: Asker, text: str
) -> None:
    answer = ask_only(sample_services, keeper, text)

    assert answer == TasksAnswer(subject="tasks", tasks=open_tasks(sample_services, keeper))
    assert [task.asker_name for task in answer.tasks] == ["Inspektör små avlopp"] * 2


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("ta {}", "taken"),
        ("Ta uppgift {}.", "taken"),
        ("jag tar ärende nummer {}", "taken"),
        ("ta hand om nr {}", "taken"),
        ("stäng {}", "closed"),
        ("stäng ärendet {}", "closed"),
        ("Klar med uppgift {}!", "closed"),
        ("klart med {}", "closed"),
    ],
)
def test_task_is_taken_or_closed_by_its_number(
    sample_services: Services, keeper: Asker, text: str, state: str
) -> None:
    first, second = numbers(sample_services, keeper)

    answer = ask(sample_services, keeper, text.format(first))

    assert moved(answer) == ([first], state)
    states = {task.id: task.state for task in open_tasks(sample_services, keeper)}
    left = {first: state} if state == "taken" else {}
    assert states == {**left, second: "open"}


@pytest.mark.parametrize("text", ["öppna uppgift {}", "öppna {} igen", "öppna igen ärende {}"])
def test_closed_task_is_opened_again(sample_services: Services, keeper: Asker, text: str) -> None:
    first, second = numbers(sample_services, keeper)
    close_task(sample_services, keeper, first)

    answer = ask(sample_services, keeper, text.format(first))

    assert moved(answer) == ([first], "open")
    assert numbers(sample_services, keeper) == [first, second]


@pytest.mark.parametrize("text", ["ta 4711", "stäng 4711", "öppna uppgift 4711", "ta 999999999"])
def test_number_that_is_not_on_the_list_is_said_plainly(
    sample_services: Services, keeper: Asker, text: str
) -> None:
    with pytest.raises(Refusal, match="no_such_task") as refused:
        ask(sample_services, keeper, text)

    assert refused.value.values["number"] == int(text.rpartition(" ")[2])


def test_closed_task_cannot_be_taken(sample_services: Services, keeper: Asker) -> None:
    first, _ = numbers(sample_services, keeper)
    close_task(sample_services, keeper, first)

    with pytest.raises(Refusal, match="task_closed"):
        ask(sample_services, keeper, f"ta {first}")


@pytest.mark.parametrize("text", ["att hantera", "ta {}", "stäng {}", "öppna uppgift {}"])
def test_list_is_closed_to_all_others(sample_services: Services, keeper: Asker, text: str) -> None:
    first, second = numbers(sample_services, keeper)
    askers = Asker("jonkoping", door="mail"), somebody(sample_services, INSPECTOR)

    codes = []
    for asker in askers:
        with pytest.raises(Refusal) as refused:
            ask(sample_services, asker, text.format(first))
        codes.append(refused.value.code)

    assert codes == ["not_known_yet", "not_allowed"]
    assert numbers(sample_services, keeper) == [first, second]


def test_where_nothing_may_be_changed_tasks_are_not(
    sample_services: Services, keeper: Asker
) -> None:
    first, second = numbers(sample_services, keeper)

    with pytest.raises(WouldChange):
        ask_only(sample_services, keeper, f"stäng {first}")

    assert numbers(sample_services, keeper) == [first, second]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ta bort mig", "ambiguous_action"),
        ("plan 2026", "plan"),
        ("öppna dagvattenprojektet", "project"),
        ("vad har vi att göra med släckvatten i Väst?", "project"),
    ],
)
def test_other_words_mean_what_they_did(reading: Services, text: str, kind: str) -> None:
    keeper = Asker("jonkoping", 1, frozenset({"coordinator"}))

    answer = ask_only(reading, keeper, text)

    assert answer.kind == kind
