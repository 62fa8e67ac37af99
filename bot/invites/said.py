"""What a calendar has said about an invitation."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Method(StrEnum):
    """What a message is for (RFC 5546, section 1.4), of those that come to an organizer."""

    REPLY = "reply"
    COUNTER = "counter"
    REFRESH = "refresh"


class Status(StrEnum):
    """How somebody has answered; who has not is left out."""

    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"
    DELEGATED = "delegated"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Another time that somebody asks for: aware moments, or days; None where it is not told."""

    starts: datetime | date | None
    ends: datetime | date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one attendee has said of one meeting, or of one time of a series.

    ``attendee`` is an address in small letters, as it was written. ``slot`` is the time of the
    series, aware where it has an hour; None is the whole. ``stamp`` is when it was said, aware;
    None where the calendar does not tell. ``delegates`` are those who come instead, and
    ``delegator`` is whom the attendee comes instead of.
    """

    method: Method
    uid: str
    attendee: str
    name: str = ""
    status: Status | None = None
    sequence: int = 0
    stamp: datetime | None = None
    slot: datetime | date | None = None
    comment: str = ""
    proposal: Proposal | None = None
    delegates: tuple[str, ...] = ()
    delegator: str = ""
