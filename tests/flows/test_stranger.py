"""Somebody whose address is not in the register: public facts, no details, and a way in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.workspace import Member
from handlers.people import set_role
from tests.flows.house import (
    INA,
    MEMBERS,
    SAM,
    STRANGER,
    STRANGERS_ADDRESS,
    House,
    fresh,
    labels,
    lines,
)

LERUM = "avlopp.lerum@vast.example"
GUEST = MEMBERS[-1].id
NAMESAKE, LEADER = "U0NAMESAKE", "U0LEADER"
LEADERS_ADDRESS = "utvecklingsledare@jonkoping.example"


def test_stranger_gets_public_facts(house: House) -> None:
    answer = house.ask(STRANGER, "/samverkan", "hur går det med släckvatten i Väst?")

    assert lines(answer)[0] == "Tillsynsprojekt släckvatten · Avslutat november 2024"


def test_stranger_gets_no_contact_details(house: House) -> None:
    known = house.ask(INA, "/kontakt", "små avlopp lerum").plain
    unknown = house.ask(STRANGER, "/kontakt", "små avlopp lerum i Väst").plain

    assert LERUM in known
    assert LERUM not in unknown
    assert "0302" in known
    assert "0302" not in unknown


def test_stranger_who_wants_to_follow_can_ask_to_be_let_in(house: House) -> None:
    house.ask(STRANGER, "/samverkan", "släckvatten i Väst")
    refused = house.press(STRANGER, "Bevaka")

    asked = house.press(STRANGER, "Be att få bli inlagd")
    house.ask(STRANGER, "/samverkan", "bevakningar")
    again = house.press(STRANGER, "Be att få bli inlagd")

    assert lines(refused)[0].startswith("Jag känner inte igen dig än")
    assert lines(asked)[0].startswith("Din begäran står nu som nummer 1 ")
    assert lines(again)[0].startswith("Din begäran står nu som nummer 1 ")


def test_stranger_is_told_apart_by_account_on_the_list(quick_house: House) -> None:
    quick_house.workspace.put_member(Member(NAMESAKE, "Nyfiken", "nyfiken@nagonannan.example"))
    for one in (STRANGER, NAMESAKE):
        quick_house.ask(one, "/samverkan", "bevakningar")
        quick_house.press(one, "Be att få bli inlagd")

    shown = _list_of_the_first_collaboration(quick_house)

    assert shown == [
        "Att hantera · Öppna ärenden: 2",
        "Nummer 1 · Vill bli inlagd i registret",
        f"20 november 2026 · @{STRANGER}",
        "Nummer 2 · Vill bli inlagd i registret",
        f"20 november 2026 · @{NAMESAKE}",
    ]


def test_stranger_finds_the_way_in_on_the_home_tab(quick_house: House) -> None:
    home = quick_house.workspace.open_home(STRANGER)

    assert home.acknowledged
    assert labels(quick_house.workspace.home(STRANGER))[-4] == "Be att få bli inlagd"


def test_stranger_is_looked_up_once_and_again_after_a_while(quick_house: House) -> None:
    quick_house.ask(STRANGER, "/projekt", "dagvatten")
    quick_house.ask(STRANGER, "/projekt", "dagvatten")
    early = _lookups(quick_house)
    fresh(quick_house)
    quick_house.ask(STRANGER, "/projekt", "dagvatten")

    assert (early, _lookups(quick_house)) == (1, 2)


def test_known_account_is_looked_up_once(quick_house: House) -> None:
    for _ in range(3):
        quick_house.ask(INA, "/projekt", "släckvatten")

    assert _lookups(quick_house) == 1


def test_address_of_a_bot_proves_nothing(quick_house: House) -> None:
    answer = quick_house.ask(GUEST, "/samverkan", "bevakningar")

    assert lines(answer)[0].startswith("Jag känner inte igen dig än")


def _given_a_role(_folder: Path) -> list[str]:
    given = ["person", "role", STRANGERS_ADDRESS, "inspector", "--collaboration", "vast"]
    return [*given, "--name", "Nyfiken"]


def _on_a_list(folder: Path) -> list[str]:
    contacts = folder / "kontakter.csv"
    contacts.write_text(f"Kommun;Namn;E-post\nLerum;Nyfiken;{STRANGERS_ADDRESS}\n", "utf-8")
    return ["import", str(contacts), "--collaboration", "vast"]


@pytest.mark.parametrize("let_in", [_given_a_role, _on_a_list])
def test_person_who_is_let_in_is_known_after_a_while(
    house: House,
    let_in: Callable[[Path], list[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = house.ask(STRANGER, "/samverkan", "bevakningar")
    _at_the_terminal(house, monkeypatch, let_in(tmp_path))
    fresh(house)

    after = house.ask(STRANGER, "/samverkan", "bevakningar")

    assert lines(before)[0].startswith("Jag känner inte igen dig än")
    assert lines(after) == ["Jag hittar inga bevakade projekt."]


def test_slack_that_does_not_say_who_it_is_leaves_a_stranger(quick_house: House) -> None:
    quick_house.workspace.fail_next("users.info", "ratelimited", retry_after=4)

    refused = quick_house.ask(SAM, "/samverkan", "att hantera")

    assert lines(refused)[0].startswith("Jag känner inte igen dig än")


def _list_of_the_first_collaboration(house: House) -> list[str]:
    # Nobody knows where a stranger belongs, so the wish goes to whoever comes first.
    house.workspace.put_member(Member(LEADER, "Lo", LEADERS_ADDRESS))
    set_role(house.services, LEADERS_ADDRESS, "coordinator", "jonkoping")
    return lines(house.ask(LEADER, "/samverkan", "lista"))


def _at_the_terminal(house: House, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    """Do as a coordinator does while the bot runs: the terminal has a connection of its own."""
    monkeypatch.setattr("bot.app.services.system_clock", house.clock)
    done = CliRunner().invoke(app, words, env={"DATABASE_URL": house.settings.database_url})
    assert done.exit_code == 0, done.output


def _lookups(house: House) -> int:
    return sum(call.method == "users.info" for call in house.workspace.calls)
