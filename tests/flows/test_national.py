"""What a national authority does is shown like a project, but nobody follows or shares it."""

import pytest
from sqlalchemy import select

from handlers.answers import Asker
from handlers.desk import open_tasks
from handlers.people import set_role
from storage.models import Collaboration
from tests.factories import add_project
from tests.flows.house import EVA, INA, SAM, House, labels, lines

KEY, TITLE = "jkp-nat-2021-hast", "Hästverksamheter"


@pytest.fixture
def house(house: House) -> House:
    """Lend the house with a project of the same key and the same name as a national activity."""
    with house.services.database.write() as session:
        owner = session.scalars(select(Collaboration).filter_by(key="jonkoping")).one()
        owner.revision += 1
        add_project(session, owner, TITLE, key=KEY, status="pågående")
    return house


def test_choice_among_national_activities_shows_that_one(house: House) -> None:
    listed = house.ask(EVA, "/samverkan", "vilka nationella aktiviteter fanns 2021?")
    at = next(at for at, line in enumerate(lines(listed)[1::2]) if line == TITLE)

    shown = house.press(EVA, f"choose_{at}")

    assert lines(shown)[0] == f"{TITLE} · Nationell aktivitet 2021 · tillsyn"
    assert labels(shown) == ["Rätta uppgift"]


@pytest.mark.parametrize("user", [EVA, INA])
def test_correction_of_a_national_activity_reaches_its_coordinator(house: House, user: str) -> None:
    set_role(house.services, "avlopp.vetlanda@jonkoping.example", "coordinator", "jonkoping")
    house.ask(user, "/samverkan", f"nationell {KEY}")

    house.press(user, "Rätta uppgift")
    asked = lines(house.workspace.view(user))
    house.workspace.submit(user, {"correction": "Det är Livsmedelsverket."})

    assert asked[0] == f"Vad stämmer inte om {TITLE}?"
    (task,) = open_tasks(house.services, Asker("jonkoping", 1, frozenset({"coordinator"})))
    assert (task.record_kind, task.record_key) == ("national_activity", KEY)
    assert lines(house.ask(SAM, "/samverkan", "att hantera")) == [
        "Att hantera · Det finns inget att hantera."
    ]
