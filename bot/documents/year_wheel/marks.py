"""What of a year lies where on the wheel, before anything is drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.documents.year_wheel.badges import Badge
from bot.documents.year_wheel.geometry import Wheel
from bot.texts.year_wheel import Entry, Kind, is_on, is_settled, kind_of, stretch
from handlers.contents import Duty


@dataclass(frozen=True, slots=True)
class Mark:
    """A number at a turn; ``ahead`` tells that it is still to come, or to be done."""

    turn: float
    number: int
    ahead: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days within which several things may be done, and their numbers."""

    first: float
    last: float
    numbers: tuple[int, ...]
    ahead: bool


@dataclass(frozen=True, slots=True)
class Band:
    """What comes often: a piece for each time, and a dot for each booked meeting."""

    number: int
    pieces: tuple[Stretch, ...]
    dots: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """Everything that lies on a wheel."""

    days: tuple[Mark, ...]
    meetings: tuple[Mark, ...]
    bands: tuple[Band, ...]
    stretches: tuple[Stretch, ...]
    any_time: tuple[Mark, ...]


def marks_of(wheel: Wheel, found: Sequence[Entry]) -> Marks:
    """Lay out the entries of a picture."""
    several = [one for one in found if one.kind is not Kind.REPEATED]
    return Marks(
        days=tuple(_days(wheel, several)),
        meetings=tuple(_meetings(wheel, several)),
        bands=tuple(_band(wheel, one) for one in found if one.kind is Kind.REPEATED),
        stretches=tuple(_stretches(wheel, several)),
        any_time=tuple(_any_time(wheel, several)),
    )


def sign_of(entry: Entry) -> tuple[Badge, bool]:
    """Return the mark of an entry in the key, and whether something is still to come."""
    ahead = not all(map(is_settled, entry.duties))
    if entry.kind is Kind.DAY:
        return Badge.DAY, ahead
    if _is_booked(entry) and not ahead:
        return Badge.MEETING, any(one.state != "held" for one in filter(is_on, entry.meetings))
    return Badge.TASK, ahead


def _days(wheel: Wheel, found: Iterable[Entry]) -> Iterable[Mark]:
    for entry in found:
        for duty in _of(entry, Kind.DAY, wheel.year):
            day = stretch(duty, wheel.year)[1]
            yield Mark(wheel.turn(day), entry.number, not is_settled(duty))


def _meetings(wheel: Wheel, found: Iterable[Entry]) -> Iterable[Mark]:
    for entry in found:
        for meeting in filter(is_on, entry.meetings):
            turn = wheel.turn(_within(meeting.first, wheel.year))
            yield Mark(turn, entry.number, meeting.state != "held")


def _band(wheel: Wheel, entry: Entry) -> Band:
    pieces = tuple(_piece(wheel, duty, entry.number) for duty in entry.duties)
    days = (_within(one.first, wheel.year) for one in filter(is_on, entry.meetings))
    return Band(entry.number, pieces, tuple(wheel.turn(day) for day in days))


def _stretches(wheel: Wheel, found: Iterable[Entry]) -> Iterable[Stretch]:
    """Put those with the same days together, in the order they begin."""
    numbers: dict[tuple[float, float, bool], list[int]] = {}
    for entry in found:
        for duty in _left(entry, Kind.PERIOD, wheel.year):
            one = _piece(wheel, duty, entry.number)
            numbers.setdefault((one.first, one.last, one.ahead), []).append(entry.number)
    for (first, last, ahead), those in sorted(numbers.items()):
        yield Stretch(first, last, tuple(dict.fromkeys(those)), ahead)


def _any_time(wheel: Wheel, found: Iterable[Entry]) -> Iterable[Mark]:
    for entry in found:
        duties = _left(entry, Kind.ANY_TIME, wheel.year)
        if duties:
            yield Mark(0, entry.number, not all(map(is_settled, duties)))


def _of(entry: Entry, kind: Kind, year: int) -> list[Duty]:
    return [duty for duty in entry.duties if kind_of(duty, year) is kind]


def _left(entry: Entry, kind: Kind, year: int) -> list[Duty]:
    """Return the duties that need a mark: what is booked has that of its meeting."""
    return [duty for duty in _of(entry, kind, year) if not (is_settled(duty) and _is_booked(entry))]


def _is_booked(entry: Entry) -> bool:
    return any(map(is_on, entry.meetings))


def _piece(wheel: Wheel, duty: Duty, number: int) -> Stretch:
    first, last = stretch(duty, wheel.year)
    return Stretch(wheel.turn(first, 0), wheel.turn(last, 1), (number,), not is_settled(duty))


def _within(day: date, year: int) -> date:
    return min(max(day, date(year, 1, 1)), date(year, 12, 31))
