"""Projects that are started from the lines of a plan: once, with what they say."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select

from handlers.errors import Refusal
from handlers.living import NewProject, Which, start_project
from handlers.plans import (
    About,
    Words,
    add_line,
    make_plan,
    move_to_year,
    project_of_line,
    record_named,
    start_from_line,
)
from handlers.plans.making import NewPlan
from handlers.projects import show_project
from handlers.proposals import see_proposal, start_from_proposal
from handlers.scope import scope
from storage.models import Collaboration, Project, Proposal
from tests.factories import add_proposal
from tests.handlers.plans.conftest import PLAN, Planning

COLUMNS = {"title": "Dagvatten", "goal": "Renare vatten", "focus_area": "Vatten"}


def projects(planning: Planning) -> list[Project]:
    with planning.desk.services.database.session() as session:
        return list(session.scalars(select(Project)))


def test_project_carries_on_what_the_line_says_and_both_point_at_each_other(
    planning: Planning,
) -> None:
    desk = planning.desk
    add_line(desk.services, desk.coordinator, PLAN, Words(COLUMNS))

    done = start_from_line(desk.services, desk.coordinator, PLAN, 1)
    again = start_from_line(desk.services, desk.coordinator, PLAN, 1)

    (row,) = projects(planning)
    assert (row.title, row.year, row.goal) == ("Dagvatten", 2028, "Renare vatten")
    assert (again.key, again.changes) == (done.key, ())
    card = show_project(desk.services, desk.coordinator, done.key).card
    assert card.origin is not None
    assert (card.origin.number, card.origin.year, card.focus_area) == ("1", 2028, "Vatten")
    with scope(desk.services, desk.coordinator) as here:
        pointed = project_of_line(here, planning.lines()[0])
    assert pointed is not None
    assert pointed.key == done.key


def test_starting_changes_nothing_in_the_plan(planning: Planning) -> None:
    desk = planning.desk
    add_line(desk.services, desk.coordinator, PLAN, Words(COLUMNS))
    before = planning.lines()

    start_from_line(desk.services, desk.coordinator, PLAN, 1)

    assert planning.lines() == before


def test_two_at_once_start_one(planning: Planning) -> None:
    desk = planning.desk
    add_line(desk.services, desk.coordinator, PLAN, Words(COLUMNS))

    def start(_turn: int) -> str:
        return start_from_line(desk.services, desk.coordinator, PLAN, 1).key

    with ThreadPoolExecutor(2) as both:
        keys = set(both.map(start, range(2)))

    assert len(keys) == len(projects(planning)) == 1


def add_nails(planning: Planning, **values: str | None) -> int:
    with planning.desk.services.database.write() as session:
        owner = session.get_one(Collaboration, planning.desk.collaboration_id)
        usual = {"key": "nagel", "number": "2027-014", "state": "in_plan", "goal": "Hela naglar"}
        row = add_proposal(session, owner, "Nagelsalonger", **{**usual, **values})
        row.links = ["https://nagel.example"]
        session.flush()
        return row.id


def nails(planning: Planning) -> int:
    """Return the number of a proposal that the plan has a line about."""
    number = add_nails(planning)
    desk = planning.desk
    add_line(desk.services, desk.coordinator, PLAN, Words(), About("proposal", "nagel"))
    return number


@pytest.mark.parametrize("from_line_first", [True, False])
def test_line_about_a_proposal_and_the_proposal_itself_start_one(
    planning: Planning, from_line_first: bool
) -> None:
    desk, number = planning.desk, nails(planning)

    def start(*, from_line: bool) -> str:
        if from_line:
            return start_from_line(desk.services, desk.coordinator, PLAN, 1).key
        return start_from_proposal(desk.services, desk.coordinator, number).key

    keys = {start(from_line=one) for one in (from_line_first, not from_line_first)}

    (row,) = projects(planning)
    assert keys == {row.key}
    card = show_project(desk.services, desk.coordinator, row.key).card
    assert card.origin is not None
    assert card.origin.number == "2027-014"
    with scope(desk.services, desk.coordinator) as here:
        pointed = project_of_line(here, planning.lines()[0])
    assert pointed is not None
    assert pointed.key == row.key
    seen = see_proposal(desk.services, desk.coordinator, number)
    assert seen.project is not None
    assert seen.project.key == row.key


def test_line_and_proposal_at_once_start_one(planning: Planning) -> None:
    desk, number = planning.desk, nails(planning)

    def start(turn: int) -> str:
        if turn:
            return start_from_line(desk.services, desk.coordinator, PLAN, 1).key
        return start_from_proposal(desk.services, desk.coordinator, number).key

    with ThreadPoolExecutor(2) as both:
        keys = set(both.map(start, range(2)))

    assert len(keys) == len(projects(planning)) == 1


def test_line_about_a_merged_proposal_starts_that_of_the_one_it_lives_on_in(
    planning: Planning,
) -> None:
    desk, first = planning.desk, nails(planning)
    second = add_nails(planning, key="salong", number="2027-015")
    with desk.services.database.write() as session:
        row = session.get_one(Proposal, first)
        row.state, row.merged_into_id = "merged", second

    begun = start_from_line(desk.services, desk.coordinator, PLAN, 1)

    assert start_from_proposal(desk.services, desk.coordinator, second).key == begun.key
    with scope(desk.services, desk.coordinator) as here:
        assert project_of_line(here, planning.lines()[0]) is not None


def test_line_that_is_moved_to_another_year_takes_its_project_along(planning: Planning) -> None:
    desk, there = planning.desk, replace(PLAN, year=2029)
    make_plan(desk.services, desk.coordinator, NewPlan(2029, 2029))
    add_line(desk.services, desk.coordinator, there, Words({"title": "Annat"}))
    add_line(desk.services, desk.coordinator, PLAN, Words(COLUMNS))
    begun = start_from_line(desk.services, desk.coordinator, PLAN, 1)

    moved = move_to_year(desk.services, desk.coordinator, PLAN, 1, there)
    again = start_from_line(desk.services, desk.coordinator, there, moved.number)

    assert (again.key, again.changes, len(projects(planning))) == (begun.key, (), 1)
    card = show_project(desk.services, desk.coordinator, begun.key).card
    assert card.origin is not None
    assert (card.origin.number, card.origin.year) == ("2", 2029)


def test_line_that_is_a_project_already_and_one_that_is_not_there_are_refused(
    planning: Planning,
) -> None:
    desk = planning.desk
    start_project(desk.services, desk.coordinator, NewProject("Solarier", 2028))
    about = record_named(desk.services, desk.coordinator, "projekt solarier")
    add_line(desk.services, desk.coordinator, PLAN, Words(), about)
    stranger = replace(desk.coordinator, collaboration="vast")

    for asker, number, code in (
        (desk.coordinator, 1, "plan_line_has_project"),
        (desk.coordinator, 7, "no_such_plan_line"),
        (desk.contact, 1, "not_allowed"),
        (stranger, 1, "no_such_plan"),
    ):
        with pytest.raises(Refusal) as refused:
            start_from_line(desk.services, asker, PLAN, number)
        assert refused.value.code == code
    assert len(projects(planning)) == 1
    assert Which(projects(planning)[0].key).key == "jonkoping-2028-solarier"
