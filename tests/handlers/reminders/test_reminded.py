"""What a message held, read anew."""

from dataclasses import replace
from datetime import date

from handlers.answers import Asker
from handlers.contents import Act
from handlers.occurrences import mark_done
from handlers.reminded import duties_now
from tests.fakes import recorded_statements
from tests.handlers.calendars import Desk

FIGURES = {"shape": "deadline", "date": "04-01", "per_office": True}
REPORT = {"shape": "deadline", "date": "02-26"}


def test_duties_are_as_they_are_now_in_the_order_asked_for(desk: Desk) -> None:
    desk.add_rule("report", REPORT)
    desk.add_rule("plan", REPORT)
    desk.tick()
    numbers = [desk.number("report"), desk.number("plan")]
    mark_done(desk.services, desk.coordinator, numbers[0])

    found = duties_now(desk.services, desk.coordinator, numbers)

    assert [(duty.rule, duty.state, duty.acts[0]) for duty in found] == [
        ("report", "done", Act.REOPEN),
        ("plan", "open", Act.DONE),
    ]


def test_what_is_gone_or_of_another_collaboration_is_left_out(desk: Desk) -> None:
    desk.add_rule("report", REPORT)
    desk.tick()
    number = desk.number("report")

    found = duties_now(desk.services, desk.coordinator, [number, 999])
    elsewhere = duties_now(desk.services, Asker("nowhere", 1), [999])

    assert [duty.number for duty in found] == [number]
    assert elsewhere == ()


def test_own_part_is_the_offices_even_for_who_keeps_the_calendar(desk: Desk) -> None:
    desk.add_rule("figures", FIGURES)
    desk.tick()
    both = replace(desk.contact, roles=frozenset({"contact_person", "coordinator"}))

    (part,) = duties_now(desk.services, both, [desk.number("figures")], own_part=True)
    (whole,) = duties_now(desk.services, both, [desk.number("figures")])

    assert (part.office, part.offices) == ("Habo", None)
    assert (whole.office, whole.offices and whole.offices.of) == ("", 2)


def test_who_no_longer_speaks_for_the_office_has_no_part(desk: Desk) -> None:
    desk.add_rule("figures", FIGURES)
    desk.tick()
    inspector = replace(desk.contact, roles=frozenset({"inspector"}))

    (seen,) = duties_now(desk.services, inspector, [desk.number("figures")], own_part=True)

    assert (seen.office, seen.acts) == ("", ())


def test_many_cost_the_same_as_one(desk: Desk) -> None:
    for number in range(4):
        desk.add_rule(f"report-{number}", REPORT)
    desk.to(date(2027, 1, 28))
    desk.tick()
    numbers = [desk.number(f"report-{number}") for number in range(4)]

    with recorded_statements(desk.services.database) as one:
        duties_now(desk.services, desk.coordinator, numbers[:1])
    with recorded_statements(desk.services.database) as many:
        duties_now(desk.services, desk.coordinator, numbers)

    assert len(one) == len(many)
