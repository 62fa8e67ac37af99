"""Answers about what falls due: what comes, what is late, what somebody has ticked off."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from handlers.answers.found import Answer, ListAnswer
from handlers.contents import Duty, MeetingLine


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaAnswer(ListAnswer):
    """What falls due and is booked between two local days.

    ``subject`` is calendar, next, late or to_do; ``ids`` are the keys of the rules.
    """

    first: date
    last: date
    today: date
    duties: tuple[Duty, ...] = ()
    meetings: tuple[MeetingLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyAnswer(Answer):
    """A duty that somebody has done something about; ``change`` is done or undone."""

    kind: ClassVar[str] = "cadence"
    duty: Duty
    today: date
    change: str
