from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest

from handlers.errors import Refusal
from handlers.living import (
    CallTerms,
    Wanted,
    apply_to,
    group_of_project,
    join_project,
    leave_project,
    open_call,
    project_history,
    report_visits,
    take_back,
    taking_part,
)
from tests.fakes import recorded_statements
from tests.handlers.living.yard import KEY, Yard


def parts(yard: Yard) -> list[tuple[str, int]]:
    found = taking_part(yard.services, yard.inspector, KEY, owner="vast")
    return [(one.name, one.visits) for one in found.offices]


def refusal(act: object, *given: object) -> str:
    with pytest.raises(Refusal) as refused:
        act(*given)  # type: ignore[operator]  # what is called is what is tried
    return refused.value.code


def test_office_joins_and_tells_of_its_visits(yard: Yard) -> None:
    join_project(yard.services, yard.contact, yard.which)
    report_visits(yard.services, yard.contact, yard.which, 7)
    report_visits(yard.services, yard.contact, yard.which, 2, adding=True)

    assert parts(yard) == [("Lerum", 9)]
    numbers = [(actor, details.get("visits")) for _, actor, details in yard.logged()]
    assert numbers == [(yard.contact.person_id, count) for count in (0, 7, 9)]


def test_joining_twice_is_one_joining(yard: Yard) -> None:
    join_project(yard.services, yard.contact, yard.which)

    assert join_project(yard.services, yard.contact, yard.which).changes == ()
    assert parts(yard) == [("Lerum", 0)]


def test_two_who_join_at_once_make_one_row(yard: Yard) -> None:
    together = Barrier(2)

    def join(number: int) -> None:
        together.wait()
        by = yard.contact if number else yard.lead
        join_project(yard.services, by, yard.which, yard.offices["Lerum"])

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(join, range(2)))

    assert parts(yard) == [("Lerum", 0)]


def test_leader_tells_of_any_office_and_a_contact_person_of_their_own(yard: Yard) -> None:
    report_visits(yard.services, yard.lead, yard.which, 5, yard.offices["Ale"])

    other = partial(report_visits, yard.services, yard.contact, yard.which, 6)
    assert refusal(other, yard.offices["Ale"]) == "other_offices_part"
    assert refusal(partial(report_visits, yard.services, yard.inspector, yard.which), 1) == (
        "not_allowed"
    )
    assert parts(yard) == [("Ale", 5)]


def test_office_of_another_family_does_not_take_part(yard: Yard) -> None:
    join = partial(join_project, yard.services, yard.lead, yard.which)

    assert refusal(join, yard.offices["Habo"]) == "office_gone"


@pytest.mark.parametrize("count", [-1, 100_001])
def test_number_of_visits_is_one_that_can_be(yard: Yard, count: int) -> None:
    report = partial(report_visits, yard.services, yard.contact, yard.which)

    assert refusal(report, count) == "bad_count"
    assert parts(yard) == []


def test_leaving_is_taken_back_with_its_visits(yard: Yard) -> None:
    report_visits(yard.services, yard.contact, yard.which, 7)
    left = leave_project(yard.services, yard.contact, yard.which)
    assert parts(yard) == []

    take_back(yard.services, yard.contact, left.changes[0].id)

    assert parts(yard) == [("Lerum", 7)]


def test_who_takes_no_part_cannot_leave(yard: Yard) -> None:
    assert refusal(leave_project, yard.services, yard.contact, yard.which) == "not_taking_part"


def test_contact_person_takes_back_their_own_and_no_other_change(yard: Yard) -> None:
    by_lead = report_visits(yard.services, yard.lead, yard.which, 5, yard.offices["Lerum"])

    taking = partial(take_back, yard.services, yard.contact)
    assert refusal(taking, by_lead.changes[0].id) == "not_allowed"


def test_progress_counts_offices_visits_and_members_against_the_goals(yard: Yard) -> None:
    yard.change(Wanted("goals", {"office_goal": 20, "visit_goal": 200, "member_goal": 5}))
    yard.change(Wanted("members", {"member_count": 4}))
    report_visits(yard.services, yard.lead, yard.which, 5, yard.offices["Ale"])
    report_visits(yard.services, yard.lead, yard.which, 7, yard.offices["Lerum"])

    found = taking_part(yard.services, yard.inspector, KEY, owner="vast").progress

    assert (found.offices, found.office_goal) == (2, 20)
    assert (found.visits, found.visit_goal) == (12, 200)
    assert (found.members, found.member_goal) == (4, 5)


def counted(yard: Yard, act: Callable[[], object]) -> int:
    with recorded_statements(yard.services.database) as statements:
        act()
    return len(statements)


def test_lists_ask_as_much_for_two_rows_as_for_one(yard: Yard) -> None:
    listing = partial(taking_part, yard.services, yard.inspector, KEY, owner="vast")
    history = partial(project_history, yard.services, yard.inspector, KEY, owner="vast")
    report_visits(yard.services, yard.lead, yard.which, 5, yard.offices["Ale"])
    listing()
    one = counted(yard, listing), counted(yard, history)
    report_visits(yard.services, yard.lead, yard.which, 7, yard.offices["Lerum"])
    report_visits(yard.services, yard.lead, yard.which, 8, yard.offices["Lerum"])

    assert (counted(yard, listing), counted(yard, history)) == one


def test_group_asks_as_much_for_three_who_applied_as_for_one(yard: Yard) -> None:
    open_call(yard.services, yard.lead, yard.which, CallTerms())
    group = partial(group_of_project, yard.services, yard.lead, yard.which)
    apply_to(yard.services, yard.inspector, yard.which)
    one = counted(yard, group)
    for who in (yard.contact, yard.second):
        apply_to(yard.services, who, yard.which)

    assert counted(yard, group) == one
    assert len(group().members) == 3
