"""Duties in which each office has a part."""

from datetime import date

import pytest

from handlers.contents import Act
from handlers.errors import Refusal
from handlers.occurrences import (
    mark_done,
    offices_of_duty,
    put_off,
    remind_offices,
    set_ticks,
    show_duty,
    tick_for,
    undo,
)
from tests.handlers.calendars import Desk

FIGURES = {"shape": "deadline", "date": "04-01", "roll": "before", "per_office": True}
MARCH = date(2027, 3, 1)


@pytest.fixture
def number(desk: Desk) -> int:
    """Return the number of a duty with a part for each office, a month before it is due."""
    desk.add_rule("figures", FIGURES)
    desk.to(MARCH)
    desk.tick()
    return desk.number("figures")


def test_offices_are_told_by_name_and_whether_they_are_done(desk: Desk, number: int) -> None:
    tick_for(desk.services, desk.coordinator, number, desk.offices["Aneby"], done=True)

    told = offices_of_duty(desk.services, desk.coordinator, number)

    assert [(one.name, one.done) for one in told] == [("Aneby", True), ("Habo", False)]


def test_ticks_are_exactly_those_that_are_set(desk: Desk, number: int) -> None:
    set_ticks(desk.services, desk.coordinator, number, {desk.offices["Aneby"]})

    duty = set_ticks(desk.services, desk.coordinator, number, {desk.offices["Habo"]})

    assert duty.offices is not None
    assert (duty.offices.done, duty.offices.left) == (1, ("Aneby",))


def test_duty_is_done_when_every_office_is(desk: Desk, number: int) -> None:
    duty = set_ticks(desk.services, desk.coordinator, number, set(desk.offices.values()))
    desk.live_until(date(2027, 3, 3))

    assert (duty.state, desk.told(), desk.told(desk.contact_id)) == ("done", [], [])


def test_contact_person_settles_their_own_part_and_takes_it_back(desk: Desk, number: int) -> None:
    done = mark_done(desk.services, desk.contact, number)
    whole = show_duty(desk.services, desk.coordinator, number)
    back = undo(desk.services, desk.contact, number, Act.DONE)

    assert (done.office, done.acts) == ("Habo", (Act.REOPEN,))
    assert whole.state == "open"
    assert whole.offices is not None
    assert whole.offices.left == ("Aneby",)
    assert back.acts == (Act.DONE, Act.LATER)


def test_contact_person_cannot_settle_anothers_part(desk: Desk, number: int) -> None:
    with pytest.raises(Refusal, match="other_office"):
        tick_for(desk.services, desk.contact, number, desk.offices["Aneby"], done=True)
    with pytest.raises(Refusal, match="not_allowed"):
        set_ticks(desk.services, desk.contact, number, set())


def test_office_that_is_done_is_not_reminded(desk: Desk, number: int) -> None:
    desk.to(date(2027, 3, 2), 5)
    # Planned before anybody is at work.
    desk.tick()

    mark_done(desk.services, desk.contact, number)
    desk.to(date(2027, 3, 2))
    desk.tick()

    assert desk.told(desk.contact_id) == []
    assert [day for day, _ in desk.told()] == [date(2027, 3, 2)]


def test_contact_person_is_reminded_on_the_day_they_chose(desk: Desk, number: int) -> None:
    desk.live_until(date(2027, 3, 2))

    put_off(desk.services, desk.contact, number, date(2027, 3, 10))
    desk.live_until(date(2027, 3, 11))

    assert [day for day, _ in desk.told(desk.contact_id)] == [date(2027, 3, 2), date(2027, 3, 10)]
    # What one office asks for is not the coordinator's.
    assert [day for day, _ in desk.told()] == [date(2027, 3, 2)]


def test_offices_that_are_left_are_reminded_once_a_day(desk: Desk, number: int) -> None:
    first = remind_offices(desk.services, desk.coordinator, number)
    again = remind_offices(desk.services, desk.coordinator, number)
    desk.tick()

    # Aneby has nobody to tell.
    assert (first, again) == (1, 0)
    assert desk.told(desk.contact_id) == [(MARCH, ["figures"])]


@pytest.mark.parametrize(
    ("until", "code"),
    [
        (date(2027, 3, 6), "day_off"),
        (date(2027, 3, 1), "day_past"),
        (date(2039, 3, 1), "day_too_far"),
    ],
)
def test_day_that_cannot_be_is_refused(desk: Desk, number: int, until: date, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        put_off(desk.services, desk.coordinator, number, until)


def test_number_that_is_not_there_is_refused(desk: Desk, number: int) -> None:
    with pytest.raises(Refusal, match="duty_gone"):
        show_duty(desk.services, desk.coordinator, number + 1000)


def test_duty_without_offices_has_none_to_tick(desk: Desk) -> None:
    desk.add_rule("report", {"shape": "deadline", "date": "04-01"})
    desk.tick()

    with pytest.raises(Refusal, match="not_per_office"):
        set_ticks(desk.services, desk.coordinator, desk.number("report"), set())
