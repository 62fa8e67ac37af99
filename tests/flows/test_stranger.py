"""Somebody whose address is not in the register: public facts, no details, and a way in."""

from dataclasses import replace

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
    quick_house.workspace.put_member(
        replace(MEMBERS[2], email="utvecklingsledare@jonkoping.example")
    )
    quick_house.ask(STRANGER, "/samverkan", "bevakningar")
    quick_house.press(STRANGER, "Be att få bli inlagd")

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


def test_person_who_is_let_in_is_known_after_a_while(quick_house: House) -> None:
    quick_house.ask(STRANGER, "/samverkan", "bevakningar")
    joined = next(one for one in MEMBERS if one.email == STRANGERS_ADDRESS)
    quick_house.workspace.put_member(replace(joined, email=LERUM))
    fresh(quick_house)

    answer = quick_house.ask(STRANGER, "/samverkan", "bevakningar")

    assert lines(answer) == ["Jag hittar inga bevakade projekt."]


def test_slack_that_does_not_say_who_it_is_leaves_a_stranger(quick_house: House) -> None:
    quick_house.workspace.fail_next("users.info", "ratelimited", retry_after=4)

    refused = quick_house.ask(SAM, "/samverkan", "att hantera")

    assert lines(refused)[0].startswith("Jag känner inte igen dig än")


def _lookups(house: House) -> int:
    return sum(call.method == "users.info" for call in house.workspace.calls)
