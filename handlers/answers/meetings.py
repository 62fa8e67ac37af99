"""Answers about meetings that people are invited to."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.answers.found import Answer, ListAnswer
from handlers.contents import Duty
from handlers.meeting_views import Attendance, Circle, LastWriter, Planned, Preview, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class MyMeetingsAnswer(ListAnswer):
    """The meetings ahead that the asker is invited to, in the order of time."""

    meetings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceAnswer(ListAnswer):
    """Who is invited to a meeting, and what each has answered.

    With ``silent`` only those who have not answered are asked for.
    """

    attendance: Attendance
    silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingAnswer(Answer):
    """What has been answered to an invitation, by the asker or, with ``other``, for somebody."""

    kind: ClassVar[str] = "meeting"
    standing: Standing
    other: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAnswer(Answer):
    """A meeting with all that is planned for it, and what was done about it.

    ``change`` is shown, preview, planned, changed, sent, reminded, removed, again or counted;
    ``count`` is how many people it concerns, and ``name`` who, or what it counts as. ``counts`` is
    what waits to be booked, and the meeting would do for. Of a new one, ``turn`` is whose turn it
    is to be its host, where nobody is, and ``last_writer`` who took the minutes the last time.
    """

    kind: ClassVar[str] = "meeting"
    planned: Planned
    attendance: Attendance
    preview: Preview
    circles: tuple[Circle, ...]
    change: str
    count: int = 0
    name: str = ""
    counts: tuple[Duty, ...] = ()
    turn: str = ""
    last_writer: LastWriter | None = None
