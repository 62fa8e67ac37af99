import pytest

from handlers.answers import CriterionLine
from handlers.errors import Refusal
from handlers.weighing import MOST_CRITERIA, Found, criteria, review_sheet, set_criteria, weigh
from tests.handlers.calendars import Desk
from tests.handlers.weighing.conftest import BENEFIT, REACH, Board


def names(desk: Desk) -> list[tuple[str, int]]:
    return [(one.name, one.most) for one in criteria(desk.services, desk.contact)]


def test_there_are_none_until_somebody_has_said_which(desk: Desk) -> None:
    assert names(desk) == []

    set_criteria(desk.services, desk.coordinator, [CriterionLine(0, "  Miljö  nytta ", 5)])

    assert names(desk) == [("Miljö nytta", 5)]


def test_one_that_is_called_as_before_keeps_its_points(board: Board) -> None:
    desk, (benefit, reach) = board.desk, board.criteria
    number = board.numbers["2027-001"]
    weigh(desk.services, board.member, number, Found(points={benefit.id: 4, reach.id: 2}))

    wished = [CriterionLine(0, "Behov", 5), CriterionLine(0, BENEFIT.upper(), 5)]
    set_criteria(desk.services, desk.coordinator, wished)

    assert names(desk) == [("Behov", 5), (BENEFIT.upper(), 5)]
    lines = review_sheet(desk.services, board.member).lines
    assert lines[0].points == (None, 4)
    # What is taken up again is as it was.
    set_criteria(desk.services, desk.coordinator, board.criteria)
    assert review_sheet(desk.services, board.member).lines[0].points == (4, 2)


@pytest.mark.parametrize(
    ("wished", "code"),
    [
        ([CriterionLine(0, f"K{one}", 5) for one in range(MOST_CRITERIA + 1)], "too_many_criteria"),
        ([CriterionLine(0, "  ", 5)], "criterion_without_name"),
        ([CriterionLine(0, "x" * 81, 5)], "criterion_too_long"),
        ([CriterionLine(0, REACH, 5), CriterionLine(0, REACH.upper(), 3)], "criterion_twice"),
        ([CriterionLine(0, REACH, 1)], "bad_points"),
        ([CriterionLine(0, REACH, 11)], "bad_points"),
    ],
)
def test_what_cannot_be_weighed_against_is_refused_and_all_stays(
    board: Board, wished: list[CriterionLine], code: str
) -> None:
    with pytest.raises(Refusal) as no:
        set_criteria(board.desk.services, board.desk.coordinator, wished)

    assert no.value.code == code
    assert names(board.desk) == [(BENEFIT, 5), (REACH, 3)]


def test_only_who_leads_proposals_on_sets_them(board: Board) -> None:
    for asker in (board.desk.contact, board.member):
        with pytest.raises(Refusal) as no:
            set_criteria(board.desk.services, asker, [])
        assert no.value.code == "not_allowed"

    assert names(board.desk) == [(BENEFIT, 5), (REACH, 3)]
