"""Two collaborations may call a project by the same key: each button keeps to its own card's."""

import pytest
from sqlalchemy import select

from bot.workspace import Message
from handlers.answers import Asker
from handlers.desk import open_tasks
from handlers.people import set_role
from storage.models import Collaboration
from tests.factories import add_project
from tests.flows.house import EVA, INA, KIM, OPEN, SAM, House, labels, lines

KEY = "vast-2024-slackvatten"
OURS, THEIRS = "Tillsynsprojekt släckvatten", "Pipkrakar i grusvägar"
GOAL = "Pipkrakarna ska bort."


@pytest.fixture
def house(house: House) -> House:
    """Lend the house with a namesake in it."""
    _add(house, "jonkoping", THEIRS)
    return house


@pytest.fixture
def quick_house(quick_house: House) -> House:
    """Lend the quick house with a namesake in it."""
    _add(quick_house, "jonkoping", THEIRS)
    return quick_house


def _add(house: House, owner: str, title: str) -> None:
    with house.services.database.write() as session:
        collaboration = session.scalars(select(Collaboration).filter_by(key=owner)).one()
        collaboration.revision += 1
        add_project(session, collaboration, title, key=KEY, goal=GOAL, status="pågående")


def _theirs(house: House, user: str = INA) -> Message:
    """Go to the other collaboration's project by the choice that leads there."""
    house.ask(user, "/projekt", "pipkrakar")
    return house.press(user, f"{THEIRS} (2026)")


def _title(answer: Message) -> str:
    return lines(answer)[0].partition(" · ")[0]


def test_choice_shows_the_project_that_it_names(house: House) -> None:
    shown = _theirs(house)

    more = house.press(INA, "Visa mer")
    less = house.press(INA, "Visa färre")

    assert [_title(answer) for answer in (shown, more, less)] == [THEIRS] * 3
    assert f"Mål: {GOAL}" in lines(more)


def test_following_one_is_not_following_its_namesake(house: House) -> None:
    _theirs(house)

    followed = house.press(INA, "Bevaka")
    ours = house.ask(INA, "/projekt", "släckvatten")
    mine = house.ask(INA, "/samverkan", "bevakningar")
    shown = house.press(INA, "choose_0")
    left = house.press(INA, "Sluta bevaka")

    assert lines(followed)[-1] == f"Du bevakar nu {THEIRS}."
    assert "Sluta bevaka" in labels(followed)
    assert (_title(ours), "Bevaka" in labels(ours)) == (OURS, True)
    assert (THEIRS in lines(mine), OURS in lines(mine)) == (True, False)
    assert _title(shown) == THEIRS
    assert lines(left)[-1] == f"Du bevakar inte längre {THEIRS}."


def test_namesakes_are_followed_side_by_side(house: House) -> None:
    house.ask(INA, "/projekt", "släckvatten")
    house.press(INA, "Bevaka")
    _theirs(house)
    house.press(INA, "Bevaka")

    mine = house.ask(INA, "/samverkan", "bevakningar")

    assert (THEIRS in lines(mine), OURS in lines(mine)) == (True, True)


def test_old_answer_cannot_end_the_following_of_its_namesake(house: House) -> None:
    house.ask(INA, "/projekt", "släckvatten")
    ours = house.press(INA, "Bevaka")
    house.press(INA, "Sluta bevaka", ours)
    _theirs(house)
    house.press(INA, "Bevaka")

    # The answer in which the other one could still be left.
    house.workspace.state.put_message(ours)
    house.press(INA, "Sluta bevaka", ours)

    assert "Sluta bevaka" in labels(_theirs(house))


def test_shared_project_stays_the_same_for_those_who_press(house: House) -> None:
    _theirs(house)

    house.press(INA, "Dela i kanalen")
    (shared,) = house.workspace.messages(OPEN, seen_by=KIM)
    more = house.press(KIM, "Visa mer", shared)
    followed = house.press(KIM, "Bevaka", shared)

    assert [_title(answer) for answer in (shared, more, followed)] == [THEIRS] * 3
    assert lines(followed)[-1] == f"Du bevakar nu {THEIRS}."


def test_own_project_shared_is_not_the_readers_namesake_of_it(quick_house: House) -> None:
    quick_house.ask(INA, "/projekt", "släckvatten")
    quick_house.press(INA, "Dela i kanalen")
    (shared,) = quick_house.workspace.messages(OPEN, seen_by=EVA)

    followed = quick_house.press(EVA, "Bevaka", shared)

    assert (_title(followed), lines(followed)[-1]) == (OURS, f"Du bevakar nu {OURS}.")


def test_correction_goes_to_the_coordinator_of_that_project(house: House) -> None:
    set_role(house.services, "avlopp.vetlanda@jonkoping.example", "coordinator", "jonkoping")
    _theirs(house)

    house.press(INA, "Rätta uppgift")
    asked = lines(house.workspace.view(INA))
    house.workspace.submit(INA, {"correction": "Slutdatumet är fel."})

    assert asked[0] == f"Vad stämmer inte om {THEIRS}?"
    assert lines(house.ask(SAM, "/samverkan", "att hantera")) == [
        "Att hantera · Det finns inget att hantera."
    ]
    (task,) = open_tasks(house.services, Asker("jonkoping", 1, frozenset({"coordinator"})))
    assert (task.record_key, task.record_title) == (KEY, THEIRS)


@pytest.mark.parametrize("asked", ["länken till", "vem ansvarar för"])
def test_correction_of_a_fact_that_is_missing_keeps_to_its_project(
    house: House, asked: str
) -> None:
    # An umbrella and its member are one family with one list.
    _add(house, "halland", "Isdubbar vid kusten")
    told = house.ask(INA, "/samverkan", f"{asked} isdubbar vid kusten")
    house.press(INA, "Rätta uppgift")
    house.workspace.submit(INA, {"correction": "Den finns på webben."})

    waiting = " ".join(lines(house.ask(SAM, "/samverkan", "att hantera")))

    assert _title(told) == "Isdubbar vid kusten"
    assert ("Isdubbar vid kusten" in waiting, OURS in waiting) == (True, False)


def test_picker_shows_the_one_that_was_picked(house: House) -> None:
    # An umbrella and its member are one family, so that both are suggested.
    _add(house, "halland", "Pipkrakar vid kusten")
    answer = house.ask(INA, "/projekt")

    options = house.workspace.suggest(INA, answer, "pick_project", "pipkrakar vid kusten")
    house.workspace.choose(INA, answer, "pick_project", options[0].value)

    assert _title(house.last(INA)) == "Pipkrakar vid kusten"


@pytest.mark.parametrize(("user", "title"), [(INA, OURS), (EVA, THEIRS)])
def test_button_from_before_owners_takes_the_pressers_own(
    quick_house: House, user: str, title: str
) -> None:
    answer = quick_house.ask(user, "/projekt", "pipkrakar")
    _age(quick_house, answer)

    shown = quick_house.press(user, "follow" if user == EVA else "choose_0")

    assert _title(shown) == title


def _age(house: House, answer: Message) -> None:
    for block in answer.blocks:
        for element in block.get("elements", ()):
            if "value" in element:
                element["value"] = f'{{"k":"{KEY}"}}'
    house.workspace.state.put_message(answer)
