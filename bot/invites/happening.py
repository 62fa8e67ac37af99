"""What is invited to, as calendars need it: when, where, and in which version."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeAlias

from bot.invites.zones import STOCKHOLM

# When something begins: a day, or an aware moment where it has an hour.
Moment: TypeAlias = datetime | date


@dataclass(frozen=True, slots=True)
class Timed:
    """From one moment to another, both aware; calendars are told them in Swedish time."""

    starts: datetime
    ends: datetime

    def __post_init__(self) -> None:
        """Refuse moments without a time zone: calendars would each take their own."""
        if self.starts.tzinfo is None or self.ends.tzinfo is None:
            raise ValueError("a moment without a time zone")
        if self.ends <= self.starts:
            raise ValueError("ends before it starts")

    @property
    def local(self) -> tuple[datetime, datetime]:
        """Return both in Swedish time."""
        return self.starts.astimezone(STOCKHOLM), self.ends.astimezone(STOCKHOLM)

    def at(self, slot: Moment) -> "Timed":
        """Return the time that is as long and begins at another moment."""
        if not isinstance(slot, datetime):
            raise TypeError("a day for what has an hour")
        begins = slot.astimezone(UTC)
        # Reckoned in UTC: in local time the hour between would count when the clocks change.
        return Timed(begins, begins + (self.ends.astimezone(UTC) - self.starts.astimezone(UTC)))


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days, the last one with them."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse what ends before it begins."""
        if self.last < self.first:
            raise ValueError("ends before it starts")

    def at(self, slot: Moment) -> "Days":
        """Return as many days, from another one on."""
        if isinstance(slot, datetime):
            raise TypeError("an hour for what has whole days")
        return Days(slot, slot + (self.last - self.first))


@dataclass(frozen=True, slots=True)
class Begun:
    """From an aware moment on; nobody has said until when."""

    starts: datetime

    def __post_init__(self) -> None:
        """Refuse a moment without a time zone: calendars would each take their own."""
        if self.starts.tzinfo is None:
            raise ValueError("a moment without a time zone")

    @property
    def local(self) -> datetime:
        """Return it in Swedish time."""
        return self.starts.astimezone(STOCKHOLM)

    def at(self, slot: Moment) -> "Begun":
        """Return another moment, from which on it is."""
        if not isinstance(slot, datetime):
            raise TypeError("a day for what has an hour")
        return Begun(slot)


When: TypeAlias = Timed | Begun | Days


@dataclass(frozen=True, slots=True)
class Moved:
    """One time of a series that is another: ``slot`` is when the rule says it would begin.

    ``when`` None: it is cancelled for those who know of it. Words that are None are the series'
    own. ``sequence`` counts by itself, and is never less than that of the series.
    """

    slot: Moment
    when: When | None
    place: str | None = None
    title: str | None = None
    about: str | None = None
    link: str | None = None
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Series:
    """A truly regular meeting: the rule as RFC 5545 writes it, without its end.

    ``until`` is the last time that it begins, aware where it has an hour. ``left_out`` are times
    that the rule gives and that were never meant, such as July.
    """

    rule: str
    until: Moment
    left_out: tuple[Moment, ...] = ()
    moved: tuple[Moved, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """A meeting, a series of them, or one time of a series: then ``slot`` tells which.

    ``uid`` is its for ever, ``sequence`` grows with each change that asks people again. ``about``
    is what it is about, on several lines. ``link`` is where one takes part at a distance.
    """

    uid: str
    sequence: int
    title: str
    when: When
    about: str = ""
    place: str = ""
    link: str = ""
    cancelled: bool = False
    series: Series | None = None
    slot: Moment | None = None

    def __post_init__(self) -> None:
        """Refuse a series that has an hour in one place and none in another.

        A last time of another kind than the first loses the last meeting in Thunderbird.
        """
        if self.series is not None:
            slots = (one.slot for one in self.series.moved)
            for slot in (self.series.until, *self.series.left_out, *slots):
                self.when.at(slot)
