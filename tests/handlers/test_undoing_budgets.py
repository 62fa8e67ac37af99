"""Taking back what was entered of a year's money."""

from handlers.budgets import (
    LineName,
    set_line,
    undo_change,
    undo_latest,
)
from tests.handlers.calendars import Desk
from tests.handlers.test_entering_budgets import YEAR, changes, line, refused, seen, sheet, wages


def test_change_is_taken_back_once_and_not_past_a_later_one(desk: Desk) -> None:
    first = set_line(desk.services, desk.coordinator, wages(), {"outcome": 100})
    second = set_line(desk.services, desk.coordinator, wages(), {"outcome": 200})

    no = refused(
        "budget_changed_since",
        lambda: undo_change(desk.services, desk.coordinator, first.undo),
    )
    back = undo_change(desk.services, desk.coordinator, second.undo)
    again = undo_change(desk.services, desk.coordinator, second.undo)

    assert no.values == {"item": "löner"}
    assert (line(back, "löner").outcome, line(again, "löner").outcome) == (1, 1)
    assert back.undone
    assert [one.undoes_id for one in changes(desk.services)] == [None, None, second.undo]
    assert [one.undone for one in sheet(seen(desk)).changes] == [False, True, False]


def test_latest_change_of_a_year_is_taken_back_and_then_none(desk: Desk) -> None:
    set_line(desk.services, desk.coordinator, wages(), {"outcome": 100})

    answer = undo_latest(desk.services, desk.coordinator, YEAR)

    assert (answer.sheets, answer.undone) == ((), True)
    refused("budget_nothing_to_undo", lambda: undo_latest(desk.services, desk.coordinator, YEAR))


def test_changes_are_taken_back_one_by_one_the_latest_first(desk: Desk) -> None:
    travel = LineName(year=YEAR, item="resor")
    first = set_line(desk.services, desk.coordinator, wages(), {"outcome": 100})
    set_line(desk.services, desk.coordinator, travel, {"outcome": 700})
    third = set_line(desk.services, desk.coordinator, wages(), {"outcome": 200})
    refused(
        "budget_changed_since",
        lambda: undo_change(desk.services, desk.coordinator, first.undo),
    )

    left = [undo_latest(desk.services, desk.coordinator, YEAR) for _ in range(3)]

    assert [one.set_line and one.set_line.item for one in left] == ["löner", "resor", "löner"]
    assert left[0].set_line is not None
    assert left[0].set_line.outcome == 1
    assert left[-1].sheets == ()
    assert [one.undoes_id for one in changes(desk.services)][3:] == [
        third.undo,
        third.undo - 1,
        first.undo,
    ]
    refused("budget_nothing_to_undo", lambda: undo_latest(desk.services, desk.coordinator, YEAR))
