"""Everybody's calendars: what their mails make of them, and what they have answered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from bot.workspace.agenda.diary import Diary, Entry
from bot.workspace.agenda.messages import BrokenMessageError, Message, read_message
from bot.workspace.letters import Letter

Letters = Callable[[str], tuple[Letter, ...]]


@dataclass(frozen=True, slots=True)
class Agenda:
    """A calendar: its meetings, and the keys of the mails that it could make nothing of.

    ``framed`` are the keys of those mails that have more than plain text to show.
    """

    entries: tuple[Entry, ...] = ()
    unreadable: tuple[str, ...] = ()
    framed: frozenset[str] = frozenset()

    def waiting(self, now: datetime) -> int:
        """Count the meetings to come that somebody has yet to answer to. ``now`` is aware."""
        return sum(one.waits and not one.is_over(now) for one in self.entries)


@dataclass(frozen=True, slots=True)
class _Part:
    """The calendar part of a mail; without a message it is broken."""

    letter: Letter
    message: Message | None
    is_framed: bool = False

    @property
    def version(self) -> tuple[object, ...]:
        """Give what puts mails of the same second in the order in which they were written."""
        event = self.message.events[0] if self.message else None
        stamp = event.stamp if event else None
        return (
            self.letter.moment,
            event.sequence if event else 0,
            stamp.timestamp() if stamp else 0,
            self.letter.key,
        )


class Diaries:
    """Lay out calendars from mails; each mail is read once as long as its file is the same."""

    def __init__(self, received: Letters, sent: Letters) -> None:
        self._received = received
        self._sent = sent
        self._read: dict[str, tuple[Letter, _Part | None]] = {}
        self._lock = Lock()

    def of(self, address: str) -> Agenda:
        """Give the calendar of an address: its mails in order, and then its own answers."""
        diary = Diary(address)
        came, went = self._parts(self._received(address)), self._parts(self._sent(address))
        for part in came:
            if part.message is not None:
                diary.take(part.message, part.letter.key)
        for part in went:
            if part.message is not None:
                diary.hear(part.message, part.letter.key)
        broken = tuple(part.letter.key for part in came if part.message is None)
        framed = frozenset(part.letter.key for part in came if part.is_framed)
        return Agenda(tuple(diary.entries.values()), broken, framed)

    def _parts(self, letters: Iterable[Letter]) -> list[_Part]:
        found = (self._part(letter) for letter in letters)
        return sorted((one for one in found if one), key=lambda one: one.version)

    def _part(self, letter: Letter) -> _Part | None:
        with self._lock:
            # The mailbox gives the very same letter as long as its file is the same.
            path = str(letter.path)
            known = self._read.get(path)
            if known is None or known[0] is not letter:
                known = self._read[path] = (letter, _read(letter))
            return known[1]


def _read(letter: Letter) -> _Part | None:
    try:
        content = letter.calendar
        return _Part(letter, read_message(content), bool(letter.html)) if content else None
    except FileNotFoundError:
        # It was taken away while we were looking.
        return None
    except BrokenMessageError:
        return _Part(letter, None)
