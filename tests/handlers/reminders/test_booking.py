"""Booking what a duty asks for: once, however often it is pressed, and seen with the duty."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, time
from threading import Barrier

import pytest
from sqlalchemy import func, select

from handlers.errors import Refusal
from handlers.meetings import Booking, book, cancel_meeting, meetings_of_duty, move_meeting
from storage.models import EventLog, Meeting
from tests.fakes import recorded_statements
from tests.handlers.calendars import Desk

BOARD = {"shape": "quota", "count": 3, "per": "year"}
FIRST = Booking(first=date(2027, 2, 4), starts=time(9), place="Habo", host="Habo kommun")
SECOND = Booking(first=date(2027, 5, 11))


@pytest.fixture
def planned(desk: Desk) -> Desk:
    desk.add_rule("board", BOARD)
    desk.add_rule("managers", BOARD)
    desk.tick()
    return desk


def booked(desk: Desk, rule: str = "board") -> list[date]:
    lines = meetings_of_duty(desk.services, desk.coordinator, desk.number(rule))
    return [line.first for line in lines]


def test_same_booking_twice_makes_one_meeting(planned: Desk) -> None:
    number = planned.number("board")

    lines = [book(planned.services, planned.coordinator, number, FIRST) for _ in range(2)]

    assert lines[0] == lines[1]
    with planned.services.database.session() as session:
        assert session.scalar(select(func.count()).select_from(Meeting)) == 1
        assert session.scalars(select(EventLog.verb)).all() == ["meeting_booked"]


def test_same_booking_at_once_makes_one_meeting(planned: Desk) -> None:
    number, start = planned.number("board"), Barrier(4)

    def press(_: int) -> int:
        start.wait()
        return book(planned.services, planned.coordinator, number, FIRST).number

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(press, range(4)))

    assert len(set(numbers)) == 1
    assert booked(planned) == [FIRST.first]


@pytest.mark.parametrize(
    "other",
    [
        SECOND,
        Booking(first=FIRST.first, starts=time(13), place="Habo", host="Habo kommun"),
        Booking(first=FIRST.first, place="Habo", host="Habo kommun"),
        Booking(first=FIRST.first, starts=time(9), place="Mullsjö", host="Habo kommun"),
    ],
)
def test_other_booking_makes_another_meeting(planned: Desk, other: Booking) -> None:
    number = planned.number("board")
    book(planned.services, planned.coordinator, number, FIRST)

    book(planned.services, planned.coordinator, number, other)

    assert booked(planned) == [FIRST.first, other.first]


def test_cancelled_meeting_can_be_booked_again(planned: Desk) -> None:
    number = planned.number("board")
    first = book(planned.services, planned.coordinator, number, FIRST)
    cancel_meeting(planned.services, planned.coordinator, first.number)
    between = booked(planned)

    again = book(planned.services, planned.coordinator, number, FIRST)

    assert (between, booked(planned)) == ([], [FIRST.first])
    assert again.number != first.number


def test_meetings_of_a_duty_are_its_own_in_the_order_of_time(planned: Desk) -> None:
    for one in (SECOND, FIRST):
        book(planned.services, planned.coordinator, planned.number("board"), one)
    book(planned.services, planned.coordinator, planned.number("managers"), SECOND)

    assert booked(planned) == [FIRST.first, SECOND.first]
    assert booked(planned, "managers") == [SECOND.first]


def test_moved_meeting_is_seen_on_its_new_day(planned: Desk) -> None:
    meeting = book(planned.services, planned.coordinator, planned.number("board"), FIRST)
    move_meeting(planned.services, planned.coordinator, meeting.number, SECOND)

    assert booked(planned) == [SECOND.first]


def test_anybody_of_the_collaboration_sees_what_is_booked(planned: Desk) -> None:
    book(planned.services, planned.coordinator, planned.number("board"), FIRST)

    lines = meetings_of_duty(planned.services, planned.contact, planned.number("board"))

    assert [(line.starts, line.place, line.host) for line in lines] == [
        (time(9), "Habo", "Habo kommun")
    ]


def test_meetings_of_a_duty_that_is_gone_are_refused(planned: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        meetings_of_duty(planned.services, planned.coordinator, 4711)

    assert refused.value.code == "duty_gone"


def test_meetings_of_a_duty_cost_as_many_questions_however_many(planned: Desk) -> None:
    costs = []
    for day in (date(2027, 2, 4), date(2027, 3, 4), date(2027, 4, 6)):
        number = planned.number("board")
        book(planned.services, planned.coordinator, number, Booking(first=day))
        with recorded_statements(planned.services.database) as heard:
            booked(planned)
        costs.append(len(heard))

    assert costs[0] == costs[2]
