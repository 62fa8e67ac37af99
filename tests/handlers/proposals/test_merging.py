from concurrent.futures import ThreadPoolExecutor

import pytest

from handlers.answers import ProposalAct
from handlers.contents import ProposalEvent
from handlers.errors import Refusal
from handlers.proposals import Move, comment, join, leave, merge, move, part, similar, undo_move
from handlers.scope import scope
from tests.handlers.proposals.house import LONGEST, Bench


@pytest.fixture
def two(bench: Bench) -> tuple[int, int]:
    """Lend two proposals that want the same: Aneby's and Habo's."""
    aneby = bench.hand_in(
        bench.aneby, bench.said("Skateramper", offices=(bench.desk.offices["Aneby"],))
    )
    return aneby, bench.propose()


def test_merge_keeps_everybody_behind_both(bench: Bench, two: tuple[int, int]) -> None:
    merge(bench.services, bench.coordinator, *two)
    bench.deliver()

    shown = bench.see(two[1])
    assert shown.offices == ("Miljökontoret i Aneby", "Miljökontoret i Habo")
    assert shown.people == ("Ane By, Miljökontoret i Aneby", "Ina Spektör, Miljökontoret i Habo")
    assert [one.title for one in shown.merged] == ["2027-001 Skateramper"]
    into = bench.see(two[0]).into
    assert into is not None
    assert into.title == "2027-002 Tillsyn av skateparker"
    assert bench.told(bench.aneby)[-1].event is ProposalEvent.MERGED
    assert bench.told(bench.aneby)[-1].other == "2027-002 Tillsyn av skateparker"


def test_those_behind_a_merged_one_hear_of_what_becomes_of_the_other(
    bench: Bench, two: tuple[int, int]
) -> None:
    merge(bench.services, bench.coordinator, *two)

    move(bench.services, bench.coordinator, Move(numbers=(two[1],), to="in_plan"))
    bench.deliver()

    assert bench.told(bench.aneby)[-1].event is ProposalEvent.MOVED
    assert bench.told(bench.aneby)[-1].number == "2027-002"


def test_parted_again_each_has_its_own(bench: Bench, two: tuple[int, int]) -> None:
    move(bench.services, bench.coordinator, Move(numbers=(two[0],), to="under_review"))
    merge(bench.services, bench.coordinator, *two)

    part(bench.services, bench.coordinator, two[0])
    bench.deliver()

    assert bench.see(two[0]).status == "under_review"
    assert bench.see(two[0]).offices == ("Miljökontoret i Aneby",)
    assert bench.see(two[1]).offices == ("Miljökontoret i Habo",)
    assert bench.told(bench.aneby)[-1].event is ProposalEvent.PARTED
    with pytest.raises(Refusal) as refused:
        part(bench.services, bench.coordinator, two[0])
    assert refused.value.code == "proposal_not_merged"


def test_merging_twice_tells_once(bench: Bench, two: tuple[int, int]) -> None:
    for _ in range(2):
        merge(bench.services, bench.coordinator, *two)

    assert [one.verb for one in bench.events()].count("proposal_merged") == 1


def test_merging_each_into_the_other_at_once_leaves_one_of_them(
    bench: Bench, two: tuple[int, int]
) -> None:
    def attempt(pair: tuple[int, int]) -> str:
        try:
            merge(bench.services, bench.coordinator, *pair)
        except Refusal as no:
            return no.code
        return "merged"

    with ThreadPoolExecutor(2) as pool:
        got = sorted(pool.map(attempt, (two, two[::-1])))

    assert got == ["merged", "proposal_moved_since"]
    assert sorted(one.state for one in bench.rows()) == ["merged", "received"]


def test_three_become_one_and_nobody_is_lost(bench: Bench, two: tuple[int, int]) -> None:
    third = bench.hand_in(bench.coordinator, bench.said("Ramper i betong"))
    merge(bench.services, bench.coordinator, *two)
    merge(bench.services, bench.coordinator, two[1], third)

    assert len(bench.see(third).people) == 3


@pytest.mark.parametrize("pair", [(0, 0), (0, 2), (2, 0)], ids=["itself", "to none", "none"])
def test_what_cannot_be_merged_is_refused(
    bench: Bench, two: tuple[int, int], pair: tuple[int, int]
) -> None:
    numbers = (*two, 10**6)

    with pytest.raises(Refusal):
        merge(bench.services, bench.coordinator, numbers[pair[0]], numbers[pair[1]])

    assert {one.state for one in bench.rows()} == {"received"}


def test_merged_proposal_is_not_found_moved_or_undone(bench: Bench, two: tuple[int, int]) -> None:
    merge(bench.services, bench.coordinator, *two)

    with scope(bench.services, bench.inspector) as here:
        assert [one.key for one in similar(here, "skateramper")] == []
    with pytest.raises(Refusal) as refused:
        move(bench.services, bench.coordinator, Move(numbers=(two[0],), to="in_plan"))
    assert refused.value.code == "proposal_moved_since"
    assert bench.see(two[0]).undo == 0
    with pytest.raises(Refusal):
        undo_move(bench.services, bench.coordinator, two[0], 3)


def test_only_who_keeps_the_proposals_merges_them(bench: Bench, two: tuple[int, int]) -> None:
    for act in (merge, lambda *who: part(*who[:3])):
        with pytest.raises(Refusal) as refused:
            act(bench.services, bench.inspector, *two)
        assert refused.value.code == "not_allowed"
    with pytest.raises(Refusal) as elsewhere:
        merge(bench.services, bench.neighbour, *two)
    assert elsewhere.value.code == "proposal_gone"


def test_office_stands_behind_anothers_proposal(bench: Bench) -> None:
    number = bench.propose()

    for _ in range(2):
        assert join(bench.services, bench.aneby, number) == number
    bench.deliver()

    assert bench.see(number).offices == ("Miljökontoret i Habo", "Miljökontoret i Aneby")
    line = bench.told(bench.inspector)[-1]
    assert (line.event, line.by) == (ProposalEvent.JOINED, "Ane By")
    assert [one.verb for one in bench.events()].count("proposal_joined") == 1


def test_joining_a_merged_one_joins_the_one_that_it_lives_on_in(
    bench: Bench, two: tuple[int, int]
) -> None:
    merge(bench.services, bench.coordinator, *two)

    assert join(bench.services, bench.habo, two[0]) == two[1]


def test_several_who_join_at_once_are_all_there_once(bench: Bench) -> None:
    number = bench.propose()

    with ThreadPoolExecutor(4) as pool:
        list(
            pool.map(
                lambda who: join(bench.services, who, number),
                [bench.aneby, bench.habo, bench.aneby, bench.habo],
            )
        )

    assert len(bench.see(number).people) == 3


def test_who_joined_may_leave_and_who_proposed_takes_back(bench: Bench) -> None:
    number = bench.propose()
    join(bench.services, bench.aneby, number)

    for _ in range(2):
        leave(bench.services, bench.aneby, number)

    assert bench.see(number).offices == ("Miljökontoret i Habo",)
    with pytest.raises(Refusal) as refused:
        leave(bench.services, bench.inspector, number)
    assert refused.value.code == "proposal_is_yours"


def test_coordinator_joins_for_an_office(bench: Bench) -> None:
    number = bench.propose()
    aneby = bench.desk.offices["Aneby"]

    for _ in range(2):
        join(bench.services, bench.coordinator, number, aneby)

    assert bench.see(number).offices == ("Miljökontoret i Habo", "Miljökontoret i Aneby")
    with pytest.raises(Refusal) as refused:
        join(bench.services, bench.inspector, number, aneby)
    assert refused.value.code == "not_allowed"
    with pytest.raises(Refusal) as unknown:
        join(bench.services, bench.coordinator, number, 10**6)
    assert unknown.value.code == "proposal_office_unknown"


def test_comment_is_kept_once_and_told(bench: Bench) -> None:
    number = bench.propose()

    for _ in range(2):
        comment(bench.services, bench.aneby, number, "Vi har <b>fem</b>.\n\nOch @här.", "view-1")
    bench.deliver()

    (remark,) = bench.see(number).comments
    assert remark.words == "Vi har <b>fem</b>.\n\nOch @här."
    assert (remark.by, remark.office) == ("Ane By", "Miljökontoret i Aneby")
    line = bench.told(bench.inspector)[-1]
    assert (line.event, line.words) == (ProposalEvent.COMMENTED, remark.words)


@pytest.mark.parametrize(
    ("words", "code"),
    [(" \n ", "proposal_comment_missing"), ("x" * (LONGEST + 1), "proposal_too_long")],
)
def test_comment_that_says_nothing_or_too_much_is_refused(
    bench: Bench, words: str, code: str
) -> None:
    number = bench.propose()

    with pytest.raises(Refusal) as refused:
        comment(bench.services, bench.aneby, number, words)

    assert (refused.value.code, bench.see(number).comments) == (code, ())


def test_comment_on_anothers_collaboration_is_refused(bench: Bench) -> None:
    number = bench.propose()

    with pytest.raises(Refusal) as refused:
        comment(bench.services, bench.neighbour, number, "Hej")

    assert refused.value.code == "proposal_gone"


def test_what_may_be_done_follows_who_looks(bench: Bench) -> None:
    number = bench.propose()

    acts = [bench.see(number, who).acts for who in (bench.inspector, bench.aneby)]
    keeper = bench.see(number, bench.coordinator).acts

    assert acts == [
        (ProposalAct.CHANGE, ProposalAct.WITHDRAW, ProposalAct.COMMENT),
        (ProposalAct.JOIN, ProposalAct.COMMENT),
    ]
    assert keeper == (
        ProposalAct.CHANGE,
        ProposalAct.WITHDRAW,
        ProposalAct.MOVE,
        ProposalAct.MERGE,
        ProposalAct.JOIN,
        ProposalAct.COMMENT,
        ProposalAct.EXPORT,
        ProposalAct.START,
    )
