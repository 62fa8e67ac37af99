"""People are called to a project's group in a dialog, and told yes or no from a list."""

import io
from typing import Any

import openpyxl
import pytest

from tests.flows.house import INA, KIM, SAM, House, labels, let_go_of_role, lines

LEADER = "projektledare@vast.example"
NASTY = "<!channel> <b>fet</b> & <@U0SAM>"
MEMBERS = "vilka har anmält sig till projektgruppen för släckvatten"


def top(house: House, user: str = SAM) -> Any:
    views = house.workspace.views(user)
    return views[-1] if views else house.last(user)


def said(house: House, user: str = SAM) -> str:
    return "\n".join(lines(top(house, user)))


def press(house: House, label: str) -> None:
    outcome = house.workspace.press(SAM, top(house), label)
    assert outcome.acknowledged, outcome


def send(house: House, **values: Any) -> dict[str, str]:
    outcome = house.workspace.submit(SAM, values)
    assert outcome.acknowledged, outcome
    return dict(outcome.errors)


@pytest.fixture
def called(house: House) -> House:
    """Lend the house in which Sam has called people to a group, in a dialog."""
    house.ask(SAM, "/samverkan", "anmälan till projektgruppen för släckvatten")
    press(house, "Öppna anmälan")
    wrong = send(house, about=NASTY, goal="många")
    assert wrong.keys() == {"goal"}
    assert send(house, goal="5", day="2020-01-01").keys() == {"day"}
    assert send(house, goal="5", day="2027-01-15") == {}
    assert "Så här läses det" in said(house)
    assert NASTY in said(house)
    assert "Inget är öppnat än." in said(house)
    assert send(house) == {}
    assert "Anmälan är öppen" in said(house)
    house.workspace.redeliver()
    house.workspace.close_view(SAM, everything=True)
    return house


def test_leader_calls_people_and_settles_who_answers_from_the_list(called: House) -> None:
    called.ask(INA, "/samverkan", f"anmäl mig till projektgruppen för släckvatten: {NASTY}")
    called.ask(KIM, "/samverkan", "anmäl mig till projektgruppen för släckvatten")

    shown = called.ask(SAM, "/samverkan", MEMBERS)
    assert "!channel bfet/b &" in said(called)
    assert labels(shown).count("Ja") == 2
    first = next(
        one["accessory"]["action_id"]
        for one in shown.blocks
        if one.get("accessory", {}).get("action_id", "").startswith("call_accept_")
    )
    outcome = called.workspace.press(SAM, shown, first)
    assert outcome.acknowledged, outcome
    assert labels(called.last(SAM)).count("Ja") == 1
    assert "1 av 5 i projektgruppen" in said(called)


def test_list_comes_as_a_workbook_without_formulas(called: House) -> None:
    called.ask(INA, "/samverkan", "anmäl mig till projektgruppen för släckvatten: =1+1")
    called.ask(SAM, "/samverkan", MEMBERS)

    press(called, "Excelfil")

    def files() -> list[Any]:
        return [file for one in called.direct(SAM) for file in one.files]

    assert called.workspace.wait_until(lambda: bool(files()))
    book = openpyxl.load_workbook(io.BytesIO(files()[0].content))
    (page,) = book.worksheets
    assert page.cell(2, 4).value == "=1+1"
    assert page.cell(2, 4).data_type != "f"


def test_call_is_changed_and_closed_from_its_buttons(called: House) -> None:
    called.ask(SAM, "/samverkan", "anmälan till projektgruppen för släckvatten")
    press(called, "Ändra anmälan")
    assert send(called, about="Två inspektörer") == {}
    assert send(called) == {}
    called.workspace.close_view(SAM, everything=True)

    called.ask(SAM, "/samverkan", "anmälan till projektgruppen för släckvatten")
    assert "Två inspektörer" in said(called)
    press(called, "Stäng anmälan")
    assert "Anmälan är stängd" in said(called)


def test_others_see_no_buttons_and_a_lost_role_opens_nothing(house: House) -> None:
    shown = house.ask(INA, "/samverkan", "anmälan till projektgruppen för släckvatten")
    assert "Öppna anmälan" not in labels(shown)
    house.ask(SAM, "/samverkan", "anmälan till projektgruppen för släckvatten")
    press(house, "Öppna anmälan")
    send(house, about="Två inspektörer")
    let_go_of_role(house, LEADER)

    assert send(house).keys() == {"about"}
    house.workspace.close_view(SAM, everything=True)
    house.ask(INA, "/samverkan", "anmälan till projektgruppen för släckvatten")
    assert "Ingen anmälan till projektgruppen är öppen." in said(house, INA)
