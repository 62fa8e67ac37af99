"""What a notice says, without a word of ours: every door puts it into words of its own."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypeAlias

from handlers.enclosures import Enclosure


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


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLine:
    """A booked meeting: local days, when it begins on the first and ends on the last where known.

    ``state`` is one of booked, held and cancelled. ``link`` is where one takes part at a distance,
    ``uid`` what calendars know it by.
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
    comes, empty for everybody else. ``papers`` are to be read before.
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


@dataclass(frozen=True, slots=True)
class Reminders:
    """What somebody is reminded of on a morning, all in one message. ``today`` is the local day.

    ``collaboration`` is the name of the one that reminds.
    """

    collaboration: str
    today: date
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """Reminders that came due while the bot was down, and are of no use any more."""

    collaboration: str
    since: date
    until: date
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a mail, as it was decided when the mail was read; ids without brackets.

    ``attachments`` are a name, a media type and the content in base64 each.
    """

    subject: str
    text: str
    html: str
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    attachments: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What somebody is asked to confirm: a mail in their name, which may be another's.

    ``number`` is the mail's, ``asked`` what is done or shown once they do; ids without brackets.
    """

    number: int
    subject: str
    asked: str
    in_reply_to: str = ""
    references: tuple[str, ...] = ()


class NoteCode(StrEnum):
    """What a short note is about; each has its own words."""

    MAILS_QUARANTINED = "mails_quarantined"
    MAIL_PAUSED = "mail_paused"
    MAIL_REFUSED = "mail_refused"
    LINK_CODE = "link_code"
    MEETING_QUEUED = "meeting_queued"
    MEETING_PLACE = "meeting_place"
    MEETING_ENOUGH = "meeting_enough"
    MEETING_FULL = "meeting_full"
    MEETING_WORDS = "meeting_words"
    MEETING_WORDS_RECEIVED = "meeting_words_received"


@dataclass(frozen=True, slots=True)
class Note:
    """Something short to be told; ``values`` are what its words have room for, by name.

    ``meeting`` is the one that it is about, if it is about one. ``quote`` is what somebody has
    written, on several lines perhaps, shown word for word, and ``written_at``, aware, when.
    """

    collaboration: str
    code: NoteCode
    values: tuple[tuple[str, str], ...] = ()
    meeting: MeetingLine | None = None
    quote: str = ""
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SentMinutes:
    """The finished minutes of a meeting, or its notes where not ``formal``."""

    meeting: MeetingLine
    formal: bool
    papers: tuple[Enclosure, ...]


# What tells of duties.
Duties: TypeAlias = Reminders | Missed
Content: TypeAlias = Duties | Invitation | SentMinutes | Reply | Confirmation | Note
