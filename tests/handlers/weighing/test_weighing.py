from concurrent.futures import ThreadPoolExecutor

import pytest

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.weighing import (
    Found,
    move_as_weighed,
    read_weighing,
    review_sheet,
    to_move,
    weigh,
    weighed_sheet,
)
from handlers.weighing.reading import Row
from storage.models import Proposal
from tests.factories import add_collaboration, add_proposal
from tests.fakes import recorded_statements
from tests.handlers.weighing.conftest import HEAD, Board

YES, WAIT, NO = "I planen", "I förslagsbanken", "Inte med i planen"


def sheet(*rows: tuple[str, ...]) -> list[Row]:
    return [(at, cells) for at, cells in enumerate((HEAD, *rows), start=1)]


def row(number: str, outcome: str = "", reason: str = "", version: str = "0") -> tuple[str, ...]:
    return (number, "Vad som helst", "4", "", outcome, reason, version)


def refused(act: object, *args: object) -> str:
    with pytest.raises(Refusal) as no:
        act(*args)  # type: ignore[operator]  # what is tried is a handler
    return no.value.code


def test_preparatory_group_sees_and_weighs(board: Board) -> None:
    services, number = board.desk.services, board.numbers["2027-001"]
    benefit, reach = board.criteria

    found = Found(outcome="in_bank", reason="Underlag saknas.", points={benefit.id: 4})
    line = weigh(services, board.member, number, found).lines[0]

    assert (line.number, line.outcome, line.reason) == ("2027-001", "in_bank", "Underlag saknas.")
    assert (line.points, line.version, line.offices) == (
        (4, None),
        1,
        ("Miljökontoret i Habo",),
    )
    assert [one.number for one in weighed_sheet(services, board.member).lines] == ["2027-001"]
    assert board.verbs()[-1] == "proposal_weighed"
    # Nothing has been moved, and nobody told.
    assert board.states() == ["under_review"] * 3
    assert board.desk.notices() == []
    # What is not said is left as it was.
    weigh(services, board.desk.coordinator, number, Found(points={reach.id: 1, benefit.id: None}))
    again = review_sheet(services, board.member).lines[0]
    assert (again.outcome, again.points, again.version) == ("in_bank", (None, 1), 2)


def test_others_neither_see_nor_weigh(board: Board) -> None:
    services, number = board.desk.services, board.numbers["2027-001"]

    for asker in (board.desk.contact, Asker("jonkoping")):
        code = "not_allowed" if asker.known else "not_known_yet"
        assert refused(review_sheet, services, asker) == code
        assert refused(weigh, services, asker, number, Found(outcome="in_plan")) == code

    assert board.kept() == {}


def test_proposal_of_another_family_is_not_there(board: Board) -> None:
    with board.desk.services.database.write() as session:
        other = add_collaboration(session, "vast")
        foreign = add_proposal(session, other, "Annans", number="2027-001", state="under_review").id

    services = board.desk.services
    assert refused(weigh, services, board.member, foreign, Found(outcome="in_plan")) == (
        "proposal_gone"
    )
    read_weighing(services, board.member, sheet(row("2027-001", YES)))
    assert len(review_sheet(services, board.member).lines) == 3
    assert board.kept() == {"2027-001": ("in_plan", "", 1)}


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (Found(outcome="in_bank"), "weighed_without_reason"),
        (Found(outcome="not_in_plan", reason="  "), "weighed_without_reason"),
        (Found(outcome="withdrawn"), "weighed_outcome_unknown"),
        (Found(outcome="in_plan", reason="x" * 3001), "weighed_reason_too_long"),
        (Found(points={10_000: 1}), "criterion_gone"),
    ],
)
def test_what_does_not_hold_is_refused(board: Board, found: Found, code: str) -> None:
    number = board.numbers["2027-001"]

    assert refused(weigh, board.desk.services, board.member, number, found) == code
    assert board.kept() == {}


@pytest.mark.parametrize("points", [0, 6])
def test_points_outside_the_scale_are_refused(board: Board, points: int) -> None:
    number, found = board.numbers["2027-001"], Found(points={board.criteria[0].id: points})

    assert refused(weigh, board.desk.services, board.member, number, found) == "points_outside"


def test_of_two_who_weigh_at_once_the_second_is_told(board: Board) -> None:
    services, number = board.desk.services, board.numbers["2027-001"]
    longest = "å" * 3000

    def act(asker: Asker, reason: str) -> str:
        try:
            weigh(services, asker, number, Found(outcome="in_bank", reason=reason, based_on=0))
        except Refusal as no:
            return no.code
        return "kept"

    with ThreadPoolExecutor(2) as pool:
        pair = [
            pool.submit(act, board.member, longest),
            pool.submit(act, board.desk.coordinator, "<b>Nej</b> <!channel>"),
        ]
        said = sorted(one.result() for one in pair)

    assert said == ["kept", "weighed_meanwhile"]
    ((outcome, reason, version),) = board.kept().values()
    assert (outcome, version) == ("in_bank", 1)
    assert reason in {longest, "<b>Nej</b> <!channel>"}


def test_same_thing_twice_is_weighed_once(board: Board) -> None:
    services, number = board.desk.services, board.numbers["2027-001"]

    for _ in range(2):
        weigh(services, board.member, number, Found(outcome="in_plan", based_on=0))

    assert board.kept() == {"2027-001": ("in_plan", "", 1)}
    assert board.verbs().count("proposal_weighed") == 1


def test_sheet_that_was_filled_in_is_taken(board: Board) -> None:
    rows = sheet(
        row("2027-001", "  i PLANEN. "),
        row("2027-002", WAIT, "Vänta på vägledning."),
        ("2027-003", "Solarier", "", "", "", "", "0"),
    )

    read = read_weighing(board.desk.services, board.member, rows)

    assert [one.number for one in read.sheet.lines] == ["2027-001", "2027-002"]
    assert (read.same, read.problems) == (1, ())
    assert [one.points for one in read.sheet.lines] == [(4, None), (4, None)]
    assert board.kept() == {
        "2027-001": ("in_plan", "", 1),
        "2027-002": ("in_bank", "Vänta på vägledning.", 1),
    }
    # The same file once more says nothing new.
    again = read_weighing(board.desk.services, board.member, rows)
    assert (again.sheet.lines, again.same, again.problems) == ((), 3, ())


def test_sheet_with_a_fault_is_not_taken_at_all(board: Board) -> None:
    rows = sheet(
        row("2027-001", YES),
        row("2027-002", WAIT),
        row("2027-777", YES),
        row("2027-003", "kanske"),
        row("2027-003", YES),
        ("2027-003", "Solarier", "fyra", "", "", "", "0"),
    )

    read = read_weighing(board.desk.services, board.member, rows)

    assert [(one.row, one.name, one.code) for one in read.problems] == [
        (3, "2027-002", "weighed_without_reason"),
        (4, "2027-777", "weighed_unknown"),
        (5, "2027-003", "weighed_outcome_unread"),
        (6, "2027-003", "weighed_twice"),
        (7, "2027-003", "points_unread"),
        (7, "2027-003", "weighed_twice"),
    ]
    assert board.kept() == {}
    assert "proposal_weighed" not in board.verbs()


def test_sheet_made_before_somebody_else_weighed_is_not_taken(board: Board) -> None:
    services = board.desk.services
    weigh(services, board.desk.coordinator, board.numbers["2027-002"], Found(outcome="in_plan"))

    read = read_weighing(
        services, board.member, sheet(row("2027-001", YES), row("2027-002", NO, "Nej."))
    )

    assert [(one.name, one.code) for one in read.problems] == [("2027-002", "weighed_meanwhile")]
    assert board.kept() == {"2027-002": ("in_plan", "", 1)}


def test_file_without_our_headings_is_refused(board: Board) -> None:
    rows: list[Row] = [(1, ("Namn", "Nummer")), (2, ("x", "2027-001"))]

    assert refused(read_weighing, board.desk.services, board.member, rows) == "no_weighing_sheet"


def test_moved_as_weighed_with_reasons_and_told(board: Board) -> None:
    services, coordinator = board.desk.services, board.desk.coordinator
    read_weighing(
        services,
        board.member,
        sheet(row("2027-001", YES), row("2027-002", WAIT, "Vänta på vägledning.")),
    )
    assert [one.number for one in to_move(services, coordinator)] == ["2027-001", "2027-002"]
    assert board.states() == ["under_review"] * 3

    moved = move_as_weighed(services, coordinator)

    assert [(one.number, one.state) for one in moved] == [
        ("2027-001", "in_plan"),
        ("2027-002", "in_bank"),
    ]
    assert board.states() == ["in_plan", "in_bank", "under_review"]
    assert {one.person_id for one in board.desk.notices()} == {board.desk.contact_id}
    assert len(board.desk.notices()) == 2
    # Once they are moved there is nothing to move.
    assert to_move(services, coordinator) == ()
    assert refused(move_as_weighed, services, coordinator) == "nothing_weighed_to_move"
    assert len(board.desk.notices()) == 2


def test_member_weighs_but_does_not_move(board: Board) -> None:
    weigh(board.desk.services, board.member, board.numbers["2027-001"], Found(outcome="in_plan"))

    assert refused(move_as_weighed, board.desk.services, board.member) == "not_allowed"
    assert refused(to_move, board.desk.services, board.member) == "not_allowed"


def test_sheet_takes_the_same_queries_for_one_and_three(board: Board) -> None:
    services = board.desk.services
    counts = []
    for more in (0, 2):
        with services.database.write() as session:
            for number in list(board.numbers.values())[1:]:
                session.get_one(Proposal, number).state = "under_review" if more else "in_plan"
        with recorded_statements(services.database) as statements:
            assert len(review_sheet(services, board.member).lines) == 1 + more
        counts.append(len(statements))

    assert counts[0] == counts[1]
