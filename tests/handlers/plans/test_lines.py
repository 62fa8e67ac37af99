from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.plans import (
    COOPERATION,
    LONGEST,
    About,
    NewPlan,
    Which,
    Words,
    add_line,
    change_line,
    follow_up,
    make_plan,
    move_line,
    move_to_year,
    put_back,
    remove_line,
)
from storage.models import Collaboration, Material
from tests.factories import add_collaboration, add_project, add_proposal
from tests.handlers.plans.conftest import PLAN, Planning


def code_of(act: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(Refusal) as caught:
        act(*args, **more)
    return caught.value.code


def with_project(planning: Planning) -> None:
    with planning.desk.services.database.write() as session:
        owner = session.get_one(Collaboration, planning.desk.collaboration_id)
        project = add_project(
            session,
            owner,
            "Släckvatten",
            key="slackvatten",
            goal="Renare vatten",
            period_text="våren 2028",
            responsible="utvecklingsledaren",
            details={
                "category_in_source": "Tillsynsprojekt",
                "parties": ["länets kommuner", "Länsstyrelsen"],
                "environmental_goals": ["Giftfri miljö"],
                "min_visits_per_municipality": 5,
            },
        )
        project.materials = [
            Material(collaboration_id=owner.id, position=0, title="projektplan"),
            Material(collaboration_id=owner.id, position=1, title="checklista"),
        ]
        add_proposal(session, owner, "Nagelsalonger", key="nagel", year_received=2027)


def test_line_holds_what_is_written_in_every_column(planning: Planning) -> None:
    desk = planning.desk
    written = {name: f"{name} som det står" for name in LONGEST}

    add_line(desk.services, desk.coordinator, PLAN, Words(written, standing=True))

    (line,) = planning.lines()
    assert {name: getattr(line, name) for name in LONGEST} == written
    assert (line.number, line.standing) == (1, True)


def test_line_of_a_project_takes_over_what_the_project_says(planning: Planning) -> None:
    with_project(planning)
    desk = planning.desk
    words = Words({"time": "hösten 2028"})

    add_line(desk.services, desk.coordinator, PLAN, words, About("project", "slackvatten"))

    (line,) = planning.lines()
    assert (line.heading, line.title, line.goal) == (
        "Tillsynsprojekt",
        "Släckvatten",
        "Renare vatten",
    )
    assert (line.doing, line.time, line.responsible) == (
        "projektplan, checklista",
        "hösten 2028",
        "utvecklingsledaren",
    )
    assert (line.parties, line.effects) == ("länets kommuner, Länsstyrelsen", "Giftfri miljö")
    assert [(one.label, one.value) for one in line.told] == [("visits", "5")]


def test_line_of_a_proposal_keeps_the_year_it_came_in(planning: Planning) -> None:
    with_project(planning)
    desk = planning.desk

    add_line(desk.services, desk.coordinator, PLAN, Words(), About("proposal", "nagel"))

    (line,) = planning.lines()
    assert (line.title, line.received, line.record_kind) == ("Nagelsalonger", 2027, "proposal")


def test_record_of_another_family_with_the_same_key_is_not_found(planning: Planning) -> None:
    desk = planning.desk
    with desk.services.database.write() as session:
        other = add_collaboration(session, "skane")
        add_project(session, other, "Hemligt", key="hemligt")

    about = About("project", "hemligt")
    code = code_of(add_line, desk.services, desk.coordinator, PLAN, Words(), about)

    assert code == "no_such_plan_record"
    assert planning.titles() == []


def test_same_line_twice_is_one(planning: Planning) -> None:
    with_project(planning)
    desk = planning.desk
    for _ in range(2):
        add_line(desk.services, desk.coordinator, PLAN, Words({"title": "Solarier"}))
        add_line(desk.services, desk.coordinator, PLAN, Words(), About("project", "slackvatten"))

    assert planning.titles() == ["Solarier", "Släckvatten"]


def test_two_who_add_the_same_at_once_make_one_line(planning: Planning) -> None:
    desk = planning.desk

    def add(_turn: int) -> int:
        words = Words({"title": "Solarier"})
        return add_line(desk.services, desk.coordinator, PLAN, words).number

    with ThreadPoolExecutor(4) as executor:
        numbers = set(executor.map(add, range(4)))

    assert (numbers, planning.titles()) == ({1}, ["Solarier"])


def test_two_who_change_a_line_at_once_are_told_of_each_other(planning: Planning) -> None:
    planning.add("Solarier")
    desk = planning.desk
    seen = planning.lines()[0].revision

    def change(goal: str) -> str:
        words = Words({"goal": goal}, seen=seen)
        try:
            change_line(desk.services, desk.coordinator, PLAN, 1, words)
        except Refusal as no:
            return no.code
        return "changed"

    with ThreadPoolExecutor(2) as executor:
        outcomes = sorted(executor.map(change, ("Ett mål", "Ett annat mål")))

    assert outcomes == ["changed", "plan_line_changed"]
    assert planning.lines()[0].goal in {"Ett mål", "Ett annat mål"}
    assert planning.verbs().count("plan_line_changed") == 1


def test_same_change_twice_is_one(planning: Planning) -> None:
    planning.add("Solarier")
    desk = planning.desk
    for _ in range(2):
        words = Words({"goal": "Färre skador"}, seen=0)
        change_line(desk.services, desk.coordinator, PLAN, 1, words)

    assert (planning.lines()[0].goal, planning.lines()[0].revision) == ("Färre skador", 1)


def test_line_is_moved_within_its_year(planning: Planning) -> None:
    planning.add("Ett", "Två", "Tre")
    desk = planning.desk

    done = move_line(desk.services, desk.coordinator, PLAN, 3, 1)
    same = move_line(desk.services, desk.coordinator, PLAN, 3, 1)
    last = move_line(desk.services, desk.coordinator, PLAN, 1, 99)

    assert (done.place, same.place, last.place) == (3, 1, 2)
    assert planning.titles() == ["Tre", "Två", "Ett"]
    assert [one.number for one in planning.lines()] == [3, 2, 1]


def test_line_is_moved_to_another_year_with_all_that_it_says(planning: Planning) -> None:
    desk = planning.desk
    words = Words({"title": "Solarier", "goal": "Färre skador"}, standing=True)
    add_line(desk.services, desk.coordinator, PLAN, words)
    make_plan(desk.services, desk.coordinator, NewPlan(2029, 2029, standing=False))

    move_to_year(desk.services, desk.coordinator, PLAN, 1, Which(2029))

    assert planning.titles() == []
    (line,) = planning.lines(2029)
    assert (line.title, line.goal, line.standing) == ("Solarier", "Färre skador", True)


def test_line_that_is_taken_out_can_be_put_back_and_keeps_its_number(planning: Planning) -> None:
    planning.add("Ett", "Två")
    desk = planning.desk

    remove_line(desk.services, desk.coordinator, PLAN, 1)
    planning.add("Tre")
    without = [(one.number, one.title) for one in planning.lines()]
    for _ in range(2):
        put_back(desk.services, desk.coordinator, PLAN, 1)

    assert without == [(2, "Två"), (3, "Tre")]
    assert [(one.number, one.title) for one in planning.lines()] == [
        (2, "Två"),
        (3, "Tre"),
        (1, "Ett"),
    ]
    assert planning.verbs()[-3:] == ["plan_line_removed", "plan_line_added", "plan_line_put_back"]


def test_line_that_is_not_there_is_refused(planning: Planning) -> None:
    planning.add("Ett")
    desk = planning.desk
    remove_line(desk.services, desk.coordinator, PLAN, 1)
    here = (desk.services, desk.coordinator, PLAN)

    assert {
        code_of(remove_line, *here, 1),
        code_of(change_line, *here, 1, Words({"goal": "x"})),
        code_of(move_line, *here, 7, 1),
        code_of(put_back, *here, 7),
    } == {"no_such_plan_line"}


@pytest.mark.parametrize("name", list(LONGEST))
def test_three_thousand_letters_are_kept_or_refused_at_their_column(
    planning: Planning, name: str
) -> None:
    desk = planning.desk
    said = {"title": "Solarier", name: "å" * 3000}

    if LONGEST[name] >= 3000:
        add_line(desk.services, desk.coordinator, PLAN, Words(said))
        assert getattr(planning.lines()[0], name) == "å" * 3000
        return
    with pytest.raises(Refusal) as caught:
        add_line(desk.services, desk.coordinator, PLAN, Words(said))
    assert (caught.value.code, caught.value.values["field"]) == ("plan_words_too_long", name)
    assert planning.titles() == []


def test_line_without_a_title_is_refused(planning: Planning) -> None:
    desk = planning.desk
    here = (desk.services, desk.coordinator, PLAN)

    assert code_of(add_line, *here, Words({"goal": "x"})) == "plan_title_missing"
    planning.add("Ett")
    assert code_of(change_line, *here, 1, Words({"title": "  "})) == "plan_title_missing"
    assert planning.titles() == ["Ett"]


def test_whoever_has_lost_the_role_changes_nothing(planning: Planning) -> None:
    planning.add("Ett")
    desk = planning.desk
    former = Asker("jonkoping", desk.coordinator_id, frozenset({"inspector"}), "slack")
    here = (desk.services, former, PLAN)

    codes = {
        code_of(add_line, *here, Words({"title": "Två"})),
        code_of(change_line, *here, 1, Words({"goal": "x"})),
        code_of(remove_line, *here, 1),
        code_of(move_line, *here, 1, 1),
    }

    assert codes == {"not_allowed"}
    assert planning.titles() == ["Ett"]


def test_lines_of_a_cooperation_plan_are_followed_up(planning: Planning) -> None:
    desk = planning.desk
    which = Which(2028, COOPERATION)
    make_plan(desk.services, desk.coordinator, NewPlan(2028, 2028, sort=COOPERATION))
    planning.add("Chefsmöten", which=which)

    for _ in range(2):
        follow_up(desk.services, desk.coordinator, which, 1, "going_on", note="Ett av två")

    (line,) = planning.show(2028, sort=COOPERATION).years[0].own
    assert (line.progress, line.progress_note) == ("going_on", "Ett av två")
    assert planning.verbs().count("plan_line_followed_up") == 1


def test_only_a_cooperation_plan_is_followed_up_in_states_there_are(planning: Planning) -> None:
    planning.add("Ett")
    desk = planning.desk
    here = (desk.services, desk.coordinator, PLAN)

    assert code_of(follow_up, *here, 1, "done") == "plan_not_followed_up"
    assert code_of(follow_up, *here, 1, "kanske") == "plan_progress_unknown"
