"""Opening a meeting for registration in words, and closing it."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from handlers.answers import Answer, RegistrationAnswer, WhichAnswer
from handlers.asking import WouldChange, ask, ask_only
from handlers.errors import Refusal
from handlers.ports import NoAddresses
from storage.models import Meeting
from tests.handlers.asking.test_booking import BOARD, say
from tests.handlers.calendars import Desk

BOOK = "boka styrgruppsmöte 14 april 2027 kl 9–12 i Borås"


@dataclass(frozen=True, slots=True)
class Pages(NoAddresses):
    """Addresses that say what they lead to."""

    def registration(self, number: int, registration: int) -> str:
        return f"https://bot.example/{number}.{registration}"


@pytest.fixture
def booked(desk: Desk) -> Desk:
    """Lend the desk with a booked meeting, and pages."""
    desk.add_rule("styrgrupp", BOARD, title="Styrgruppsmöten")
    desk.tick()
    desk.services = replace(desk.services, addresses=Pages())
    say(desk, BOOK)
    return desk


def told(answer: Answer) -> RegistrationAnswer:
    assert isinstance(answer, RegistrationAnswer)
    return answer


def registers(desk: Desk) -> tuple[bool, int]:
    with desk.services.database.session() as session:
        (meeting,) = session.query(Meeting)
        return meeting.registers, meeting.registration


@pytest.mark.parametrize(
    "said",
    [
        "öppna anmälan till styrgruppsmötet",
        "Hej! Kan du öppna anmälan för mötet styrgrupp 14 april?",
        "Öppna upp anmälan till styrgrupp",
        "ge mig anmälningslänken till styrgruppsmötet, tack",
    ],
)
def test_registration_is_opened_and_its_link_shown(booked: Desk, said: str) -> None:
    answer = told(say(booked, said))

    assert registers(booked) == (True, 1)
    assert (answer.opened, answer.meeting.first) == (True, date(2027, 4, 14))
    assert answer.address == f"https://bot.example/{answer.meeting.number}.1"


def test_asking_again_shows_the_same_link(booked: Desk) -> None:
    first = told(say(booked, "öppna anmälan till styrgruppsmötet"))

    assert say(booked, "öppna anmälan till styrgruppsmötet") == first


@pytest.mark.parametrize(
    "said", ["stäng anmälan till styrgruppsmötet", "Avsluta anmälan för mötet styrgrupp"]
)
def test_registration_is_closed(booked: Desk, said: str) -> None:
    say(booked, "öppna anmälan till styrgruppsmötet")

    answer = told(say(booked, said))

    assert (answer.opened, answer.address, registers(booked)) == (False, "", (False, 1))


def test_without_pages_there_is_no_link_to_show(booked: Desk) -> None:
    booked.services = replace(booked.services, addresses=NoAddresses())

    assert told(say(booked, "öppna anmälan till styrgruppsmötet")).address == ""


def test_of_several_meetings_one_is_asked_for(booked: Desk) -> None:
    say(booked, "boka styrgruppsmöte 20 maj 2027 kl 9–12")

    answer = say(booked, "öppna anmälan till styrgruppsmötet")

    assert isinstance(answer, WhichAnswer)
    typed = [one.typed for one in answer.options]
    assert typed == [f"öppna anmälan till styrgrupp 2027-{day}" for day in ("04-14", "05-20")]
    assert told(say(booked, typed[1])).meeting.first == date(2027, 5, 20)


@pytest.mark.parametrize(
    "said",
    [
        "öppna inte anmälan till styrgruppsmötet",
        "är anmälan till styrgruppsmötet öppen?",
        "öppna anmälan till styrgruppsmötet?",
    ],
)
def test_what_is_no_order_opens_nothing(booked: Desk, said: str) -> None:
    answer = say(booked, said)

    assert not isinstance(answer, RegistrationAnswer)
    assert registers(booked) == (False, 0)


def test_only_who_keeps_the_calendar_opens_it(booked: Desk) -> None:
    with pytest.raises(Refusal) as caught:
        ask(booked.services, booked.contact, "öppna anmälan till styrgruppsmötet")

    assert caught.value.code == "not_allowed"


def test_a_mail_that_nobody_vouches_for_opens_nothing(booked: Desk) -> None:
    with pytest.raises(WouldChange):
        ask_only(booked.services, booked.coordinator, "öppna anmälan till styrgruppsmötet")

    assert registers(booked) == (False, 0)


def test_meeting_that_is_not_booked_is_told(booked: Desk) -> None:
    say(booked, "ställ in mötet styrgrupp")

    with pytest.raises(Refusal) as caught:
        say(booked, "öppna anmälan till styrgruppsmötet")

    assert caught.value.code == "no_meeting_booked"
