"""Whatever somebody did about a duty can be taken back, and then it is as it was."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from handlers.contents import Act, Duty
from handlers.errors import Refusal
from handlers.occurrences import (
    mark_done,
    move_due,
    offices_of_duty,
    put_off,
    show_duty,
    skip,
    undo,
)
from storage.models import EventLog
from tests.handlers.calendars import Desk

REPORT = {"shape": "deadline", "date": "02-last", "roll": "before"}
FIGURES = {**REPORT, "per_office": True}
LATER, MOVED = date(2027, 2, 15), date(2027, 3, 19)
Step = Callable[[Desk, int], Duty]
STEPS: dict[Act, tuple[Step, str]] = {
    Act.DONE: (lambda desk, number: mark_done(desk.services, desk.coordinator, number), "reopened"),
    Act.SKIP: (
        lambda desk, number: skip(desk.services, desk.coordinator, number, "Ingen hinner"),
        "reopened",
    ),
    Act.LATER: (
        lambda desk, number: put_off(desk.services, desk.coordinator, number, LATER),
        "not_put_off",
    ),
    Act.MOVE: (
        lambda desk, number: move_due(desk.services, desk.coordinator, number, MOVED),
        "moved_back",
    ),
}


@pytest.fixture
def planned(desk: Desk) -> Desk:
    desk.add_rule("report", REPORT)
    desk.add_rule("figures", FIGURES)
    desk.tick()
    return desk


def verbs(desk: Desk) -> list[str]:
    with desk.services.database.session() as session:
        return list(session.scalars(select(EventLog.verb).order_by(EventLog.id)))


@pytest.mark.parametrize("act", STEPS)
def test_undone_duty_is_as_it_was_before(planned: Desk, act: Act) -> None:
    number = planned.number("report")
    before = show_duty(planned.services, planned.coordinator, number)
    step, verb = STEPS[act]
    changed = step(planned, number)

    undone = undo(planned.services, planned.coordinator, number, act)

    assert changed != before
    assert undone == before
    assert verbs(planned)[-1] == f"duty_{verb}"


@pytest.mark.parametrize("act", STEPS)
def test_undoing_what_nobody_did_changes_nothing(planned: Desk, act: Act) -> None:
    number = planned.number("report")
    before = show_duty(planned.services, planned.coordinator, number)

    undone = undo(planned.services, planned.coordinator, number, act)

    assert (undone, verbs(planned)) == (before, [])


@pytest.mark.parametrize("act", STEPS)
def test_undone_duty_is_brought_up_on_its_days_again(planned: Desk, act: Act) -> None:
    number = planned.number("report")
    planned.to(date(2027, 1, 20))
    STEPS[act][0](planned, number)
    planned.tick()

    undo(planned.services, planned.coordinator, number, act)
    planned.live_until(date(2027, 1, 29))

    reminded = [day for day, rules in planned.told() if "report" in rules]
    assert reminded == [date(2027, 1, 29)]


def test_office_takes_back_its_own_part_alone(planned: Desk) -> None:
    number = planned.number("figures")
    mark_done(planned.services, planned.contact, number)

    undone = undo(planned.services, planned.contact, number, Act.DONE)

    lines = offices_of_duty(planned.services, planned.contact, number)
    assert [line.done for line in lines] == [False, False]
    assert (undone.office, undone.state) == ("Habo", "open")
    assert verbs(planned) == ["office_ticked", "office_unticked"]


def test_office_does_not_open_what_the_coordinator_closed(planned: Desk) -> None:
    number = planned.number("figures")
    mark_done(planned.services, planned.coordinator, number)

    undone = undo(planned.services, planned.contact, number, Act.DONE)

    assert (undone.state, verbs(planned)) == ("done", ["duty_done"])


@pytest.mark.parametrize("act", [Act.LATER, Act.SKIP, Act.MOVE])
def test_office_takes_back_nothing_of_the_whole(planned: Desk, act: Act) -> None:
    number = planned.number("figures")
    put_off(planned.services, planned.coordinator, number, LATER)

    undone = undo(planned.services, planned.contact, number, act)

    assert undone.later_until == LATER


def test_office_without_a_part_is_refused(planned: Desk) -> None:
    number = planned.number("report")
    mark_done(planned.services, planned.coordinator, number)

    with pytest.raises(Refusal) as refused:
        undo(planned.services, planned.contact, number, Act.DONE)

    assert refused.value.code == "not_allowed"
    assert show_duty(planned.services, planned.coordinator, number).state == "done"


def test_reminder_that_was_put_off_does_not_come_on_that_day(planned: Desk) -> None:
    number = planned.number("report")
    put_off(planned.services, planned.coordinator, number, LATER)
    undo(planned.services, planned.coordinator, number, Act.LATER)

    planned.live_until(LATER + timedelta(days=1))

    assert LATER not in [day for day, rules in planned.told() if "report" in rules]
