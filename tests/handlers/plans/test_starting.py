"""Projects that are started from the lines of a plan: once, with what they say."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select

from handlers.errors import Refusal
from handlers.living import NewProject, Which, start_project
from handlers.plans import Words, add_line, project_of_line, record_named, start_from_line
from handlers.projects import show_project
from handlers.scope import scope
from storage.models import Project
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
