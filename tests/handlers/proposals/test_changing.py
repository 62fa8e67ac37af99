from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from handlers.contents import ProposalEvent
from handlers.errors import Refusal
from handlers.proposals import (
    Difference,
    Move,
    Suggestion,
    Unfinished,
    begin_change,
    keep_draft,
    move,
    my_drafts,
    show_draft,
    submit,
    undo_move,
    withdraw,
)
from tests.handlers.proposals.house import Bench


def change(bench: Bench, number: int, **values: object) -> None:
    draft = begin_change(bench.services, bench.inspector, number)
    said = replace(draft.suggestion, **values)  # type: ignore[arg-type]  # by name, as a form has it
    keep_draft(bench.services, bench.inspector, draft.token, said)
    submit(bench.services, bench.inspector, draft.token)


def test_change_begins_with_what_the_proposal_says(bench: Bench) -> None:
    number = bench.propose()

    draft = begin_change(bench.services, bench.inspector, number)

    assert draft.suggestion == bench.said()
    assert (draft.proposal, draft.number) == (number, "2027-001")


def test_change_is_kept_and_told_to_the_others_behind_it(bench: Bench) -> None:
    both = tuple(bench.desk.offices.values())
    number = bench.hand_in(bench.inspector, bench.said(offices=both))
    bench.deliver()

    change(bench, number, title="Tillsyn av ramper", goal="Alla ramper är kända.")
    bench.deliver()

    shown = bench.see(number)
    assert (shown.title, shown.goal) == ("Tillsyn av ramper", "Alla ramper är kända.")
    assert shown.number == "2027-001"
    assert [one.event for one in bench.told(bench.aneby)] == [
        ProposalEvent.HANDED_IN_FOR_OFFICE,
        ProposalEvent.CHANGED,
    ]
    assert bench.events()[-1].details["fields"] == ["title", "goal"]
    assert my_drafts(bench.services, bench.inspector) == ()


def test_change_of_nothing_tells_nobody_anything(bench: Bench) -> None:
    number = bench.propose()
    before = bench.rows()[0].version

    change(bench, number)

    assert bench.rows()[0].version == before
    assert [one.verb for one in bench.events()] == ["proposal_handed_in"]


def test_change_of_offices_moves_who_stands_behind_it(bench: Bench) -> None:
    number = bench.propose()

    change(bench, number, offices=(bench.desk.offices["Aneby"],))
    bench.deliver()

    shown = bench.see(number)
    assert shown.offices == ("Miljökontoret i Aneby",)
    assert shown.people == ("Ina Spektör",)
    assert bench.told(bench.aneby)[0].event is ProposalEvent.HANDED_IN_FOR_OFFICE


def test_change_that_leaves_out_what_is_needed_is_refused_and_kept(bench: Bench) -> None:
    number = bench.propose()
    draft = begin_change(bench.services, bench.inspector, number)
    keep_draft(
        bench.services, bench.inspector, draft.token, replace(draft.suggestion, background="")
    )

    with pytest.raises(Unfinished) as refused:
        submit(bench.services, bench.inspector, draft.token)

    assert list(refused.value.problems) == ["background"]
    assert bench.see(number).background == "Ingen vet hur många de är."
    assert show_draft(bench.services, bench.inspector, draft.token).suggestion.background == ""


def test_second_of_two_who_change_at_once_is_told_and_loses_nothing(bench: Bench) -> None:
    number = bench.propose()
    mine = begin_change(bench.services, bench.inspector, number)
    theirs = begin_change(bench.services, bench.coordinator, number)
    keep_draft(
        bench.services,
        bench.coordinator,
        theirs.token,
        replace(theirs.suggestion, goal="Deras mål.", area="Deras område"),
    )
    submit(bench.services, bench.coordinator, theirs.token)
    keep_draft(
        bench.services,
        bench.inspector,
        mine.token,
        replace(mine.suggestion, goal="Mitt mål.", background="Min bakgrund."),
    )

    told = submit(bench.services, bench.inspector, mine.token)

    assert told.differences == (
        Difference("area", "Deras område", both=False),
        Difference("goal", "Deras mål.", both=True),
    )
    assert told.draft is not None
    assert told.draft.suggestion == bench.said(
        area="Deras område", goal="Mitt mål.", background="Min bakgrund."
    )
    assert bench.see(number).goal == "Deras mål."

    again = submit(bench.services, bench.inspector, mine.token)
    assert (again.differences, again.changed) == ((), True)
    assert bench.see(number).goal == "Mitt mål."
    assert bench.see(number).category == "Deras område"


def test_two_who_submit_changes_at_the_same_moment_do_not_overwrite_each_other(
    bench: Bench,
) -> None:
    number = bench.propose()
    askers = (bench.inspector, bench.coordinator)
    drafts = [begin_change(bench.services, one, number) for one in askers]
    for asker, draft, goal in zip(askers, drafts, ("Ett.", "Två."), strict=True):
        keep_draft(bench.services, asker, draft.token, replace(draft.suggestion, goal=goal))

    with ThreadPoolExecutor(2) as pool:
        got = list(
            pool.map(
                lambda pair: submit(bench.services, pair[0], pair[1].token),
                zip(askers, drafts, strict=True),
            )
        )

    assert sorted(bool(one.differences) for one in got) == [False, True]
    assert bench.rows()[0].version == 2


def test_change_is_refused_once_review_has_begun_and_the_draft_is_kept(bench: Bench) -> None:
    number = bench.propose()
    draft = begin_change(bench.services, bench.inspector, number)
    keep_draft(bench.services, bench.inspector, draft.token, replace(draft.suggestion, goal="Nej"))
    move(bench.services, bench.coordinator, Move(numbers=(number,), to="under_review"))

    with pytest.raises(Refusal) as refused:
        submit(bench.services, bench.inspector, draft.token)

    assert refused.value.code == "proposal_review_began"
    assert bench.see(number).goal == "Alla parker är kända."
    assert show_draft(bench.services, bench.inspector, draft.token).suggestion.goal == "Nej"


def test_only_proposers_and_keepers_change_and_take_back(bench: Bench) -> None:
    number = bench.propose()

    for act in (begin_change, withdraw):
        with pytest.raises(Refusal) as refused:
            act(bench.services, bench.aneby, number)
        assert refused.value.code == "proposal_not_yours"
    begin_change(bench.services, bench.coordinator, number)


def test_proposal_of_another_collaboration_is_not_there(bench: Bench) -> None:
    number = bench.propose()

    for act in (begin_change, withdraw):
        with pytest.raises(Refusal) as refused:
            act(bench.services, bench.neighbour, number)
        assert refused.value.code == "proposal_gone"


def test_withdrawn_once_however_often_it_is_pressed(bench: Bench) -> None:
    both = tuple(bench.desk.offices.values())
    number = bench.hand_in(bench.inspector, bench.said(offices=both))

    for _ in range(3):
        withdraw(bench.services, bench.inspector, number)
    bench.deliver()

    assert bench.rows()[0].state == "withdrawn"
    assert [one.verb for one in bench.events()] == ["proposal_handed_in", "proposal_withdrawn"]
    assert [one.event for one in bench.told(bench.aneby)][1:] == [ProposalEvent.WITHDRAWN]
    assert ProposalEvent.WITHDRAWN not in [one.event for one in bench.told(bench.inspector)]


def test_withdrawing_can_be_undone_by_who_did_it(bench: Bench) -> None:
    number = bench.propose()
    withdraw(bench.services, bench.inspector, number)

    undo_move(bench.services, bench.inspector, number, bench.see(number).undo)

    assert bench.rows()[0].state == "received"
    with pytest.raises(Refusal):
        undo_move(bench.services, bench.aneby, number, 1)


def test_withdrawn_proposal_is_changed_by_nobody(bench: Bench) -> None:
    number = bench.propose()
    withdraw(bench.services, bench.inspector, number)

    with pytest.raises(Refusal) as refused:
        begin_change(bench.services, bench.coordinator, number)

    assert refused.value.code == "proposal_withdrawn"


def test_what_is_written_later_does_not_reach_a_suggestion_of_other_fields() -> None:
    assert Suggestion.read({"title": "A", "shape": "round"}) == Suggestion(title="A")
