"""Meetings, and what those invited are told of them: plain data."""

from dataclasses import dataclass
from datetime import date, datetime, time

from handlers.enclosures import Enclosure
from handlers.series_views import Moment, Recurring


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLine:
    """A booked meeting: local days, when it begins on the first and ends on the last where known.

    ``state`` is one of booked, held and cancelled. ``link`` is where one takes part at a distance,
    ``uid`` what calendars know it by. ``further`` is how many more times are to come of a series
    that it stands for.
    """

    number: int
    rule: str
    part: str
    title: str
    first: date
    last: date
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    link: str = ""
    host: str = ""
    state: str = "booked"
    collaboration: str = ""
    uid: str = ""
    further: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What somebody is told of a meeting that they are invited to, as it is now.

    ``uid`` and ``sequence`` are what their calendar knows it by; moments are aware, and None where
    whole days are meant. ``cancelled`` takes it out of their calendar; with ``removed`` it is held
    all the same, but without them. ``changed`` tells that something has changed since it was
    booked. ``about`` may have several lines, ``answer_by`` is a local day. ``summons`` for boards
    and the like, who are summoned. With ``reminder`` they have been told before, and are silent.
    With ``declined`` they have asked for another time, and do not get it. ``revision`` tells how
    far the meeting had changed, and ``stamp``, aware, when that version of it was made; None is the
    moment at which it is told. ``joined`` is place or queue for who has registered by a link and
    comes, empty for everybody else. ``papers`` are to be read before. With ``series`` all of its
    times are meant; ``slot`` is which one it is of them, where it is one. ``ended`` where none of
    them is to come for the reader: what has been stays in their calendar.
    """

    meeting: MeetingLine
    uid: str
    sequence: int
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    about: str = ""
    answer_by: date | None = None
    cancelled: bool = False
    removed: bool = False
    changed: bool = False
    summons: bool = False
    reminder: bool = False
    declined: bool = False
    revision: int = 0
    stamp: datetime | None = None
    joined: str = ""
    papers: tuple[Enclosure, ...] = ()
    series: Recurring | None = None
    slot: Moment | None = None
    ended: bool = False

    @property
    def asks(self) -> bool:
        """Tell whether there is something to answer."""
        return not (self.cancelled or self.ended)
