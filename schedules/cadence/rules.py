"""What recurs, as values: the shapes of the data files, and what is true of any of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, TypeAlias

# The months of a season, first and last; a collaboration may set others.
Seasons: TypeAlias = Mapping[str, tuple[int, int]]
SEASONS: Seasons = {"vår": (1, 6), "höst": (8, 12)}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date each year. ``day`` 0 is the month's last; ``exceptions`` say what other years had."""

    month: int
    day: int
    roll: str = "none"
    exceptions: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quota:
    """So many times within a window that somebody has to book; ``most`` None means at least."""

    least: int
    most: int | None
    months: tuple[int, ...] = ()
    monthly: bool = False
    season: str = ""
    before: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Relative:
    """What hangs on another rule's meetings: ``offset`` in words, or in working days."""

    anchor: str
    selector: str = "each"
    offset: str | int = "with"


@dataclass(frozen=True, slots=True)
class Every:
    """Every so many years, counted from the last one held; ``cycle`` are lengths by turns."""

    years: int
    held: tuple[int, ...] = ()
    cycle: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Threshold:
    """As soon as so many are waiting."""

    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Once:
    """Once, between two days."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Ongoing:
    """All the time: it has no occurrence."""


@dataclass(frozen=True, slots=True)
class Recurring:
    """A truly regular thing that a coordinator has set up (RFC 5545, 3.8.5.3)."""

    first: date
    rule: str


Shape: TypeAlias = Deadline | Quota | Relative | Every | Threshold | Once | Ongoing | Recurring


@dataclass(frozen=True, slots=True)
class Rule:
    """A duty that comes back, with what is true of it whatever its shape.

    ``part`` names what a rule brings beside its main thing. ``eras`` are years, first and last,
    None for no end; without any it is always in force. A ``paused`` rule stands in no current
    plan: it is shown, and silent until somebody confirms it.
    """

    key: str
    shape: Shape
    part: str = ""
    eras: tuple[tuple[int, int | None], ...] = ()
    paused: bool = False
    per_office: bool = False
    convener: str = ""
    rotation: str = ""
    days: int = 1
    adopted_by: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    clock: time | None = None
    after: "Deadline | None" = None

    def in_force(self, year: int) -> bool:
        """Tell whether the rule belongs to ``year``; a paused one is shown in any."""
        within = (first <= year and (last is None or year <= last) for first, last in self.eras)
        return self.paused or not self.eras or any(within)


@dataclass(frozen=True, slots=True)
class Written:
    """A rule as it is written in the data files and kept in the database."""

    key: str
    rule: Mapping[str, Any]
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of a collaboration, checked together, and its seasons."""

    every: tuple[Rule, ...]
    seasons: Seasons

    def main(self, key: str) -> Rule:
        """Return the main part of the rule ``key``."""
        return next(one for one in self.every if one.key == key and not one.part)
