"""What has happened and what is booked: the facts that occurrences are worked out from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Booked:
    """A meeting somebody has booked for a rule, or one that was held; days are local.

    ``key`` tells it from others whatever its day is moved to.
    """

    rule: str
    key: str
    first: date
    last: date
    part: str = ""
    held: bool = False
    host: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many are waiting for a rule with a threshold, and since when enough of them."""

    count: int
    since: date


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of a collaboration's calendar; ``confirmed`` are paused rules revived."""

    booked: tuple[Booked, ...] = ()
    confirmed: frozenset[str] = frozenset()
    waiting: Mapping[str, Waiting] = field(default_factory=dict)

    def of(self, rule: str, part: str = "") -> list[Booked]:
        """Return what is booked for a rule's part, earliest first."""
        mine = [one for one in self.booked if (one.rule, one.part) == (rule, part)]
        return sorted(mine, key=lambda one: (one.first, one.key))

    def within(self, rule: str, part: str, first: date, last: date) -> tuple[Booked, ...]:
        """Return what is booked for a rule's part and begins within the given days."""
        return tuple(one for one in self.of(rule, part) if first <= one.first <= last)
