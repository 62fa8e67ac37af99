"""Somebody's calendar: it takes over what comes by mail as a mail program does.

The rules are those of RFC 5546, section 2.1.5, and what Thunderbird makes of them: a higher
SEQUENCE asks again and forgets the answer, the same one with a newer DTSTAMP is a small change that
keeps it, and what is older than what one has is passed over in silence. What is cancelled stays,
struck out. Nothing of this is shared with whoever invites.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.workspace.agenda.messages import Event, Message
from bot.workspace.agenda.moments import Moment, When


class Taken(StrEnum):
    """What a calendar has made of a message."""

    NEW = "new"
    ASKS_AGAIN = "asks_again"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    # The time that was asked for is not granted.
    DECLINED = "declined"
    # The same as what stands there, or older.
    PASSED_OVER = "passed_over"
    NOT_MINE = "not_mine"


class Status(StrEnum):
    """What somebody answers, as calendars write it."""

    ACCEPTED = "ACCEPTED"
    TENTATIVE = "TENTATIVE"
    DECLINED = "DECLINED"


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody has answered to one version of a meeting; ``letter`` is the mail it went by."""

    status: Status
    sequence: int
    stamp: datetime
    comment: str = ""
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Another time that somebody has asked for; ``declined`` once it was not granted."""

    when: When
    sequence: int
    letter: str = ""
    declined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A meeting as it stands in a calendar.

    ``before`` is how it was before the latest version that asked again, or at first. ``letter`` is
    the mail that told of it last. ``answer`` is to this version, ``earlier`` to one before it.
    ``again`` is true of one that was cancelled and is on again, and ``exceptions`` are single times
    of a series: when each would be, and when it is; None where it is cancelled.
    """

    event: Event
    when: When
    stamp: datetime
    letter: str = ""
    before: Event | None = None
    cancelled: bool = False
    again: bool = False
    exceptions: tuple[tuple[Moment, When | None], ...] = ()
    answer: Answer | None = None
    earlier: Answer | None = None
    proposal: Proposal | None = None

    @property
    def uid(self) -> str:
        """Give what is the meeting's own for ever."""
        return self.event.uid

    @property
    def sequence(self) -> int:
        """Give the version."""
        return self.event.sequence

    @property
    def is_series(self) -> bool:
        """Tell whether it is held more than once."""
        return self.event.line("RRULE") is not None

    def is_over(self, now: datetime) -> bool:
        """Tell whether it has been; a series goes on. ``now`` is aware."""
        return not self.is_series and self.when.is_over(now)

    @property
    def waits(self) -> bool:
        """Tell whether somebody has yet to answer."""
        return not self.cancelled and self.answer is None


@dataclass(slots=True)
class Diary:
    """The calendar of whoever has an address: its entries by the meetings' own ids."""

    address: str
    entries: dict[str, Entry] = field(default_factory=dict)

    def take(self, message: Message, letter: str = "") -> Taken:
        """Take over what a message says, and tell what came of it.

        ``letter`` is the key of the mail that it stood in.
        """
        method = message.method
        mine = [one for one in message.events if one.attendee(self.address)]
        if mine and method == "DECLINECOUNTER":
            return self._decline(mine[0])
        if not mine or method not in {"REQUEST", "CANCEL"}:
            return Taken.NOT_MINE
        # The meeting itself before single times of it.
        mine.sort(key=lambda one: one.slot is not None)
        outcomes = [self._take(method, one, letter) for one in mine]
        return outcomes[0]

    def hear(self, message: Message, letter: str = "") -> None:
        """Note what the calendar's owner has answered."""
        for event in message.events:
            line, known = event.attendee(self.address), self.entries.get(event.uid)
            if line is None or known is None or event.stamp is None or event.when is None:
                continue
            status = line.param("PARTSTAT").upper()
            if message.method == "COUNTER" and event.sequence == known.sequence:
                proposal = Proposal(event.when, event.sequence, letter)
                self.entries[event.uid] = replace(known, proposal=proposal)
            elif message.method == "REPLY" and status in set(Status):
                comment = event.text("COMMENT")
                said = Answer(Status(status), event.sequence, event.stamp, comment, letter)
                self.entries[event.uid] = _answered(known, said)

    def _take(self, method: str, event: Event, letter: str) -> Taken:
        known, when, stamp = self.entries.get(event.uid), event.when, event.stamp
        off = method == "CANCEL" or event.text("STATUS").upper() == "CANCELLED"
        if when is None or stamp is None:
            return Taken.PASSED_OVER
        if known is None:
            if off or event.slot is not None:
                # It never stood here.
                return Taken.PASSED_OVER
            self.entries[event.uid] = Entry(event=event, when=when, stamp=stamp, letter=letter)
            return Taken.NEW
        if event.slot is not None:
            return self._except(known, event, None if off else when)
        return self._renew(known, event, letter, off=off)

    def _decline(self, event: Event) -> Taken:
        """Note that the time which was asked for is not granted; the meeting stays as it is."""
        known = self.entries.get(event.uid)
        if known is None or event.sequence != known.sequence:
            return Taken.PASSED_OVER
        if known.proposal is not None:
            proposal = replace(known.proposal, declined=True)
            self.entries[event.uid] = replace(known, proposal=proposal)
        return Taken.DECLINED

    def _renew(self, known: Entry, event: Event, letter: str, *, off: bool) -> Taken:
        if event.stamp is None or (event.sequence, event.stamp) <= (known.sequence, known.stamp):
            return Taken.PASSED_OVER
        self.entries[event.uid] = (_cancelled if off else _updated)(known, event, letter)
        if off:
            return Taken.CANCELLED
        return Taken.ASKS_AGAIN if event.sequence > known.sequence else Taken.CHANGED

    def _except(self, known: Entry, event: Event, when: When | None) -> Taken:
        """Note that one time of a series is another, or is not at all."""
        slot = event.slot
        if slot is None or event.sequence < known.sequence:
            return Taken.PASSED_OVER
        others = tuple(one for one in known.exceptions if one[0] != slot)
        self.entries[event.uid] = replace(known, exceptions=(*others, (slot, when)))
        return Taken.CHANGED if when else Taken.CANCELLED


def _updated(known: Entry, event: Event, letter: str) -> Entry:
    asks_again = event.sequence > known.sequence
    return replace(
        known,
        event=event,
        when=event.when or known.when,
        stamp=event.stamp or known.stamp,
        letter=letter,
        before=known.event if asks_again else known.before or known.event,
        cancelled=False,
        # A small change to what came back leaves it so.
        again=known.cancelled or (known.again and not asks_again),
        exceptions=(),
        answer=None if asks_again else known.answer,
        earlier=known.answer or known.earlier if asks_again else known.earlier,
        proposal=None if asks_again else known.proposal,
    )


def _cancelled(known: Entry, event: Event, letter: str) -> Entry:
    # What it says of the meeting may be less than is known: only the version is taken over.
    versioned = tuple(
        line for line in known.event.lines if line.name not in {"SEQUENCE", "COMMENT"}
    )
    told = tuple(line for line in event.lines if line.name in {"SEQUENCE", "COMMENT"})
    return replace(
        known,
        event=Event((*versioned, *told)),
        stamp=event.stamp or known.stamp,
        letter=letter,
        before=None,
        cancelled=True,
        again=False,
        answer=None,
        earlier=known.answer or known.earlier,
        proposal=None,
    )


def _answered(known: Entry, said: Answer) -> Entry:
    """Note an answer: to this version it counts, to another one it is only remembered."""
    if said.sequence != known.sequence or known.cancelled:
        return replace(known, earlier=said)
    if known.answer is not None and known.answer.stamp > said.stamp:
        return known
    return replace(known, answer=said)
