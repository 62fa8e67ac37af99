"""Who is proposed as the host of a meeting planned by itself, and who takes its minutes."""

from datetime import date, time
from typing import Any

import pytest

from handlers.invitations import named
from handlers.meetings import (
    Booking,
    Plan,
    Terms,
    book,
    cancel_meeting,
    host_in_turn,
    last_writer,
    mark_held,
    plan_meeting,
    set_terms,
)
from handlers.ports import Services
from handlers.to_book import what_to_book
from tests.handlers.calendars import Desk, open_desk
from tests.handlers.invitations.conftest import refused
from tests.handlers.meetings_added import add_meeting, add_member

TWICE = {"shape": "quota", "count": 2, "per": "year"}
ORDER = {"hosts": ["Aneby", "Eksjö", "Habo"]}


@pytest.fixture
def desk(services: Services) -> Desk:
    made = open_desk(services)
    made.add_rule("managers", TWICE, title="Chefsmöte", own=ORDER)
    made.add_rule("board", TWICE, title="Styrgruppsmöte")
    made.tick()
    return made


def plan(desk: Desk, day: date, host: str = "", title: str = "Chefsmöte") -> int:
    wanted = Plan(title=title, booking=Booking(first=day, starts=time(9), ends=time(12), host=host))
    return plan_meeting(desk.services, desk.coordinator, wanted).meeting.number


def turn(desk: Desk, kind: str = "managers", title: str = "", day: date | None = None) -> str:
    return host_in_turn(desk.services, desk.coordinator, kind, title, day)


def turn_at_booking(desk: Desk) -> str:
    return what_to_book(desk.services, desk.coordinator, desk.number("managers")).turn


def test_turn_is_of_the_sort_and_of_no_other(desk: Desk) -> None:
    desk.add_rule("visit", TWICE, title="Besök", own={"hosts": ["Vetlanda"]})

    assert (turn(desk), turn(desk, "visit")) == ("Aneby", "Vetlanda")
    # A board that meets without an order, a sort that does not recur, and no sort at all.
    assert (turn(desk, "steering_group"), turn(desk, "kickoff"), turn(desk, "")) == ("", "", "")
    assert refused(host_in_turn, desk.services, desk.contact, "managers") == "not_allowed"


def test_whoever_is_to_host_a_planned_meeting_is_passed_over_and_has_not_had_their_turn(
    desk: Desk,
) -> None:
    number = plan(desk, date(2027, 4, 20), "Aneby")
    assert (turn(desk), turn_at_booking(desk)) == ("Eksjö", "Eksjö")

    cancel_meeting(desk.services, desk.coordinator, number)
    assert (turn(desk), turn_at_booking(desk)) == ("Aneby", "Aneby")

    # Its day goes by, and nobody says that it was held.
    plan(desk, date(2027, 4, 20), "Aneby")
    desk.to(date(2027, 5, 3))
    assert (turn(desk), turn_at_booking(desk)) == ("Aneby", "Aneby")


def test_whoever_has_hosted_a_planned_meeting_has_had_their_turn(desk: Desk) -> None:
    number = plan(desk, date(2027, 4, 20), "Aneby")
    desk.to(date(2027, 4, 20), 12)
    mark_held(desk.services, desk.coordinator, number)

    assert (turn(desk), turn_at_booking(desk)) == ("Eksjö", "Eksjö")


def test_host_outside_of_the_order_takes_nobodys_turn(desk: Desk) -> None:
    plan(desk, date(2027, 4, 20), "Borås")
    plan(desk, date(2027, 4, 21), "Eksjö", title="Besök")

    assert (turn(desk), turn_at_booking(desk)) == ("Aneby", "Aneby")


def test_meeting_that_is_booked_for_the_rule_counts_once(desk: Desk) -> None:
    booking = Booking(first=date(2027, 3, 16), host="Aneby")
    book(desk.services, desk.coordinator, desk.number("managers"), booking)

    assert turn(desk) == "Eksjö"


def season(name: str) -> dict[str, Any]:
    return {"shape": "quota", "count": 1, "season": name}


def test_of_several_that_recur_the_title_tells_which_it_is_like(desk: Desk) -> None:
    sewers, farms = "Handläggarträff: små avlopp", "Handläggarträff: lantbruk"
    desk.add_rule("sewers", season("vår"), title=sewers, own={"hosts": ["Habo", "Aneby"]})
    desk.add_rule("farms", season("vår"), title=farms)
    spring = date(2027, 4, 20)

    assert turn(desk, "inspectors", "Träff om avlopp", spring) == "Habo"
    assert turn(desk, "", "Handläggarträff om avloppen") == "Habo"
    # Nobody has set an order of the one, and nobody can tell which the other is like.
    assert turn(desk, "inspectors", "Träff om lantbruk", spring) == ""
    assert turn(desk, "inspectors", "Handläggarträff", spring) == ""
    # What is planned of the one takes no turn of the other.
    plan(desk, spring, "Habo", title="Handläggarträff lantbruk")
    assert turn(desk, "inspectors", "Träff om avlopp") == "Habo"
    plan(desk, spring, "Habo", title="Handläggarträff avlopp")
    assert turn(desk, "inspectors", "Träff om avlopp") == "Aneby"


def test_of_several_that_recur_the_day_tells_where_the_title_does_not(desk: Desk) -> None:
    desk.change_rule("managers", title="Chefsmöte, vår", rule=season("vår"))
    autumn = "Chefsmöte, höst"
    desk.add_rule("others", season("höst"), title=autumn, own={"hosts": ["Vetlanda"]})

    assert turn(desk, "managers", "Chefsmöte", date(2027, 4, 20)) == "Aneby"
    assert turn(desk, "managers", "Chefsmöte", date(2027, 10, 20)) == "Vetlanda"
    assert turn(desk, "managers", "Chefsmöte") == ""
    assert turn(desk, "managers", "Chefsmöte i höst") == "Vetlanda"
    # A rule that rests is like nothing.
    desk.change_rule("others", paused=True)
    assert turn(desk, "managers", "Chefsmöte") == "Aneby"


def writer(desk: Desk, number: int) -> Any:
    return last_writer(desk.services, desk.coordinator, number)


def test_who_took_the_minutes_last_is_told_with_the_meeting_it_was(desk: Desk) -> None:
    bo, eva = add_member(desk, "Bo Ek"), add_member(desk, "Eva Al")
    board = {"title": "Styrgruppsmöte", "kind": "steering_group"}
    add_meeting(desk, day=date(2026, 6, 2), minutes_by_id=eva, state="held", **board)
    last = add_meeting(desk, day=date(2026, 11, 3), minutes_by_id=bo, state="held", **board)
    # Neither what was called off, nor what had nobody, nor another sort, nor what is to come.
    add_meeting(desk, day=date(2026, 12, 1), minutes_by_id=eva, state="cancelled", **board)
    add_meeting(desk, day=date(2026, 12, 2), state="held", **board)
    add_meeting(desk, "Chefsmöte", date(2026, 12, 3), kind="managers", minutes_by_id=eva)
    add_meeting(desk, day=date(2027, 9, 7), minutes_by_id=eva, **board)
    number = plan(desk, date(2027, 4, 20), title="Styrgruppsmöte")

    found = writer(desk, number)

    assert (found.name, found.meeting.number) == ("Bo Ek", last)
    assert found.written == named(desk.services, desk.coordinator, (bo,))[0].written
    set_terms(desk.services, desk.coordinator, number, Terms(minutes_by_id=eva))
    assert writer(desk, number) is None
    assert refused(last_writer, desk.services, desk.contact, number) == "not_allowed"


def test_nobody_is_proposed_for_the_minutes_where_nothing_is_known(desk: Desk) -> None:
    number = plan(desk, date(2027, 4, 20), title="Styrgruppsmöte")
    assert writer(desk, number) is None

    gone = add_member(desk, "Utan Adress", email=None)
    add_meeting(desk, day=date(2027, 1, 5), minutes_by_id=gone, kind="steering_group")
    assert writer(desk, number) is None
    # What has no sort is like nothing else.
    add_meeting(desk, "Något", date(2027, 1, 5), minutes_by_id=add_member(desk, "Bo Ek"))
    assert writer(desk, plan(desk, date(2027, 4, 21), title="Något annat")) is None
