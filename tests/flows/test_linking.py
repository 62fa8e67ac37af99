"""Somebody whose address in Slack is not the register's: let in by a code sent to the right one."""

import re
from datetime import timedelta

import pytest

from handlers import link_codes
from handlers.contents import Note
from handlers.delivery import Delivery
from handlers.people import set_role
from tests.fakes import RecordingCourier
from tests.flows.house import KIM, STRANGER, House, lines

COORDINATOR = "projektledare@vast.example"
ELSEWHERE = "ingen@annanstans.example"
SENT = "Finns adressen i registret har jag skickat en kod dit."
DAY = timedelta(days=1)


def mailed(house: House) -> list[tuple[str, str]]:
    """Deliver what waits, and return to whom codes have gone by mail, with the codes."""
    mail, chat = RecordingCourier(), RecordingCourier()
    Delivery(house.services, {"slack": chat, "mail": mail}, link_codes.KINDS).deliver_due()
    assert chat.sent == []
    notes = [(one.to.email, one.content) for one in mail.sent]
    return [(to, dict(note.values)["code"]) for to, note in notes if isinstance(note, Note)]


def say(house: House, words: str, user: str = STRANGER) -> str:
    return lines(house.ask(user, "/samverkan", words))[0]


def sees_the_list(house: House, user: str = STRANGER) -> bool:
    return say(house, "att hantera", user).startswith("Att hantera")


def test_code_lets_its_receiver_in_at_once_and_for_good(house: House) -> None:
    before = sees_the_list(house)

    asked = say(house, f"koppla {COORDINATOR}")
    ((to, code),) = mailed(house)
    linked = say(house, f"kod {code.lower()}")
    at_once = sees_the_list(house)
    house.clock.move(3 * DAY)

    assert asked.startswith(SENT)
    assert to == COORDINATOR
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", code)
    assert linked.startswith("Nu känner jag igen dig som projektledarna")
    assert (before, at_once, sees_the_list(house)) == (False, True, True)


def test_code_works_once_for_who_asked_for_it_and_for_half_an_hour(house: House) -> None:
    say(house, f"koppla {COORDINATOR}")
    ((_, code),) = mailed(house)

    other = say(house, f"kod {code}", KIM)
    wrong = say(house, "kod 2222-2222")
    house.clock.move(timedelta(minutes=31))
    late = say(house, f"kod {code}")
    say(house, f"koppla {COORDINATOR}")
    ((_, fresh),) = mailed(house)
    used = [say(house, f"kod {fresh}") for _ in range(2)]

    assert other.startswith("Det finns ingen kod som gäller.")
    assert wrong.startswith("Koden stämmer inte.")
    assert late.startswith("Det finns ingen kod som gäller.")
    assert used[0].startswith("Nu känner jag igen dig")
    assert used[1].startswith("Det finns ingen kod som gäller.")


def test_whoever_asks_is_not_told_who_is_in_the_register(house: House) -> None:
    said = say(house, f"koppla {ELSEWHERE}")

    assert said.startswith(SENT)
    assert mailed(house) == []
    assert say(house, "kod 2222-2222").startswith("Koden stämmer inte.")


@pytest.mark.parametrize("address", [COORDINATOR, ELSEWHERE])
def test_nobody_is_flooded_with_codes_or_guesses_them(house: House, address: str) -> None:
    asked = [say(house, f"koppla {address}") for _ in range(4)]
    guessed = [say(house, "kod 2222-2222") for _ in range(6)]

    assert [one.startswith(SENT) for one in asked] == [True, True, True, False]
    assert [one.startswith("Koden stämmer inte.") for one in guessed] == [*[True] * 5, False]


def test_usage_is_told_where_something_is_missing(house: House) -> None:
    assert say(house, "koppla").startswith("Skriv /samverkan koppla och adressen")
    assert say(house, "kod").startswith("Skriv /samverkan kod och koden")


def test_role_counts_as_it_does_for_the_person(house: House) -> None:
    set_role(house.services, "avlopp.lerum@vast.example", "inspector", "vast")
    say(house, "koppla avlopp.lerum@vast.example")
    ((_, code),) = mailed(house)

    say(house, f"kod {code}")

    assert not sees_the_list(house)
    assert "avlopp.lerum@vast.example" in house.ask(STRANGER, "/kontakt", "små avlopp lerum").plain
