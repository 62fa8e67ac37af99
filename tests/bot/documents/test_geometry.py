from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.year_wheel.geometry import (
    ROUND,
    Point,
    Wheel,
    arc,
    lanes,
    spread,
    upright,
    width_in_turn,
    within,
)

WHEEL = Wheel((0, 0), 2027)


def test_january_begins_at_the_top_and_july_lies_at_the_bottom() -> None:
    first, october = WHEEL.turn(date(2027, 1, 1), 0), WHEEL.turn(date(2027, 10, 1), 0)

    assert WHEEL.at(first, 10) == pytest.approx((0, 10))
    assert WHEEL.at(october, 10) == pytest.approx((-10, 0), abs=0.4)
    assert WHEEL.turn(date(2027, 12, 31), 1) == ROUND


def test_leap_day_has_a_place_of_its_own() -> None:
    leap = Wheel((0, 0), 2028)

    assert leap.turn(date(2028, 2, 29)) < leap.turn(date(2028, 3, 1))
    assert leap.turn(date(2028, 12, 31), 1) == ROUND


def test_arc_goes_against_the_clock_from_the_right() -> None:
    assert arc(0, 90) == (0, 90)


@pytest.mark.parametrize(
    ("turn", "angle"), [(0, 0), (45, 315), (135, 45), (180, 0), (225, 315), (315, 45)]
)
def test_text_is_never_upside_down(turn: float, angle: float) -> None:
    assert upright(turn) % ROUND == angle


@pytest.mark.parametrize(
    ("first", "last", "wide", "reached"),
    [(100, 200, 20, (100, 200)), (100, 110, 20, (95, 115)), (2, 4, 20, (0, 20))],
)
def test_stretch_is_made_wide_enough_within_the_year(
    first: float, last: float, wide: float, reached: Point
) -> None:
    assert within(first, last, wide) == reached


@given(st.lists(st.floats(0, 359.99), max_size=30), st.floats(0.5, 12))
def test_marks_that_are_spread_lie_no_closer_than_asked(turns: list[float], gap: float) -> None:
    placed = sorted(spread(turns, gap))

    steps = [
        (after - before) % ROUND
        for before, after in zip(placed, placed[1:] + placed[:1], strict=True)
    ]
    assert len(placed) == len(turns)
    assert len(turns) < 2 or min(steps) >= gap - 1e-6


@given(st.lists(st.integers(0, 35), max_size=30, unique=True))
def test_marks_with_room_stay_where_they_are(tens: list[int]) -> None:
    turns = [ten * 10.0 for ten in tens]

    assert spread(turns, 9.5) == pytest.approx(turns)


def test_marks_of_the_same_day_part_to_both_sides() -> None:
    assert spread([0, 0, 90], 10) == pytest.approx([355, 5, 90])


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(1, 60)), max_size=25))
def test_nothing_in_a_lane_touches_another(stretches: list[Point]) -> None:
    arcs = sorted((first, first + wide) for first, wide in stretches)

    chosen = lanes(len(arcs), lambda index, _lane: arcs[index])

    for lane in set(chosen):
        inside = [one for one, its in zip(arcs, chosen, strict=True) if its == lane]
        assert all(one[1] <= other[0] for one, other in pairwise(inside))


def test_width_takes_more_of_a_turn_nearer_the_middle() -> None:
    assert width_in_turn(20, 10) == 180
    assert width_in_turn(20, 100) == pytest.approx(11.48, abs=0.01)
