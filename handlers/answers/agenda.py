"""Answers about what falls due: what comes, what is late, what somebody has ticked off."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from handlers.answers.found import Answer, ListAnswer
from handlers.contents import Duty, MeetingLine


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaAnswer(ListAnswer):
    """What falls due and is booked between two local days.

    ``subject`` is calendar, next, late, to_do or to_book; ``ids`` are the keys of the rules.
    """

    first: date
    last: date
    today: date
    duties: tuple[Duty, ...] = ()
    meetings: tuple[MeetingLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyAnswer(Answer):
    """A duty that somebody has done something about.

    ``change`` is done, undone, put_off, moved, skipped, taken_back or reminded; ``undo`` is what is
    typed to take it back. Of what was put off, ``day`` is when it comes up again, and ``day_off``
    the day off that was asked for instead. ``reached`` is how many people a reminder reaches.
    """

    kind: ClassVar[str] = "cadence"
    duty: Duty
    today: date
    change: str
    undo: str = ""
    day: date | None = None
    day_off: date | None = None
    reached: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingAnswer(Answer):
    """A meeting that somebody has done something about.

    ``change`` is booked, moved, cancelled or held.
    """

    kind: ClassVar[str] = "meeting"
    meeting: MeetingLine
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationAnswer(Answer):
    """A meeting that whoever has its link may register for, or may not any more.

    ``address`` is the link; it is empty where registration is closed, or there are no pages.
    """

    kind: ClassVar[str] = "meeting"
    meeting: MeetingLine
    opened: bool
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficesAnswer(Answer):
    """A duty in which each office has a part: by name those that are done, and those left.

    ``ticks`` are what the asker may type to tick off those left, an office each.
    """

    kind: ClassVar[str] = "cadence"
    duty: Duty
    today: date
    done: tuple[str, ...]
    left: tuple[str, ...]
    ticks: tuple[str, ...] = ()
