"""Where things lie on a wheel of a year: January begins at the top, and it goes with the clock."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

Point = tuple[float, float]
ROUND = 360.0
_TOP = 90.0


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel of one year around a point; turns are in degrees with the clock from the top."""

    centre: Point
    year: int

    def turn(self, day: date, part: float = 0.5) -> float:
        """Return the turn of a day: its middle, its beginning (0) or its end (1)."""
        start = date(self.year, 1, 1)
        days = (date(self.year + 1, 1, 1) - start).days
        return ((day - start).days + part) / days * ROUND

    def at(self, turn: float, radius: float) -> Point:
        """Return the point at a turn and a distance from the middle."""
        angle = math.radians(_TOP - turn)
        return (
            self.centre[0] + radius * math.cos(angle),
            self.centre[1] + radius * math.sin(angle),
        )


def arc(first: float, last: float) -> Point:
    """Return two turns as angles against the clock from the right."""
    return _TOP - last, _TOP - first


def upright(turn: float) -> float:
    """Return how to turn a text so that it follows the wheel and is never upside down."""
    angle = -turn % ROUND
    return angle - ROUND / 2 if ROUND / 4 < angle < ROUND * 3 / 4 else angle


def width_in_turn(width: float, radius: float) -> float:
    """Return how much of a turn something takes at a distance from the middle."""
    return math.degrees(2 * math.asin(min(1.0, width / 2 / radius)))


def spread(turns: Sequence[float], gap: float) -> list[float]:
    """Move turns apart, as little as can be, until they lie ``gap`` from each other.

    The answer is in the order of ``turns``. There must be room: ``len(turns) * gap <= 360``.
    """
    if not turns:
        return []
    order, start = _from_widest_gap(turns)
    line = [(turns[index] - start) % ROUND for index in order]
    moved = _apart(line, gap)
    if moved[-1] - moved[0] > ROUND - gap:
        moved = [index * ROUND / len(line) + line[0] for index in range(len(line))]
    placed = dict(zip(order, moved, strict=True))
    return [(placed[index] + start) % ROUND for index in range(len(turns))]


def within(first: float, last: float, wide: float) -> Point:
    """Return a stretch of turns, made wide enough around its middle, within one round."""
    middle, half = (first + last) / 2, max(last - first, wide) / 2
    middle = min(max(middle, half), ROUND - half)
    return middle - half, middle + half


def lanes(count: int, reach: Callable[[int, int], Point]) -> list[int]:
    """Return for each thing, in the order they begin, the first lane where it touches nothing.

    ``reach`` tells how far a thing reaches in a lane.
    """
    ends: list[float] = []
    chosen = []
    for index in range(count):
        lane = 0
        while lane < len(ends) and ends[lane] > reach(index, lane)[0]:
            lane += 1
        ends[lane:] = [reach(index, lane)[1], *ends[lane + 1 :]]
        chosen.append(lane)
    return chosen


def _from_widest_gap(turns: Sequence[float]) -> tuple[list[int], float]:
    """Order the turns from after the widest gap, where the circle can be cut open."""
    order = sorted(range(len(turns)), key=lambda index: turns[index])
    gaps = [
        (turns[order[place]] - turns[order[place - 1]]) % ROUND or (ROUND if place == 0 else 0)
        for place in range(len(order))
    ]
    cut = gaps.index(max(gaps))
    start = turns[order[cut]] - gaps[cut] / 2
    return order[cut:] + order[:cut], start


def _apart(line: Sequence[float], gap: float) -> list[float]:
    """Move points on a line apart, with the least squares of their moves."""
    # Less their share of gaps, the points only have to be in order: those that are not share one
    # place, the middle of theirs (pool adjacent violators).
    pools: list[tuple[float, int]] = []
    for number, point in enumerate(line):
        total, count = point - number * gap, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            before, size = pools.pop()
            total, count = total + before, count + size
        pools.append((total, count))
    shared = [total / count for total, count in pools for _ in range(count)]
    return [place + number * gap for number, place in enumerate(shared)]
