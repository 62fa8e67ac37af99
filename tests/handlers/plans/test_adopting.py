from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from handlers.contents import Note
from handlers.delivery import Delivery
from handlers.errors import Refusal
from handlers.plans import (
    KINDS,
    About,
    Adopted,
    Minutes,
    Terms,
    Words,
    add_line,
    adopt,
    change_line,
    move_line,
    remove_line,
    set_terms,
    show_versions,
    take_back,
)
from handlers.scope import scope
from storage.models import Collaboration, Notice, PlanAdoption, Project
from tests.factories import add_project
from tests.fakes import recorded_statements
from tests.handlers.plans.conftest import BOTH, PLAN, STRANGER, Planning

JUNE = date(2026, 6, 10)
VAST, HALLAND = BOTH


def board(planning: Planning, name: str, day: date = JUNE, reference: str = "§ 12") -> Adopted:
    desk = planning.desk
    return adopt(desk.services, desk.coordinator, PLAN, name, Minutes(day, reference))


def back(planning: Planning, name: str) -> Adopted:
    desk = planning.desk
    return take_back(desk.services, desk.coordinator, PLAN, name, "fel plan")


@pytest.fixture
def frozen(planning: Planning) -> Planning:
    """Lend a plan of two lines that both boards have adopted."""
    planning.add("Ett", "Två")
    for name in BOTH:
        board(planning, name)
    return planning


def code_of(act: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(Refusal) as caught:
        act(*args, **more)
    return caught.value.code


def told(planning: Planning) -> list[int | None]:
    Delivery(planning.desk.services, {"mail": planning.desk.mail}, KINDS).deliver_due()
    return [one.to.person_id for one in planning.desk.mail.sent if isinstance(one.content, Note)]


def test_year_is_frozen_when_the_last_board_has_adopted_it(planning: Planning) -> None:
    planning.add("Ett")

    first = board(planning, "väst")
    open_still = planning.year()
    last = board(planning, "styrgrupp halland", date(2026, 6, 12), "§ 7")

    assert (first.frozen, first.left) == (False, (HALLAND,))
    assert (open_still.frozen, open_still.version) == (False, 0)
    assert (last.frozen, last.version, last.told) == (True, 1, 2)
    year = planning.year()
    assert [(one.title, one.day, one.minutes) for one in year.boards] == [
        (VAST, JUNE, "§ 12"),
        (HALLAND, date(2026, 6, 12), "§ 7"),
    ]
    assert (year.frozen, year.version, planning.versions()) == (True, 1, [(1, "")])


def test_contact_persons_and_managers_are_told_once(frozen: Planning) -> None:
    assert sorted(filter(None, told(frozen))) == sorted([frozen.desk.contact_id, frozen.manager_id])
    (note, _) = [one.content for one in frozen.desk.mail.sent]
    assert isinstance(note, Note)
    assert dict(note.values)["boards"] == f"{VAST}, {HALLAND}"

    back(frozen, HALLAND)
    board(frozen, HALLAND)

    assert len(told(frozen)) == 2
    assert frozen.versions() == [(1, "")]


def test_what_was_not_sent_before_it_was_taken_back_is_sent_when_it_is_adopted_after_all(
    frozen: Planning,
) -> None:
    back(frozen, VAST)
    assert told(frozen) == []
    assert frozen.year().frozen is False

    frozen.desk.clock.move(timedelta(minutes=5))
    assert board(frozen, VAST).told == 2

    assert len(told(frozen)) == 2


def test_same_adoption_twice_is_one(planning: Planning) -> None:
    planning.add("Ett")
    for _ in range(2):
        board(planning, VAST)

    with planning.desk.services.database.session() as session:
        assert len(session.scalars(select(PlanAdoption)).all()) == 1
    assert code_of(board, planning, VAST, date(2026, 6, 11)) == "plan_adopted_already"


def test_boards_that_adopt_at_once_freeze_it_once(planning: Planning) -> None:
    planning.add("Ett")

    with ThreadPoolExecutor(4) as executor:
        done = list(executor.map(lambda name: board(planning, name), [*BOTH, *BOTH]))

    assert max(one.version for one in done) == 1
    assert planning.versions() == [(1, "")]
    with planning.desk.services.database.session() as session:
        notices = session.scalars(select(Notice).where(Notice.kind == "plan_adopted")).all()
    assert len(notices) == 2


def test_adoption_that_cannot_be_is_refused(planning: Planning) -> None:
    assert code_of(board, planning, VAST) == "plan_empty"
    planning.add("Ett")

    assert code_of(board, planning, "fikagruppen") == "plan_board_unclear"
    assert code_of(board, planning, "") == "plan_board_unclear"
    assert code_of(board, planning, VAST, date(2027, 6, 1)) == "plan_adopted_ahead"
    assert code_of(board, planning, VAST, reference="§" * 301) == "plan_words_too_long"
    assert code_of(back, planning, VAST) == "plan_not_adopted"
    assert [one.day for one in planning.year().boards] == [None, None]


def test_frozen_year_is_changed_with_a_reason_alone(frozen: Planning) -> None:
    desk = frozen.desk
    here = (desk.services, desk.coordinator, PLAN)

    codes = {
        code_of(add_line, *here, Words({"title": "Tre"})),
        code_of(change_line, *here, 1, Words({"goal": "x"})),
        code_of(remove_line, *here, 1),
        code_of(move_line, *here, 1, 2),
    }

    assert codes == {"plan_reason_missing"}
    assert (frozen.titles(), frozen.versions()) == (["Ett", "Två"], [(1, "")])


def test_each_later_change_is_a_version_with_its_reason(frozen: Planning) -> None:
    desk = frozen.desk
    here = (desk.services, desk.coordinator, PLAN)
    change_line(*here, 1, Words({"goal": "Renare vatten"}, reason="Nytt direktiv"))
    remove_line(*here, 2, reason="Resurser saknas")
    add_line(*here, Words({"title": "Tre", "time": "hösten"}, reason="Nytt behov"))

    assert frozen.versions() == [
        (1, ""),
        (2, "Nytt direktiv"),
        (3, "Resurser saknas"),
        (4, "Nytt behov"),
    ]
    with scope(desk.services, desk.coordinator) as here_now:
        whole = show_versions(here_now, PLAN, 1, 4)
        last = show_versions(here_now, PLAN)
    told_of = [(one.change, one.title) for one in whole.differences]
    assert told_of == [("removed", "Två"), ("changed", "Ett"), ("added", "Tre")]
    (field,) = whole.differences[1].fields
    assert (field.name, field.before, field.after) == ("goal", "", "Renare vatten")
    assert [(one.change, one.title) for one in last.differences] == [("added", "Tre")]
    assert (last.older, last.newer) == (3, 4)


def test_taking_back_opens_the_year_and_removes_nothing(frozen: Planning) -> None:
    taken = back(frozen, VAST)

    assert (taken.frozen, taken.version, taken.left) == (False, 1, (VAST,))
    frozen.add("Tre")
    assert frozen.versions() == [(1, "")]
    again = board(frozen, VAST)
    assert (again.frozen, again.version) == (True, 2)
    assert "plan_adoption_taken_back" in frozen.verbs()
    with frozen.desk.services.database.session() as session:
        kept = session.scalars(select(PlanAdoption).order_by(PlanAdoption.id)).all()
    assert [one.withdrawn_at is not None for one in kept] == [True, False, False]


def test_what_is_adopted_does_not_change_with_its_project(planning: Planning) -> None:
    desk = planning.desk
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        add_project(session, owner, "Släckvatten", key="slackvatten", goal="Renare vatten")
    about = About("project", "slackvatten")
    add_line(desk.services, desk.coordinator, PLAN, Words(), about)
    for name in BOTH:
        board(planning, name)

    with desk.services.database.write() as session:
        session.scalars(select(Project)).one().goal = "Något annat"

    assert planning.lines()[0].goal == "Renare vatten"


def test_boards_that_have_adopted_stay(frozen: Planning) -> None:
    desk = frozen.desk
    terms = Terms(boards=(HALLAND,))

    assert code_of(set_terms, desk.services, desk.coordinator, PLAN, terms) == "plan_boards_adopted"


def test_versions_of_a_draft_are_not_for_everybody(planning: Planning) -> None:
    planning.add("Ett")
    with scope(planning.desk.services, STRANGER) as here:
        assert code_of(show_versions, here, PLAN) == "plan_without_versions"


@pytest.mark.parametrize(("older", "newer"), [(1, 9), (7, 1)])
def test_version_that_is_not_there_is_refused(frozen: Planning, older: int, newer: int) -> None:
    with scope(frozen.desk.services, frozen.desk.coordinator) as here:
        assert code_of(show_versions, here, PLAN, older, newer) == "no_such_plan_version"


def test_versions_take_the_same_queries_for_two_and_many(frozen: Planning) -> None:
    desk, counts = frozen.desk, []
    for goal in ("Ett", "Två", "Tre"):
        words = Words({"goal": goal}, reason="Nytt direktiv")
        change_line(desk.services, desk.coordinator, PLAN, 1, words)
        with scope(desk.services, desk.coordinator) as here:
            with recorded_statements(desk.services.database) as statements:
                show_versions(here, PLAN, 1)
            counts.append(len(statements))

    assert len(set(counts)) == 1
