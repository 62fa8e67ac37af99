"""Duties and what falls due, as they are told of: plain data."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from handlers.contents.meetings import MeetingLine


class Act(StrEnum):
    """What can be done about something that falls due."""

    DONE = "done"
    BOOK = "book"
    OFFICES = "offices"  # see which offices are left, and tick those that are done
    REMIND = "remind"  # remind the offices that are left
    MOVE = "move"
    LATER = "later"
    SKIP = "skip"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class OfficeCount:
    """How many offices have done their part, and the names of those who have not."""

    done: int
    of: int
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something that falls due between two local days, with what has become of it.

    ``due`` is the last day on which it is in time, None where it is as soon as possible; where
    somebody has moved it, ``moved`` is true and ``due`` is the new day. ``number`` tells which
    occurrence it is; it is None for one that nobody has been reminded of yet. ``state`` is one of
    open, waits, paused, done and skipped. ``acts`` are those that the reader may do.

    Of the kind ``decision`` it is what was decided: ``decision`` tells which, ``owner`` who sees to
    it, ``typed`` what is typed once it is done.
    """

    number: int | None
    rule: str
    part: str
    slot: str
    title: str
    kind: str
    state: str
    first: date
    due: date | None
    said: str = ""
    least: int = 1
    most: int | None = 1
    booked: int = 0
    missing: int = 0
    host: str = ""
    convener: str = ""
    late: bool = False
    moved: bool = False
    later_until: date | None = None
    reason: str = ""
    collaboration: str = ""
    offices: OfficeCount | None = None
    # The name of the office whose part of it is meant, where it is one office's alone.
    office: str = ""
    acts: tuple[Act, ...] = ()
    decision: int | None = None
    owner: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """Something that falls due; days are local, ``last`` None means as soon as possible.

    ``kind`` is the rule's shape, ``state`` one of open, waits and paused. ``least`` to ``most``
    (None: no limit) are wanted, ``booked`` of them are booked. ``said`` holds the source's own
    words where they say less than a date.
    """

    rule: str
    part: str
    title: str
    slot: str
    kind: str
    state: str
    first: date
    last: date | None
    least: int
    most: int | None
    booked: int
    missing: int
    host: str = ""
    convener: str = ""
    per_office: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a collaboration: what falls due in it, and what is booked."""

    collaboration: str
    year: int
    today: date
    duties: tuple[Duty, ...]
    meetings: tuple[MeetingLine, ...]
