"""What waits for somebody to do it, and what their office has done already."""

from datetime import date

from handlers.answers import Asker
from handlers.coming import agenda, coming, late, to_do
from handlers.contents import Act
from handlers.occurrences import mark_done, put_off, tick_for, undo
from tests.handlers.calendars import Desk

FIGURES = {"shape": "deadline", "date": "04-01", "per_office": True}


def deadline(day: str) -> dict[str, str]:
    return {"shape": "deadline", "date": day}


def rules(desk: Desk, asker: Asker) -> list[str]:
    return [duty.rule for duty in to_do(desk.services, asker).duties]


def test_keeper_is_to_do_what_is_late_or_due_within_two_weeks(desk: Desk) -> None:
    desk.to(date(2027, 1, 4))
    desk.tick()
    for name, day in (("late", "01-08"), ("near", "01-25"), ("far", "01-26")):
        desk.add_rule(name, deadline(day))
    desk.to(date(2027, 1, 11))
    desk.tick()

    found = to_do(desk.services, desk.coordinator)

    assert [(duty.rule, duty.late) for duty in found.duties] == [("late", True), ("near", False)]


def test_what_is_done_or_put_off_is_not_to_do(desk: Desk) -> None:
    for name in ("done", "later", "open"):
        desk.add_rule(name, deadline("01-08"))
    desk.tick()
    mark_done(desk.services, desk.coordinator, desk.number("done"))
    put_off(desk.services, desk.coordinator, desk.number("later"), date(2027, 1, 7))

    assert rules(desk, desk.coordinator) == ["open"]


def test_contact_person_is_to_do_their_own_part_alone(desk: Desk) -> None:
    desk.add_rule("figures", FIGURES)
    desk.add_rule("report", deadline("04-01"))
    desk.to(date(2027, 3, 22))
    desk.tick()

    (part,) = to_do(desk.services, desk.contact).duties

    assert (part.rule, part.office, part.acts) == ("figures", "Habo", (Act.DONE, Act.LATER))


def test_part_that_is_done_is_neither_to_do_nor_late_nor_next(desk: Desk) -> None:
    desk.add_rule("figures", FIGURES)
    desk.to(date(2027, 3, 22))
    desk.tick()
    number = desk.number("figures")
    mark_done(desk.services, desk.contact, number)
    near = [to_do(desk.services, desk.contact), coming(desk.services, desk.contact)]
    desk.to(date(2027, 4, 5))
    overdue = late(desk.services, desk.contact)

    this_year = [[one.rule for one in each.duties if one.slot == "2027"] for each in near]
    assert this_year == [[], []]
    assert overdue.duties == ()
    assert [one.rule for one in late(desk.services, desk.coordinator).duties] == ["figures"]


def test_part_that_is_done_says_so_and_can_be_undone(desk: Desk) -> None:
    desk.add_rule("figures", FIGURES)
    desk.to(date(2027, 3, 22))
    desk.tick()
    number = desk.number("figures")

    done = mark_done(desk.services, desk.contact, number)
    undone = undo(desk.services, desk.contact, number, Act.DONE)

    assert (done.state, done.acts) == ("done", (Act.REOPEN,))
    assert (undone.state, undone.acts) == ("open", (Act.DONE, Act.LATER))


def test_part_cannot_be_undone_once_all_of_it_is_settled(desk: Desk) -> None:
    desk.add_rule("figures", FIGURES)
    desk.to(date(2027, 3, 22))
    desk.tick()
    number = desk.number("figures")
    tick_for(desk.services, desk.contact, number, desk.offices["Habo"], done=True)
    mark_done(desk.services, desk.coordinator, number)

    (seen,) = agenda(desk.services, desk.contact, date(2027, 4, 1), date(2027, 4, 1)).duties

    assert (seen.state, seen.acts) == ("done", ())


def test_stranger_has_nothing_to_do(desk: Desk) -> None:
    desk.add_rule("report", deadline("01-08"))
    desk.tick()

    assert rules(desk, Asker("jonkoping")) == []
