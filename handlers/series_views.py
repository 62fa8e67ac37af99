"""A series of meetings as people and their calendars are told of it: plain data."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

# When something begins: a local day, or an aware moment where it has an hour.
Moment: TypeAlias = datetime | date


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherTime:
    """One time of a series that is not as the series was planned.

    ``slot`` is when the series' rule has it begin. ``starts`` and ``ends`` (a day: the last) are
    when it is instead; None where it is off. ``sequence`` counts how often people were asked anew.
    """

    slot: Moment
    starts: Moment | None = None
    ends: Moment | None = None
    title: str = ""
    place: str = ""
    link: str = ""
    about: str = ""
    sequence: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often something is held, and how often that is in all.

    ``every`` is week, two_weeks or month; ``turn`` is which of its weekdays in the month it is, 1
    to 4, or -1, the last. ``first`` and ``until`` are the local days of the first and the last
    time, ``without`` the numbers of the months in which it is not held.
    """

    every: str
    turn: int
    first: date
    until: date
    count: int
    without: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """A series as its calendar needs it, besides its words.

    ``rule`` is as RFC 5545 writes it, without its end. ``starts`` and ``ends`` (a day: the last)
    are those of the first time, ``until`` is when the last one begins. ``left_out`` are times that
    the rule gives and that are not meant, ``others`` those that are not as planned. ``days`` are
    the local days of the times still to come.
    """

    rhythm: Rhythm
    rule: str
    starts: Moment
    ends: Moment
    until: Moment
    left_out: tuple[Moment, ...] = ()
    others: tuple[OtherTime, ...] = ()
    days: tuple[date, ...] = ()
