from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from handlers.answers import Asker, ListAnswer, PlanAnswer
from handlers.asking import ask
from handlers.errors import Refusal
from handlers.plans import (
    About,
    NewPlan,
    Which,
    Words,
    add_line,
    make_plan,
    move_to_year,
    put_back,
    remove_line,
    rest_to_bank,
)
from storage.models import Collaboration, Proposal, ProposalStep
from tests.factories import add_proposal
from tests.handlers.plans.conftest import PLAN, Planning

ABOUT = About("proposal", "nagel")
HEARD = "Fler klagomål i år"


@pytest.fixture
def proposed(planning: Planning) -> Planning:
    """Lend a plan, and a proposal with its number that waits to be weighed."""
    with planning.desk.services.database.write() as session:
        owner = session.get_one(Collaboration, planning.desk.collaboration_id)
        shared = {"status": "", "year_received": 2027}
        add_proposal(
            session,
            owner,
            "Nagelsalonger",
            key="nagel",
            number="2027-014",
            state="under_review",
            goal="Färre skador",
            wished_time="våren 2028",
            **shared,
        )
        add_proposal(
            session, owner, "Solarier", key="sol", number="2027-015", state="received", **shared
        )
        owner.proposals_revision += 1
    return planning


def states(planning: Planning) -> dict[str, str]:
    with planning.desk.services.database.session() as session:
        return {row.key: row.state for row in session.scalars(select(Proposal))}


def steps(planning: Planning) -> list[tuple[str, str]]:
    with planning.desk.services.database.session() as session:
        rows = session.scalars(select(ProposalStep).order_by(ProposalStep.id))
        return [(one.after, one.reason) for one in rows]


def take_in(planning: Planning) -> int:
    desk = planning.desk
    return add_line(desk.services, desk.coordinator, PLAN, Words(), ABOUT).number


def code_of(planning: Planning, **more: str) -> str:
    desk = planning.desk
    with pytest.raises(Refusal) as caught:
        remove_line(desk.services, desk.coordinator, PLAN, 1, **more)
    return caught.value.code


def test_proposal_that_comes_into_a_plan_is_moved_once(proposed: Planning) -> None:
    with ThreadPoolExecutor(3) as executor:
        numbers = set(executor.map(lambda _turn: take_in(proposed), range(3)))

    assert numbers == {1}
    assert states(proposed)["nagel"] == "in_plan"
    assert steps(proposed) == [("in_plan", "")]
    (line,) = proposed.lines()
    assert (line.title, line.goal, line.time, line.received) == (
        "Nagelsalonger",
        "Färre skador",
        "våren 2028",
        2027,
    )


def test_taking_it_out_asks_what_becomes_of_it(proposed: Planning) -> None:
    take_in(proposed)

    assert code_of(proposed) == "plan_proposal_becomes"
    assert code_of(proposed, becomes="in_bank") == "proposal_reason_missing"
    assert code_of(proposed, becomes="withdrawn", reason=HEARD) == "plan_proposal_becomes"
    assert proposed.titles() == ["Nagelsalonger"]
    assert states(proposed)["nagel"] == "in_plan"


@pytest.mark.parametrize("becomes", ["in_bank", "not_in_plan"])
def test_it_goes_where_it_is_said_to_and_comes_back(proposed: Planning, becomes: str) -> None:
    take_in(proposed)
    desk = proposed.desk

    remove_line(desk.services, desk.coordinator, PLAN, 1, reason=HEARD, becomes=becomes)
    assert states(proposed)["nagel"] == becomes
    put_back(desk.services, desk.coordinator, PLAN, 1)

    assert states(proposed)["nagel"] == "in_plan"
    assert steps(proposed) == [("in_plan", ""), (becomes, HEARD), ("in_plan", "")]


def test_it_stays_in_plan_when_its_line_is_moved_to_another_year(proposed: Planning) -> None:
    take_in(proposed)
    desk = proposed.desk
    make_plan(desk.services, desk.coordinator, NewPlan(2029, 2029))

    move_to_year(desk.services, desk.coordinator, PLAN, 1, Which(2029))

    assert states(proposed)["nagel"] == "in_plan"
    assert steps(proposed) == [("in_plan", "")]


def test_what_was_withdrawn_comes_into_no_plan(proposed: Planning) -> None:
    with proposed.desk.services.database.write() as session:
        session.scalars(select(Proposal).filter_by(key="nagel")).one().state = "withdrawn"

    with pytest.raises(Refusal) as caught:
        take_in(proposed)

    assert caught.value.code == "plan_proposal_ended"
    assert proposed.titles() == []


def test_rest_of_a_round_waits_in_the_bank_with_its_year(proposed: Planning) -> None:
    take_in(proposed)
    desk = proposed.desk

    moved = [
        rest_to_bank(desk.services, desk.coordinator, 2027, "Ryms inte i år") for _ in range(2)
    ]

    assert moved == [(2027,), ()]
    assert states(proposed) == {"nagel": "in_plan", "sol": "in_bank"}
    assert [(one.title, one.received) for one in proposed.year().bank] == [("Solarier", 2027)]


def test_rest_of_what_was_for_one_plan_is_told_by_its_number(proposed: Planning) -> None:
    desk = proposed.desk
    with desk.services.database.write() as session:
        for row in session.scalars(select(Proposal)):
            row.number = "2028-001" if row.key == "sol" else "2027-001"

    moved = rest_to_bank(desk.services, desk.coordinator, 2028, "Ryms inte", of_round=True)

    assert moved == (2027,)
    assert states(proposed) == {"nagel": "under_review", "sol": "in_bank"}


def test_rest_needs_a_reason_and_the_right_to_move(proposed: Planning) -> None:
    desk = proposed.desk
    inspector = Asker("jonkoping", desk.contact_id, frozenset({"inspector"}), "mail")

    for asker, reason, code in (
        (desk.coordinator, " ", "proposal_reason_missing"),
        (inspector, "x", "not_allowed"),
    ):
        with pytest.raises(Refusal) as caught:
            rest_to_bank(desk.services, asker, 2027, reason)
        assert caught.value.code == code


def test_all_of_it_goes_in_words(proposed: Planning) -> None:
    services, sara = proposed.desk.services, proposed.desk.coordinator

    taken = ask(services, sara, "flytta förslag 2027-014 till plan 2028")
    assert isinstance(taken, PlanAnswer)
    assert (taken.change, taken.about) == ("added", "Nagelsalonger")
    out = "ta bort rad 1 ur plan 2028; förslaget inte med, därför att det inte ryms"
    ask(services, sara, out)
    listed = ask(services, sara, "resten av förslagen från 2027 till banken, därför att de väntar")

    assert isinstance(listed, ListAnswer)
    assert [one.title for one in listed.items] == ["2027-015 Solarier"]
    assert states(proposed) == {"nagel": "not_in_plan", "sol": "in_bank"}
