from datetime import date

import pytest
from sqlalchemy import func, select

from handlers.answers import Asker, UnknownFactAnswer
from handlers.errors import Refusal
from handlers.plans import COOPERATION, NewPlan, Terms, Which, Words, add_line, make_plan, set_terms
from storage.models import ActivityPlan, Collaboration
from tests.factories import add_group, add_plan, add_project
from tests.handlers.calendars import Desk
from tests.handlers.plans.conftest import BOTH, PLAN, Planning


def make(desk: Desk, first: int, last: int, **more: str) -> None:
    make_plan(desk.services, desk.coordinator, NewPlan(first, last, **more))  # type: ignore[arg-type]  # words alone


def refused(desk: Desk, wanted: NewPlan) -> str:
    with pytest.raises(Refusal) as caught:
        make_plan(desk.services, desk.coordinator, wanted)
    return caught.value.code


def test_plan_of_three_years_has_a_draft_a_preliminary_year_and_the_bank(desk: Desk) -> None:
    made = make_plan(desk.services, desk.coordinator, NewPlan(2029, 2031, noun="Utvecklingsområde"))

    with desk.services.database.session() as session:
        plan = session.get_one(ActivityPlan, made.number)
        years = [(one.year, one.position) for one in plan.years]
    assert (plan.title, plan.period, plan.noun) == (
        "Verksamhetsplan 2029–2031",
        "2029–2031",
        "utvecklingsområde",
    )
    assert years == [(2029, "utkast"), (2030, "preliminär"), (2031, "förslagsbank")]


def test_same_plan_twice_is_one(planning: Planning) -> None:
    desk = planning.desk

    again = make_plan(desk.services, desk.coordinator, NewPlan(2028, 2028))

    assert (again.new, again.number) == (False, planning.show().number)
    with desk.services.database.session() as session:
        assert session.scalar(select(func.count()).select_from(ActivityPlan)) == 1


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (NewPlan(2027, 2028), "plan_year_taken"),
        (NewPlan(2029, 2032), "plan_too_long"),
        (NewPlan(2030, 2029), "plan_years_unclear"),
        (NewPlan(1928, 1928), "plan_years_unclear"),
        (NewPlan(2029, 2029, noun=" "), "plan_noun_length"),
        (NewPlan(2029, 2029, noun="x" * 61), "plan_noun_length"),
    ],
)
def test_plan_that_cannot_be_is_refused(planning: Planning, wanted: NewPlan, code: str) -> None:
    assert refused(planning.desk, wanted) == code


@pytest.mark.parametrize(
    ("asker", "code"),
    [
        (Asker("jonkoping", 2, frozenset({"contact_person"}), "mail"), "not_allowed"),
        (Asker("jonkoping"), "not_known_yet"),
    ],
)
def test_others_make_no_plan(desk: Desk, asker: Asker, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        make_plan(desk.services, asker, NewPlan(2028, 2028))

    assert caught.value.code == code


def test_boards_are_the_steering_groups_and_of_a_cooperation_plan_the_joint_one(
    planning: Planning,
) -> None:
    desk = planning.desk
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        add_group(session, owner, "Gemensam styrgrupp")
        add_group(session, owner, "Beredningsgrupp")
    make(desk, 2029, 2029)
    make(desk, 2029, 2029, sort=COOPERATION)

    assert [one.title for one in planning.show(2029).years[0].boards] == list(BOTH)
    cooperation = planning.show(2029, sort=COOPERATION)
    assert [one.title for one in cooperation.years[0].boards] == ["Gemensam styrgrupp"]
    assert cooperation.title == "Samverkansplan 2029"


def test_boards_that_a_rule_names_go_before_all_that_there_are(planning: Planning) -> None:
    desk = planning.desk
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        add_group(session, owner, "Styrgrupp Norr", key="norr")
    desk.add_rule("plan", {"shape": "quota", "count": 1, "per": "year", "adopted_by": ["norr"]})

    make(desk, 2029, 2029)

    assert [one.title for one in planning.show(2029).years[0].boards] == ["Styrgrupp Norr"]


def test_last_day_for_the_boards_is_what_the_rule_says_of_the_year_before(
    planning: Planning,
) -> None:
    desk = planning.desk
    rule = {"shape": "deadline", "date": "06-30", "roll": "before"}
    desk.add_rule("vp", rule, title="Verksamhetsplan och budget")

    make(desk, 2029, 2030)

    years = planning.show(2029, last=2030).years
    assert [one.decide_by for one in years] == [date(2028, 6, 30), None]


def test_terms_of_a_plan_are_set_together(planning: Planning) -> None:
    desk = planning.desk
    terms = Terms(
        noun="Insats",
        boards=("styrgrupp halland",),
        comments_by=date(2027, 4, 15),
        decide_by=date(2027, 6, 18),
        position="preliminär",
    )

    set_terms(desk.services, desk.coordinator, PLAN, terms)
    set_terms(desk.services, desk.coordinator, PLAN, terms)

    shown, year = planning.show(), planning.year()
    assert (shown.noun, year.position) == ("insats", "preliminär")
    assert [one.title for one in year.boards] == ["Styrgrupp Halland"]
    assert (year.comments_by, year.decide_by) == (date(2027, 4, 15), date(2027, 6, 18))
    assert planning.verbs().count("plan_terms_set") == 1


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (Terms(boards=("fikagruppen",)), "plan_board_unclear"),
        (Terms(boards=("styrgrupp",)), "plan_board_unclear"),
        (Terms(boards=()), "plan_without_boards"),
        (Terms(position="kanske"), "plan_position_unknown"),
        (
            Terms(comments_by=date(2027, 7, 1), decide_by=date(2027, 6, 1)),
            "plan_comments_after",
        ),
    ],
)
def test_terms_that_cannot_be_are_refused(planning: Planning, terms: Terms, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        set_terms(planning.desk.services, planning.desk.coordinator, PLAN, terms)

    assert caught.value.code == code
    assert len(planning.year().boards) == 2


def test_plan_of_another_family_with_the_same_year_is_not_found(planning: Planning) -> None:
    desk = planning.desk
    stranger = Asker("vast", desk.coordinator_id, frozenset({"coordinator"}), "mail")

    assert isinstance(planning.answer(2028, stranger), UnknownFactAnswer)
    with pytest.raises(Refusal) as caught:
        add_line(desk.services, stranger, PLAN, Words({"title": "Solarier"}))

    assert caught.value.code == "no_such_plan"
    assert planning.titles() == []


def test_what_stands_from_year_to_year_comes_along(planning: Planning) -> None:
    desk = planning.desk
    standing = Words({"title": "Styrgruppsmöten", "goal": "God styrning"}, standing=True)
    add_line(desk.services, desk.coordinator, PLAN, standing)
    planning.add("Solarier")

    brought = make_plan(desk.services, desk.coordinator, NewPlan(2029, 2029)).brought
    without = NewPlan(2030, 2030, standing=False)
    bare = make_plan(desk.services, desk.coordinator, without).brought

    assert (brought, bare) == (1, 0)
    assert [(one.title, one.goal, one.standing) for one in planning.lines(2029)] == [
        ("Styrgruppsmöten", "God styrning", True)
    ]
    assert planning.titles(2030) == []


def test_plan_as_its_source_has_it_is_carried_on(planning: Planning) -> None:
    desk = planning.desk
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        add_project(session, owner, "Släckvatten", key="slackvatten", goal="Renare vatten")
        plan = add_plan(session, owner, 2026, 2026)
        plan.source = "plan.txt"
    which = Which(2026)

    planning.add("Solarier", which=which)

    assert planning.titles(2026) == ["Solarier"]
    assert [one.number for one in planning.lines(2026)] == [1]
