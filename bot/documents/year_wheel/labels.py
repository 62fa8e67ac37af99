"""The numbers in the rows of a wheel, each where it hides no other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.documents.year_wheel.badges import Badge, badge_width
from bot.documents.year_wheel.geometry import Point, Wheel, width_in_turn, within
from bot.documents.year_wheel.marks import Band, Stretch

_LOWEST = 30  # so that its number can still be read
_PART = 0.84  # of a row's height
_APART = 4
_BESIDE = 6  # half widths that it may move off them


@dataclass(frozen=True, slots=True)
class Label:
    """A number, or several, at a distance from the middle; the best places come first."""

    said: str
    ahead: bool
    radius: float
    places: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A label and the point that it got."""

    label: Label
    at: Point


def badge_height(row: float) -> float:
    """Return how high a number's badge is in a row: in a low one it reaches beyond."""
    return max(row * _PART, _LOWEST)


def band_label(band: Band, radius: float) -> Label:
    """Return the label of what comes often: best on a piece where it hides no meeting."""
    free = [one for one in band.pieces if not any(one.first <= t <= one.last for t in band.dots)]
    places = tuple((one.first + one.last) / 2 for one in (*free, *band.pieces))
    return Label(str(band.number), any(one.ahead for one in band.pieces), radius, places)


def stretch_labels(one: Stretch, radius: float, row: float) -> Iterator[Label]:
    """Return a label for each number where there is room along the days, else one for all."""
    wide = _wide("00", radius, row)
    said = [str(number) for number in one.numbers]
    if len(said) * wide > one.last - one.first:
        said = [runs(one.numbers)]
    first, last = reach(one, radius, row)
    share = (last - first) / len(said)
    for number, label in enumerate(said):
        middle = (first + last) / 2 + (number - (len(said) - 1) / 2) * wide
        own = (first + number * share, first + (number + 1) * share)
        yield Label(label, one.ahead, radius, tuple(_along(middle, own, wide)))


def reach(one: Stretch, radius: float, row: float) -> Point:
    """Return how far a stretch reaches together with its label."""
    return within(one.first, one.last, _wide(runs(one.numbers), radius, row))


def placed(wheel: Wheel, labels: Iterable[Label], row: float) -> list[Placed]:
    """Give each label the first of its places where it hides no other, those with few first."""
    done: list[Placed] = []
    for label in sorted(labels, key=lambda one: len(one.places)):
        points = [wheel.at(turn, label.radius) for turn in label.places]
        free = (at for at in points if not any(_touch(label, at, other, row) for other in done))
        done.append(Placed(label, next(free, points[0])))
    return done


def runs(numbers: Sequence[int]) -> str:
    """Say numbers briefly: "3–5, 9"."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][-1] == number - 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(str(one[0]) if len(one) == 1 else f"{one[0]}–{one[-1]}" for one in found)


def _along(middle: float, own: Point, wide: float) -> Iterator[float]:
    """Return places ever further from the best one, those on the label's own days first."""
    steps = range(1, int((own[1] - own[0]) / wide * 2) + _BESIDE)
    places = [middle, *(middle + side * step * wide / 2 for step in steps for side in (-1, 1))]
    first, last = own[0] + wide / 2, own[1] - wide / 2
    yield from (turn for turn in places if first <= turn <= last)
    yield from (turn for turn in places if not first <= turn <= last)


def _touch(label: Label, at: Point, other: Placed, row: float) -> bool:
    height = badge_height(row)
    widths = (badge_width(Badge.TASK, one.said, height) for one in (label, other.label))
    across, up = abs(at[0] - other.at[0]), abs(at[1] - other.at[1])
    return across < sum(widths) / 2 + _APART and up < height + _APART


def _wide(said: str, radius: float, row: float) -> float:
    width = badge_width(Badge.TASK, said, badge_height(row)) + _APART
    return width_in_turn(width, radius)
