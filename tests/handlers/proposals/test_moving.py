from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.contents import ProposalEvent, ProposalNews
from handlers.errors import Refusal
from handlers.proposals import Move, move, undo_move
from storage.models import Collaboration
from tests.factories import add_proposal
from tests.handlers.proposals.house import LONGEST, Bench


def to(*numbers: int, state: str = "with_contacts", **values: object) -> Move:
    return replace(Move(numbers=numbers, to=state), **values)  # type: ignore[arg-type]  # by name


def test_move_is_kept_with_its_reason_and_told_to_all_behind_it(bench: Bench) -> None:
    number = bench.propose()
    bench.deliver()

    moved = move(
        bench.services, bench.coordinator, to(number, state="in_bank", reason="Ryms inte 2028.")
    )
    bench.deliver()

    assert [(one.number, one.state) for one in moved] == [("2027-001", "in_bank")]
    shown = bench.see(number)
    assert shown.status == "in_bank"
    assert [(one.state, one.reason, one.by) for one in shown.steps] == [
        ("received", "", "Ina Spektör"),
        ("in_bank", "Ryms inte 2028.", "Sam Ordnare"),
    ]
    line = bench.told(bench.inspector)[-1]
    assert (line.event, line.state, line.words) == (
        ProposalEvent.MOVED,
        "in_bank",
        "Ryms inte 2028.",
    )


def test_several_are_moved_at_once_and_told_in_one_message(bench: Bench) -> None:
    numbers = [bench.propose(f"Förslag {count}") for count in range(3)]
    bench.deliver()

    move(bench.services, bench.coordinator, to(*numbers))
    bench.deliver()

    last = bench.mail.sent[-1].content
    assert isinstance(last, ProposalNews)
    assert [one.number for one in last.lines] == ["2027-001", "2027-002", "2027-003"]


def test_offices_that_nobody_speaks_for_hear_through_their_contact_persons(bench: Bench) -> None:
    offices = (bench.desk.offices["Aneby"],)
    number = bench.hand_in(bench.coordinator, bench.said(offices=offices))
    bench.deliver()

    move(bench.services, bench.coordinator, to(number))
    bench.deliver()

    assert [one.event for one in bench.told(bench.aneby)] == [
        ProposalEvent.HANDED_IN_FOR_OFFICE,
        ProposalEvent.MOVED,
    ]
    assert bench.told(bench.coordinator)[-1].event is ProposalEvent.HANDED_IN


@pytest.mark.parametrize("state", ["in_bank", "not_in_plan"])
@pytest.mark.parametrize("reason", ["", " \n"])
def test_no_and_not_yet_need_a_reason(bench: Bench, state: str, reason: str) -> None:
    number = bench.propose()

    with pytest.raises(Refusal) as refused:
        move(bench.services, bench.coordinator, to(number, state=state, reason=reason))

    assert (refused.value.code, bench.rows()[0].state) == ("proposal_reason_missing", "received")


@pytest.mark.parametrize("state", ["merged", "withdrawn", "", "klar"])
def test_nothing_is_moved_where_no_proposal_goes(bench: Bench, state: str) -> None:
    number = bench.propose()

    with pytest.raises(Refusal) as refused:
        move(bench.services, bench.coordinator, to(number, state=state))

    assert refused.value.code == "proposal_state_unknown"


def test_reason_that_is_too_long_is_refused_and_nothing_is_moved(bench: Bench) -> None:
    number = bench.propose()

    with pytest.raises(Refusal) as refused:
        move(bench.services, bench.coordinator, to(number, reason="x" * (LONGEST + 1)))
    move(bench.services, bench.coordinator, to(number, reason="x" * LONGEST))

    assert refused.value.code == "proposal_too_long"
    assert bench.see(number).steps[-1].reason == "x" * LONGEST


def test_moving_where_it_stands_tells_nobody_twice(bench: Bench) -> None:
    number = bench.propose()

    for _ in range(2):
        move(bench.services, bench.coordinator, to(number))

    verbs = [one.verb for one in bench.events()]
    assert verbs == ["proposal_handed_in", "proposal_moved"]


def test_second_of_two_reviewers_is_told_where_it_stands(bench: Bench) -> None:
    number = bench.propose()
    seen = {number: "received"}
    move(bench.services, bench.coordinator, to(number, state="under_review", seen=seen))

    with pytest.raises(Refusal) as refused:
        move(
            bench.services,
            bench.coordinator,
            to(number, state="not_in_plan", reason="Nej", seen=seen),
        )

    assert refused.value.code == "proposal_moved_since"
    assert refused.value.values["state"] == "under_review"
    assert bench.rows()[0].state == "under_review"


def test_two_reviewers_at_the_same_moment_move_it_once(bench: Bench) -> None:
    number = bench.propose()
    ways = ("under_review", "on_comment", "with_contacts")

    def decide(state: str) -> str:
        try:
            move(
                bench.services,
                bench.coordinator,
                to(number, state=state, seen={number: "received"}),
            )
        except Refusal as no:
            return no.code
        return "moved"

    with ThreadPoolExecutor(3) as pool:
        got = sorted(pool.map(decide, ways))

    assert got == ["moved", "proposal_moved_since", "proposal_moved_since"]
    assert [one.verb for one in bench.events()].count("proposal_moved") == 1


def test_several_are_moved_all_or_none(bench: Bench) -> None:
    numbers = [bench.propose(f"Förslag {count}") for count in range(3)]
    move(bench.services, bench.coordinator, to(numbers[1], state="in_plan"))

    with pytest.raises(Refusal):
        move(
            bench.services,
            bench.coordinator,
            to(*numbers, seen=dict.fromkeys(numbers, "received")),
        )

    assert [one.state for one in bench.rows()] == ["received", "in_plan", "received"]


def test_only_who_keeps_the_proposals_moves_them(bench: Bench) -> None:
    number = bench.propose()

    for asker in (bench.inspector, bench.habo, bench.aneby):
        with pytest.raises(Refusal) as refused:
            move(bench.services, asker, to(number))
        assert refused.value.code == "not_allowed"
    with pytest.raises(Refusal) as elsewhere:
        move(bench.services, bench.neighbour, to(number))
    assert elsewhere.value.code == "proposal_gone"


def test_undone_before_anybody_has_heard_it_is_told_to_nobody(bench: Bench) -> None:
    number = bench.propose()
    bench.deliver()
    (moved,) = move(bench.services, bench.coordinator, to(number))

    undo_move(bench.services, bench.coordinator, number, moved.step)
    bench.deliver()

    assert bench.rows()[0].state == "received"
    assert [one.event for one in bench.told(bench.inspector)] == [ProposalEvent.HANDED_IN]
    assert len(bench.see(number).steps) == 1


def test_undone_later_is_told_to_those_who_had_heard(bench: Bench) -> None:
    number = bench.propose()
    (moved,) = move(bench.services, bench.coordinator, to(number))
    bench.deliver()
    bench.desk.clock.move(timedelta(hours=1))

    undo_move(bench.services, bench.coordinator, number, moved.step)
    bench.deliver()

    line = bench.told(bench.inspector)[-1]
    assert (line.event, line.state) == (ProposalEvent.MOVED_BACK, "received")


def test_only_the_last_move_can_be_undone(bench: Bench) -> None:
    number = bench.propose()
    (first,) = move(bench.services, bench.coordinator, to(number))
    move(bench.services, bench.coordinator, to(number, state="under_review"))

    with pytest.raises(Refusal) as refused:
        undo_move(bench.services, bench.coordinator, number, first.step)

    assert (refused.value.code, bench.rows()[0].state) == ("proposal_moved_since", "under_review")


def test_that_it_came_in_cannot_be_undone(bench: Bench) -> None:
    number = bench.propose()

    with pytest.raises(Refusal) as refused:
        undo_move(bench.services, bench.coordinator, number, 1)

    assert refused.value.code == "proposal_first_step"


def test_proposal_of_a_source_keeps_its_words_until_it_is_moved_and_after_an_undo(
    bench: Bench,
) -> None:
    with bench.services.database.write() as session:
        owner = session.get_one(Collaboration, bench.desk.collaboration_id)
        number = add_proposal(session, owner, "Biocidprodukter").id

    (moved,) = move(
        bench.services,
        bench.coordinator,
        to(number, state="under_review", seen={number: "in_bank"}),
    )
    between = bench.see(number).status
    undo_move(bench.services, bench.coordinator, number, moved.step)

    assert (between, bench.see(number).status) == ("under_review", "i förslagsbanken")
